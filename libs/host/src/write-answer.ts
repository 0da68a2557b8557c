import type { ServerResponse } from 'node:http';
import type { HttpAnswer } from './http-types';

/** Writes an answer, unless somebody did. */
export function writeAnswer(response: ServerResponse, answer: HttpAnswer): void {
  if (response.headersSent || response.destroyed) return;
  const body = Buffer.from(JSON.stringify(answer.body));
  response.writeHead(answer.status, {
    'content-type': 'application/json',
    ...answer.headers,
    'content-length': body.length,
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
