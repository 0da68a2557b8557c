import http from 'node:http';
import type { RequestListener, Server } from 'node:http';
import functions from '@google-cloud/functions-framework';
import type { Draining } from './draining';
import type { FrontDoor } from './front-door';
import type { Handle } from './http-types';

/** A function as the platform runs it. */
export interface ServedFunction {
  /** The target's name: `functions-framework --target <name>`. */
  readonly name: string;
  readonly door: FrontDoor;
  readonly draining: Draining;
  readonly handle: Handle;
  /** How long a stopping instance lets work finish. */
  readonly graceMs: number;
}

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * The framework's own handlers cut every request at SIGTERM. Ours answer what is under way, then end the process. The
 * framework registers its handlers when the server listens, so they are replaced a moment later.
 */
function replaceSignalHandlers({ draining, graceMs }: ServedFunction, server: Server): void {
  const stop = async (): Promise<void> => {
    server.close();
    await draining.start(graceMs);
    process.exit(0);
  };
  for (const signal of SIGNALS) {
    process.removeAllListeners(signal);
    process.once(signal, () => void stop());
  }
}

/**
 * Registers a function with the framework, behind our door. The framework would answer malformed JSON with a page of
 * HTML, print the body and admit 1 GB, so its listener is wrapped where it makes its server: once, before it does.
 */
export function serveFunction(served: ServedFunction): void {
  const { createServer } = http;
  http.createServer = (...args: unknown[]) => {
    const inner = args.pop() as RequestListener;
    http.createServer = createServer;
    const server = createServer(served.door.wrap(inner));
    server.once('listening', () => setImmediate(() => replaceSignalHandlers(served, server)));
    return server;
  };
  functions.http(served.name, served.door.serve(served.handle));
}
