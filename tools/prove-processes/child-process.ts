import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { MEMORY_ENVIRONMENT } from '../cloud/memory-environment';
import type { Strike } from './boundaries';
import type { Order, Report } from './child/orders';
import { freePorts } from './free-ports';

/** How the process under proof is started. */
export interface ChildOptions {
  /** Folder of the bundle. */
  readonly bundle: string;
  readonly environment: Readonly<Record<string, string>>;
  /** File that takes what it prints. */
  readonly logPath: string;
}

/** A running server that can be told where to die. */
export interface Child {
  readonly url: string;
  /** Resolves when the process is gone, with the signal that ended it. */
  readonly gone: Promise<NodeJS.Signals | null>;
  isGone(): boolean;
  arm(strike?: Strike): Promise<void>;
  crossed(): Promise<readonly string[]>;
  memory(): Promise<Extract<Report, { name: 'memory' }>>;
  signal(name: NodeJS.Signals): void;
  /** True while the system has it stopped (Linux). */
  isStopped(): boolean;
}

/** A start under load takes seconds; one that takes longer hangs. */
const START_MS = 30_000;
const LOOK_EVERY_MS = 10;
const PLATFORM = 'node_modules/@google-cloud/functions-framework/build/src/main.js';

const ask = <N extends Report['name']>(child: ChildProcess, order: Order, name: N) =>
  new Promise<Extract<Report, { name: N }>>((done, reject) => {
    const onGone = () => reject(new Error('The process under proof is gone.'));
    const onReport = (report: Report) => {
      if (report.name !== name) return;
      child.off('message', onReport);
      child.off('exit', onGone);
      done(report as Extract<Report, { name: N }>);
    };
    child.on('message', onReport);
    child.once('exit', onGone);
    child.send(order);
  });

async function untilHealthy(url: string, isGone: () => boolean, logPath: string): Promise<void> {
  const beganMs = performance.now();
  while (!isGone() && performance.now() - beganMs < START_MS) {
    const answer = await fetch(`${url}/health`).catch(() => undefined);
    await answer?.text();
    if (answer?.status === 200) return;
    await pause(LOOK_EVERY_MS);
  }
  throw new Error(`The process under proof did not start; ${logPath} has what it said.`);
}

/** The letter of the process's state; T is stopped. Comes after the name in brackets, which may hold anything. */
const stateOf = (pid: number): string => {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2, text.lastIndexOf(')') + 3);
};

/** Starts the bundle on the platform's own server, as it is deployed, and waits until it answers its health. */
export async function startChild({ bundle, environment, logPath }: ChildOptions): Promise<Child> {
  const port = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const command = [resolve(PLATFORM), '--target', 'proof', '--source', resolve(bundle), '--port', `${port}`];
  const child = spawn(process.execPath, command, {
    env: {
      ...MEMORY_ENVIRONMENT,
      ...environment,
      PATH: process.env['PATH'],
      // The code is the same at each of the many starts; what the first process compiled the next ones read.
      NODE_COMPILE_CACHE: resolve(bundle, 'compiled'),
      ALLOWED_AUDIENCES: url,
      PORT: `${port}`,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const log = createWriteStream(logPath, { flags: 'a' });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  let isGone = false;
  const gone = new Promise<NodeJS.Signals | null>((done) => {
    child.once('exit', (_code, signal) => {
      isGone = true;
      log.end();
      done(signal);
    });
  });
  await untilHealthy(url, () => isGone, logPath);
  return {
    url,
    gone,
    isGone: () => isGone,
    arm: async (strike) =>
      void (await ask(child, strike === undefined ? { name: 'arm' } : { name: 'arm', strike }, 'armed')),
    crossed: async () => (await ask(child, { name: 'crossed' }, 'crossed')).crossed,
    memory: () => ask(child, { name: 'memory' }, 'memory'),
    signal: (name) => void child.kill(name),
    isStopped: () => !isGone && child.pid !== undefined && stateOf(child.pid) === 'T',
  };
}
