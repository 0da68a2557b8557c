import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** How a server is started. */
export interface ServerCommand {
  /** For people, in errors. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** File that takes what it prints. */
  readonly logPath: string;
  /** Answers as soon as the server listens. */
  readonly probeUrl: string;
}

/** A server of another program, as a child of this one. */
export interface ServerProcess {
  readonly pid: number;
  isGone(): boolean;
  /** Resolves when it is gone. */
  readonly gone: Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** SIGTERM, and SIGKILL for what does not go. */
  stop(): Promise<void>;
}

/** The largest of them loads a database engine on a busy machine. */
const START_MS = 60_000;
const LOOK_EVERY_MS = 100;
const STOP_MS = 10_000;

/** A port of loopback that nobody has. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

const answers = async (url: string): Promise<boolean> => {
  const answer = await fetch(url).catch(() => undefined);
  await answer?.body?.cancel();
  return answer !== undefined;
};

/** Starts a server and waits until it answers; ends it with this process, however that ends but by SIGKILL. */
export async function startServer(server: ServerCommand): Promise<ServerProcess> {
  const { name, command, args, environment, logPath, probeUrl } = server;
  const child = spawn(command, args, { env: { ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  const log = createWriteStream(logPath, { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  let isGone = false;
  const gone = new Promise<void>((resolve) => {
    const end = () => {
      isGone = true;
      process.off('exit', kill);
      log.end();
      resolve();
    };
    child.once('error', end);
    child.once('exit', end);
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    child.kill('SIGCONT');
    child.kill('SIGTERM');
    await Promise.race([gone, pause(STOP_MS, undefined, { ref: false })]);
    kill();
    await gone;
  };
  const beganMs = performance.now();
  while (!(await answers(probeUrl))) {
    if (isGone || performance.now() - beganMs > START_MS) {
      kill();
      throw new Error(`${name} did not start; ${logPath} has what it said.`);
    }
    await pause(LOOK_EVERY_MS);
  }
  return {
    pid: child.pid ?? 0,
    isGone: () => isGone,
    gone,
    signal: (signal) => void child.kill(signal),
    stop,
  };
}
