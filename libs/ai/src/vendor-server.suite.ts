import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the vendor's stand-in answers once. */
export interface ServerAnswer {
  readonly status?: number;
  readonly json?: unknown;
  /** Instead of `json`. */
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** How the connection is broken, if it is. */
  readonly broken?: 'never answers' | 'reset before' | 'reset in the body';
}

/** A request as it arrived. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** A loopback server that answers in turn and keeps what it was sent. */
export interface VendorServer {
  readonly url: string;
  readonly sent: readonly Sent[];
  /** Sets the answers to come; the last one is repeated. */
  answers(...answers: readonly ServerAnswer[]): void;
  /** Resolves when the next request has arrived whole. */
  arrived(): Promise<void>;
  close(): Promise<void>;
}

const reply = (
  response: ServerResponse,
  { status = 200, json, body, headers, broken }: ServerAnswer,
): void => {
  if (broken === 'never answers') return;
  if (broken === 'reset before') {
    response.destroy();
    return;
  }
  const text = body ?? JSON.stringify(json);
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  if (broken === 'reset in the body') response.write(text.slice(0, 10), () => response.destroy());
  else response.end(text);
};

/** Starts a server that speaks for a vendor. */
export async function vendorServer(): Promise<VendorServer> {
  const sent: Sent[] = [];
  let queue: ServerAnswer[] = [];
  let onArrival = (): void => undefined;
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      sent.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
      reply(response, (queue.length > 1 ? queue.shift() : queue[0]) ?? { status: 599, json: {} });
      onArrival();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    answers: (...answers) => void (queue = [...answers]),
    arrived: () => new Promise((resolve) => (onArrival = resolve)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
