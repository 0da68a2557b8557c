import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export { type ManualClock, manualClock } from './manual-clock';

/** One answer to be replayed. */
export interface ReplayAnswer {
  /** 200 when not given. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is; an iterable is pulled only as fast as the other side reads. */
  readonly body?: string | Uint8Array | Iterable<Uint8Array>;
  /** `hang`: no answer ever. `reset`: the connection is cut at once. `cut`: it is cut in the middle of the body. */
  readonly fault?: 'hang' | 'reset' | 'cut';
}

/** What was sent to the server. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Answers for one path: replayed in order, the last one again and again; or made from the request. */
export interface ReplayRoute {
  /** Any method when not given. */
  readonly method?: string;
  /** The whole path, query left out. */
  readonly path: string;
  readonly answers: readonly ReplayAnswer[] | ((request: RecordedRequest) => ReplayAnswer);
}

/** A running server. */
export interface ReplayServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Everything that was sent, in order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** How many connections were opened. */
  connections(): number;
  /** Resolves when this many requests have arrived. */
  received(count: number): Promise<void>;
  close(): Promise<void>;
}

const readRequest = async (request: IncomingMessage): Promise<RecordedRequest> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks),
  };
};

const bodyOf = ({ json, body = '' }: ReplayAnswer): string | Uint8Array | Iterable<Uint8Array> =>
  json === undefined ? body : JSON.stringify(json);

const replay = async (answer: ReplayAnswer, response: ServerResponse): Promise<void> => {
  if (answer.fault === 'hang') return;
  if (answer.fault === 'reset') {
    response.destroy();
    return;
  }
  const body = bodyOf(answer);
  const type = answer.json === undefined ? 'text/plain' : 'application/json';
  response.writeHead(answer.status ?? 200, { 'content-type': type, ...answer.headers });
  if (answer.fault === 'cut') {
    response.write(typeof body === 'string' ? body || 'x' : 'x', () => response.destroy());
    return;
  }
  if (typeof body === 'string' || body instanceof Uint8Array) {
    response.end(body);
    return;
  }
  await pipeline(Readable.from(body), response).catch(() => response.destroy());
};

/**
 * A server on loopback that replays fixtures and records what was sent. What no route expects is answered 501 and
 * recorded all the same.
 */
export async function startReplayServer(routes: readonly ReplayRoute[]): Promise<ReplayServer> {
  const requests: RecordedRequest[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const used = new Map<ReplayRoute, number>();
  let connections = 0;

  const answerTo = (request: RecordedRequest): ReplayAnswer => {
    const route = routes.find(
      ({ method, path }) => path === request.path && (method ?? request.method) === request.method,
    );
    if (route === undefined) return { status: 501, body: `no route for ${request.method} ${request.path}` };
    if (typeof route.answers === 'function') return route.answers(request);
    const turn = used.get(route) ?? 0;
    used.set(route, turn + 1);
    return route.answers[Math.min(turn, route.answers.length - 1)] ?? { status: 501 };
  };
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming);
    requests.push(request);
    for (const { count, resolve } of waiting) if (requests.length >= count) resolve();
    await replay(answerTo(request), response);
  };

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    connections: () => connections,
    received: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
