import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type LogContext, type Logger, traceFrom, withLogContext } from '@userport/logging';
import type { Draining } from './draining';
import type { Handle, ReceivedRequest } from './http-types';
import { type Problem, problemAnswer } from './problem';
import { writeAnswer } from './write-answer';

/** Cloud Run admits 32 MiB over HTTP/1. */
export const LARGEST_BODY_BYTES = 32 * 1024 * 1024;
/** Bodies in work at one time, in all requests of an instance. */
const BODIES_IN_WORK_BYTES = 64 * 1024 * 1024;
/** Asked of a caller when the instance is full or stopping. */
const COME_BACK_MS = 5_000;

/** Whether a caller may come in; looked at before a body is read. */
export type CheckCaller = (
  headers: Readonly<Record<string, string>>,
  remoteAddress: string | undefined,
) => Promise<
  { readonly ok: true } | { readonly ok: false; readonly status: number; readonly reason: string }
>;

/** What the door knows. */
export interface FrontDoorParts {
  readonly log: Logger;
  readonly draining: Draining;
  readonly checkCaller: CheckCaller;
  /** Paths that anyone may ask for, such as `/health`. */
  readonly open: readonly string[];
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** A door in front of a server: `admit` reads and checks a request, `answer` writes what a handler says. */
export interface FrontDoor {
  /** A listener that lets in what is fit and hands the body on as bytes in `request.body`. */
  wrap(inner: Listener): Listener;
  /** A listener that answers what was let in. */
  serve(handle: Handle): Listener;
}

const headersOf = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );

/** The trace of a request; one that came without gets one here, so that its lines are found together. */
const traceOf = (headers: Readonly<Record<string, string>>): LogContext => ({
  trace_id: randomUUID(),
  ...traceFrom(headers),
});

const refusals = {
  draining: {
    status: 503,
    type: 'draining',
    title: 'Stopping',
    detail: 'This instance is stopping; ask again.',
    retryAfterMs: 1000,
  },
  full: {
    status: 503,
    type: 'too_much_in_work',
    title: 'Busy',
    detail: `More than ${BODIES_IN_WORK_BYTES} bytes of requests are in work; ask again.`,
    retryAfterMs: COME_BACK_MS,
  },
  encoded: {
    status: 415,
    type: 'content_encoding',
    title: 'Compressed body',
    detail: 'content-encoding: send the body as it is; compressed bodies are not taken.',
    headers: { 'accept-encoding': 'identity' },
  },
  large: {
    status: 413,
    type: 'body_too_large',
    title: 'Body too large',
    detail: `The body may have at most ${LARGEST_BODY_BYTES} bytes.`,
  },
  length: {
    status: 400,
    type: 'content_length',
    title: 'Bad length',
    detail: 'content-length: must be a whole number.',
  },
  cut: {
    status: 400,
    type: 'body_cut_off',
    title: 'Body cut off',
    detail: 'The body ended before its time.',
  },
} as const satisfies Readonly<Record<string, Problem>>;

const refusalOf = (headers: Readonly<Record<string, string>>, inWork: number): Problem | undefined => {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== '' && encoding !== 'identity') return refusals.encoded;
  const length = Number(headers['content-length'] ?? 0);
  if (!Number.isInteger(length) || length < 0) return refusals.length;
  if (length > LARGEST_BODY_BYTES) return refusals.large;
  return inWork + length > BODIES_IN_WORK_BYTES ? refusals.full : undefined;
};

/** Reads a body, never more than its bound. */
async function readBody(
  request: IncomingMessage,
  mayTake: (bytes: number) => boolean,
): Promise<Buffer | Problem> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    // Leaving the loop early must not cut the connection: the refusal has to reach the caller.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > LARGEST_BODY_BYTES) return refusals.large;
      if (!mayTake(chunk.length)) return refusals.full;
      chunks.push(chunk);
    }
  } catch {
    return refusals.cut;
  }
  return Buffer.concat(chunks, length);
}

/** Lets the rest of a refused body pass, so that the caller gets to read the answer; too much of it is cut off. */
function discard(request: IncomingMessage): void {
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > BODIES_IN_WORK_BYTES) request.destroy();
  });
  request.on('error', () => undefined);
  request.resume();
}

const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?', 1)[0] ?? '/';

/** The bytes that the door has read. The handler alone holds them from here on, so that they are given back soon. */
function takeBody(request: IncomingMessage): Buffer {
  const body = 'body' in request && Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  Object.assign(request, { body: undefined });
  return body;
}

/** Opens the door of one server. Everything it refuses is answered as a problem, and nothing of it is logged but the kind. */
export function openFrontDoor({ log, draining, checkCaller, open }: FrontDoorParts): FrontDoor {
  let inWork = 0;
  const refuse = (response: ServerResponse, problem: Problem) => {
    log.info('Refused at the door.', { status: problem.status, problem: problem.type });
    discard(response.req);
    writeAnswer(response, problemAnswer(problem));
  };
  const admit = async (
    request: IncomingMessage,
    response: ServerResponse,
    headers: Readonly<Record<string, string>>,
    inner: Listener,
  ): Promise<void> => {
    if (draining.started) return refuse(response, refusals.draining);
    if (!open.includes(pathOf(request))) {
      const caller = await checkCaller(headers, request.socket.remoteAddress);
      if (!caller.ok) {
        const title = caller.status === 503 ? 'Not configured' : 'Caller not known';
        return refuse(response, { status: caller.status, type: 'caller', title, detail: caller.reason });
      }
    }
    const refusal = refusalOf(headers, inWork);
    if (refusal !== undefined) return refuse(response, refusal);
    let taken = 0;
    const body = await readBody(request, (bytes) => {
      if (inWork + bytes > BODIES_IN_WORK_BYTES) return false;
      inWork += bytes;
      taken += bytes;
      return true;
    });
    response.once('close', () => {
      inWork -= taken;
    });
    if (!Buffer.isBuffer(body)) return refuse(response, body);
    Object.assign(request, { body });
    inner(request, response);
  };
  return {
    wrap: (inner) => (request, response) => {
      const done = draining.begin();
      response.once('close', done);
      const headers = headersOf(request);
      withLogContext(traceOf(headers), () => {
        admit(request, response, headers, inner).catch(() => refuse(response, refusals.cut));
      });
    },
    serve: (handle) => (request, response) => {
      const url = new URLSearchParams((request.url ?? '').split('?').slice(1).join('?'));
      const received: ReceivedRequest = {
        method: request.method ?? 'GET',
        path: pathOf(request),
        query: url,
        headers: headersOf(request),
        body: takeBody(request),
      };
      handle(received).then(
        (answer) => writeAnswer(response, answer),
        (error: unknown) => {
          log.error('A request ended in an unexpected fault.', { error });
          const detail = 'Something went wrong here; the log has it under the trace of this request.';
          writeAnswer(
            response,
            problemAnswer({ status: 500, type: 'unexpected', title: 'Unexpected fault', detail }),
          );
        },
      );
    },
  };
}
