import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Sandbox, startSandbox, WORKER_EMAIL } from '../sandbox';
import { type LoopbackServer, realSleep, serveLoopback } from '../sandbox/serve-loopback';
import { type Child, startChild } from './child-process';
import { type CloudTasks, openCloudTasks } from './cloud-tasks';
import type { ProofJob } from './jobs';
import { copyStore, openStored, type StoredFile } from './stored';

/** How a lane is opened. */
export interface LaneOptions {
  /** Folder of the child's bundle. */
  readonly bundle: string;
  /** Folder for the file of the store and the log of the processes. */
  readonly folder: string;
  /** Variables that differ from those of the sandbox, such as short leases. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** How long the models and the vendor think, ms; may be changed while they run. */
export interface Thinking {
  ms: number;
}

/** One file, one process at a time on it, and everything around: queue, receiver, models and vendor in the parent. */
export interface Lane {
  readonly sandbox: Sandbox;
  readonly queue: CloudTasks;
  readonly thinking: Thinking;
  /** The process that runs now. */
  child(): Child;
  /** Starts a process on the file; the one before must be gone. */
  start(): Promise<Child>;
  /** Ends the process with this signal, and opens what it leaves. */
  end(signal: NodeJS.Signals): Promise<StoredFile>;
  /** The next process begins with an empty file. */
  turnPage(): void;
  /** Calls the gateway as Django or an operator does; undefined when the process did not answer. */
  call(path: string, body?: object): Promise<number | undefined>;
  create(job: ProofJob): Promise<number | undefined>;
  /** Paid calls that models and vendor have seen. */
  paid(): number;
  /** Opens a copy of the file as a dead process has left it. */
  openCopy(): Promise<StoredFile>;
  close(): Promise<void>;
}

/** Long enough for two calls to be under way at a time, short beside a start. */
const THINKING_MS = 10;
const PORTS_OF_PARENT = ['queue', 'vendor'] as const;

/** Calls a gateway; a process that is gone or going does not answer, and that is no fault of the caller. */
const caller =
  (urlOf: () => string, tokenFor: (audience: string) => string) =>
  async (at: string, body: object = {}): Promise<number | undefined> => {
    const url = urlOf();
    const headers = { authorization: `Bearer ${tokenFor(url)}`, 'content-type': 'application/json' };
    try {
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      const response = await fetch(`${url}/api/v1/tasks/${at}`, init);
      await response.text();
      return response.status;
    } catch {
      return undefined;
    }
  };

/** Opens a lane without a process. */
export async function openLane({ bundle, folder, environment = {} }: LaneOptions): Promise<Lane> {
  mkdirSync(folder, { recursive: true });
  let file = 1;
  const path = () => join(folder, `store-${file}.duckdb`);
  const thinking: Thinking = { ms: THINKING_MS };
  const think = () => realSleep(thinking.ms);
  const sandbox = await startSandbox({ sleep: think });
  const vendorCalls: string[] = [];
  let child: Child | undefined;
  const running = (): Child => {
    if (child === undefined) throw new Error('No process runs in this lane.');
    return child;
  };
  const tokenFor = (audience: string) => sandbox.issuer.tokenOf({ aud: audience, email: WORKER_EMAIL });
  const queue = openCloudTasks({ url: () => running().url, tokenFor });
  const vendor = async ({ headers }: { readonly headers: Readonly<Record<string, string>> }) => {
    vendorCalls.push(headers['idempotency-key'] ?? '');
    await think();
    return { status: 200, body: { found: vendorCalls.length } };
  };
  const servers: LoopbackServer[] = [await serveLoopback(queue.handle), await serveLoopback(vendor)];
  const [queueUrl = '', vendorUrl = ''] = PORTS_OF_PARENT.map((_name, index) => servers[index]?.url);
  const call = caller(() => running().url, tokenFor);
  const openCopy = async (): Promise<StoredFile> => {
    const copy = join(folder, 'copy.duckdb');
    await copyStore(path(), copy);
    return openStored(copy);
  };
  return {
    ...{ sandbox, queue, thinking, call },
    child: running,
    create: ({ taskName, payload }) => call(`create/${taskName}`, payload),
    paid: () => sandbox.gemini.calls.length + vendorCalls.length,
    async start() {
      child = await startChild({
        bundle,
        logPath: join(folder, 'process.log'),
        environment: {
          ...sandbox.environment,
          ...{ LOG_LEVEL: 'error', DUCKDB_PATH: path(), ALLOWED_CALLERS: WORKER_EMAIL },
          ...{ PROBE_QUEUE_URL: queueUrl, PROBE_VENDOR_URL: vendorUrl },
          ...environment,
        },
      });
      return child;
    },
    openCopy,
    async end(signal) {
      running().signal(signal);
      await running().gone;
      return openCopy();
    },
    turnPage() {
      file += 1;
    },
    async close() {
      child?.signal('SIGKILL');
      await child?.gone;
      await Promise.all(servers.map((server) => server.stop()));
      await sandbox.stop();
    },
  };
}
