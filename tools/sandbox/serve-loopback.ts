import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate, setTimeout as sleepFor } from 'node:timers/promises';

/** A request as the handlers see it. */
export interface SandboxRequest {
  readonly method: string;
  /** Decoded by nobody: as it stood in the request line, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names; of a doubled header the values joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** When a server heard it, ms since 1970. */
  readonly arrivedMs?: number;
}

/** How a connection ends when it does not end well. */
export type BadEnding = 'half-answer' | 'no-answer' | 'reset';

/** An answer; objects travel as JSON. */
export interface SandboxReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | object;
  /** In place of a body: made while it is read, and no faster. */
  readonly stream?: Iterable<Uint8Array>;
  /** Instead of the whole answer: half of it, none at all while the connection stays open, or a reset. */
  readonly ending?: BadEnding;
}

/** What speaks for one vendor. A further vendor is one more file that makes such a function. */
export type SandboxHandler = (request: SandboxRequest) => Promise<SandboxReply>;

/** A server that listens. */
export interface LoopbackServer {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** Waits; injected so that tests need not. */
export type Sleep = (ms: number) => Promise<void>;

/** The real wait. */
export const realSleep: Sleep = async (ms) => {
  if (ms > 0) await sleepFor(ms);
};

/** Most timers come half a millisecond to one and a half late; a longer vigil would cost more than it gives. */
const TIMER_LATE_MS = 1;

/** The real wait, exact to a tenth of a millisecond: what a timer is late adds up over calls that wait for each other. */
export const exactSleep: Sleep = async (ms) => {
  const dueMs = performance.now() + ms;
  if (ms > TIMER_LATE_MS) await sleepFor(ms - TIMER_LATE_MS);
  while (performance.now() < dueMs) await setImmediate();
};

/** Cloud Run admits 32 MiB; a receiver that tests the border must be able to read more. */
const LARGEST_BODY_BYTES = 64 * 1024 * 1024;

const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > LARGEST_BODY_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts, bytes);
};

const bytesOf = (body: SandboxReply['body']): Buffer => {
  if (body === undefined) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body);
  return body instanceof Uint8Array ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
};

const isJson = (body: SandboxReply['body']): boolean =>
  typeof body === 'object' && !(body instanceof Uint8Array);

const send = (response: ServerResponse, reply: SandboxReply): void => {
  if (reply.ending === 'no-answer') return;
  if (reply.ending === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  if (reply.stream !== undefined) {
    response.writeHead(reply.status, { ...reply.headers });
    // A reader who has had enough closes the connection; that is no fault of ours.
    pipeline(Readable.from(reply.stream), response).catch(() => response.destroy());
    return;
  }
  const bytes = bytesOf(reply.body);
  response.writeHead(reply.status, {
    ...(isJson(reply.body) ? { 'content-type': 'application/json' } : {}),
    'content-length': String(bytes.length),
    ...reply.headers,
  });
  if (reply.ending === undefined) {
    response.end(bytes);
    return;
  }
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.socket?.destroy());
};

/** When a request came, and what it waits for before it is handled. */
interface Arrival {
  readonly arrivedMs: number;
  readonly turn: () => Promise<void>;
}

const answer = async (
  handler: SandboxHandler,
  request: IncomingMessage,
  response: ServerResponse,
  { arrivedMs, turn }: Arrival,
): Promise<void> => {
  const body = await readBody(request);
  if (body === undefined) {
    send(response, { status: 413, body: { error: 'The sandbox reads at most 64 MiB.' } });
    return;
  }
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  );
  await turn();
  const reply = await handler({
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers,
    body,
    arrivedMs,
  });
  send(response, reply);
};

/**
 * One turn after another, a look at the network between two of them: of requests that arrive together, or while an
 * answer is invented, none is heard late for it.
 */
function openTurns(): () => Promise<void> {
  let last = Promise.resolve();
  return () => (last = last.then(() => setImmediate()));
}

/**
 * Serves a handler on this machine only.
 * @param port 0 takes any free one
 * @param now wall clock, ms since 1970
 */
export async function serveLoopback(
  handler: SandboxHandler,
  port = 0,
  now: () => number = Date.now,
): Promise<LoopbackServer> {
  const turn = openTurns();
  const server = createServer((request, response) => {
    answer(handler, request, response, { arrivedMs: now(), turn }).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) response.destroy();
      else send(response, { status: 500, body: { error: `The sandbox failed: ${String(error)}` } });
    });
  });
  server.keepAliveTimeout = 60_000; // longer than any client keeps a quiet connection: no reset between two calls
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${taken}`,
    port: taken,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The JSON of a body, or undefined when it holds none. */
export function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
