import { existsSync } from 'node:fs';
import type { Logger } from '@userport/logging';
import { type Sandbox, startSandbox } from '../sandbox';
import { localEnvironment, realVendors } from './environment';
import { type LocalStack, startStack } from './stack';

/** What a stack with its sandbox is started with. */
export interface StartOptions {
  readonly port: number;
  readonly duckdbPath: string;
  readonly log: Logger;
  /** First of four ports for the sandbox; any free ones when absent. */
  readonly sandboxPort?: number;
  /** File in which the sandbox's receiver keeps what it took. */
  readonly journalPath?: string;
}

/** A running stack and the sandbox behind it. */
export interface Started {
  readonly stack: LocalStack;
  readonly sandbox: Sandbox;
  /** Vendors that are called for real. */
  readonly real: readonly string[];
  stop(): Promise<void>;
}

/** Time of an invented model: long enough to see progress, short enough to wait for. */
const MODEL_LATENCY = { fixedMs: 150, perOutputTokenMs: 2 };
/** A person waits; a queue in production begins at 10 s. */
const MIN_BACKOFF_MS = 500;

/** Reads `.env`, if there is one, for variables that are not set yet. */
export function readEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}

/** Starts the sandbox, points the environment at it, and starts gateway, functions and queue in this process. */
export async function startLocally({
  port,
  duckdbPath,
  log,
  sandboxPort,
  journalPath,
}: StartOptions): Promise<Started> {
  const real = realVendors(process.env);
  const first = sandboxPort;
  const ports =
    first === undefined ? {} : { gemini: first, openai: first + 1, metadata: first + 2, django: first + 3 };
  const journal = journalPath === undefined ? {} : { journalPath };
  const sandbox = await startSandbox({ ports, latency: MODEL_LATENCY, ...journal });
  Object.assign(process.env, localEnvironment(process.env, { sandbox, duckdbPath }));
  const stack = await startStack({ port, log, minBackoffMs: MIN_BACKOFF_MS }).catch(
    async (error: unknown) => {
      await sandbox.stop();
      throw error;
    },
  );
  const stop = async (): Promise<void> => {
    await stack.stop();
    await sandbox.stop();
  };
  return { stack, sandbox, real, stop };
}
