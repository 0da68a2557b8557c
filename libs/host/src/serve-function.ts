import http from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { http as register } from '@google-cloud/functions-framework';
import { servedVersion } from '@userport/config/served-version';
import { describeError } from '@userport/errors';
import { createLogger } from '@userport/logging';
import type { Draining } from './draining';
import type { FrontDoor } from './front-door';
import type { Handle } from './http-types';
import { problemAnswer } from './problem';
import { writeAnswer } from './write-answer';

/** What answers everything but the health. */
export interface Served {
  readonly door: FrontDoor;
  readonly handle: Handle;
  /** How long a stopping instance lets work finish. */
  readonly graceMs: number;
}

/** A function as the platform runs it. */
export interface ServedFunction {
  /** The target's name: `functions-framework --target <name>`. */
  readonly name: string;
  readonly draining: Draining;
  /** Loads what answers, at the first request that is not for the health; called again after a failure. */
  load(): Promise<Served>;
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** Asked of a caller while the configuration is not complete. */
const COME_BACK_MS = 60_000;

/**
 * The framework's own handlers cut every request at SIGTERM. Ours answer what is under way, then end the process. The
 * framework registers its handlers when the server listens, so they are replaced a moment later.
 */
function replaceSignalHandlers(draining: Draining, graceMs: () => number, server: Server): void {
  const stop = async (): Promise<void> => {
    server.close();
    await draining.start(graceMs());
    process.exit(0);
  };
  for (const signal of SIGNALS) {
    process.removeAllListeners(signal);
    process.once(signal, () => void stop());
  }
}

const isHealth = ({ url = '' }: IncomingMessage): boolean => url.split('?', 1)[0] === '/health';

/** Answers whether the process runs: from what is loaded already, so that a start is told as soon as it is over. */
const answerHealth = (name: string, response: ServerResponse): void =>
  writeAnswer(response, {
    status: 200,
    body: { status: 'healthy', function: name, version: servedVersion() },
  });

/** Answers a request for which nothing could be loaded; the message of our own errors names what is missing. */
function answerNotLoaded(response: ServerResponse, error: unknown): void {
  createLogger({ level: 'error' }).error('What answers requests could not be loaded.', { error });
  const { code, message } = describeError(error);
  const known = code === 'configuration';
  writeAnswer(
    response,
    problemAnswer({
      status: known ? 503 : 500,
      type: known ? 'configuration' : 'unexpected',
      title: known ? 'Not configured' : 'Unexpected fault',
      detail: known ? message : 'Something went wrong here; the log has it.',
      retryAfterMs: known ? COME_BACK_MS : undefined,
    }),
  );
}

/**
 * Registers a function with the framework, behind our door. The framework would answer malformed JSON with a page of
 * HTML, print the body and admit 1 GB, so its listener is wrapped where it makes its server: once, before it does.
 */
export function serveFunction({ name, draining, load }: ServedFunction): void {
  const { createServer } = http;
  let served: Served | undefined;
  const whenLoaded = (response: ServerResponse, go: (loaded: Served) => void): void => {
    if (served !== undefined) return go(served);
    load().then(
      (loaded) => go((served = loaded)),
      (error: unknown) => answerNotLoaded(response, error),
    );
  };
  const admit =
    (inner: RequestListener): RequestListener =>
    (request, response) => {
      if (isHealth(request) && !draining.started) return answerHealth(name, response);
      whenLoaded(response, ({ door }) => door.wrap(inner)(request, response));
    };
  register(name, (request, response) =>
    whenLoaded(response, ({ door, handle }) => door.serve(handle)(request, response)),
  );
  http.createServer = (...args: unknown[]) => {
    const inner = args.pop() as RequestListener;
    http.createServer = createServer;
    const server = createServer(admit(inner));
    const graceMs = (): number => served?.graceMs ?? 0;
    server.once('listening', () => setImmediate(() => replaceSignalHandlers(draining, graceMs, server)));
    return server;
  };
}
