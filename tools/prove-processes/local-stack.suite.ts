import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { JsonObject } from '@userport/contracts';
import { type ReceivedCallback, type Sandbox, startSandbox } from '../sandbox';
import { columnJob } from './jobs';
import type { Line } from './line';
import { pageOf } from './verdict';

const ENTITIES = 100;
const AT_ONCE = 10;
const THINKING_MS = 120;
/** Model calls after which the stack is killed: the middle of the column. */
const KILLED_AT_CALLS = 45;
/** The promise: a killed stack ends its job within a minute of the next start. */
const END_MS = 60_000;
const START_MS = 60_000;
const LOOK_EVERY_MS = 50;

/** Ports beside those that a stack of the user's own takes. */
export interface LocalPorts {
  readonly gateway: number;
  /** First of four. */
  readonly sandbox: number;
}

interface Stack {
  readonly url: string;
  readonly process: ChildProcess;
  call(path: string, body?: object): Promise<JsonObject | undefined>;
  kill(): Promise<void>;
}

/** Calls as the printed ones: with a token of the sandbox's metadata server. */
async function ask(url: string, ports: LocalPorts, path: string, body?: object) {
  try {
    const identity = `http://127.0.0.1:${ports.sandbox + 2}/computeMetadata/v1/instance/service-accounts/default/identity`;
    const wish = `${identity}?audience=${encodeURIComponent(url)}&format=full`;
    const token = await (await fetch(wish, { headers: { 'Metadata-Flavor': 'Google' } })).text();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const init = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${url}/api/v1/tasks/${path}`, init);
    const answer = (await response.json()) as JsonObject;
    return response.status === 200 ? answer : undefined;
  } catch {
    return undefined;
  }
}

async function startStack(folder: string, ports: LocalPorts, models: Sandbox): Promise<Stack> {
  const url = `http://127.0.0.1:${ports.gateway}`;
  const args = ['run', 'local', '--', '--data', folder, '--quiet', '--sandbox-port', `${ports.sandbox}`];
  const child = spawn('npm', args, {
    // A group of its own: npm runs the stack in a process below itself, and the kill is for both.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...{ PORT: `${ports.gateway}`, GEMINI_API_KEY: 'sandbox', GEMINI_BASE_URL: models.geminiUrl },
      ...{ OPENAI_API_KEY: '', DJANGO_BASE_URL: '', DUCKDB_PATH: '' },
    },
  });
  const log = createWriteStream(join(folder, 'stack.log'), { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  const beganMs = performance.now();
  while ((await fetch(`${url}/health`).catch(() => undefined)) === undefined) {
    if (child.exitCode !== null || performance.now() - beganMs > START_MS)
      throw new Error(`The local stack did not start; ${join(folder, 'stack.log')} has what it said.`);
    await pause(LOOK_EVERY_MS);
  }
  return {
    url,
    process: child,
    call: (path, body) => ask(url, ports, path, body),
    async kill() {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await gone;
    },
  };
}

/** How often each value was stored, by the journal of the receiver. */
function appliedIn(journal: string): Map<string, number> {
  const applied = new Map<string, number>();
  for (const text of readFileSync(journal, 'utf8')
    .split('\n')
    .filter((one) => one !== '')) {
    const entry = JSON.parse(text) as ReceivedCallback;
    const page = pageOf({ ...entry, body: JSON.parse(entry.text) as JsonObject }, 'after');
    for (const item of page?.taken === true ? page.items : [])
      applied.set(item, (applied.get(item) ?? 0) + 1);
  }
  return applied;
}

async function until(holds: () => boolean | Promise<boolean>, mostMs: number): Promise<boolean> {
  const beganMs = performance.now();
  while (performance.now() - beganMs < mostMs) {
    if (await holds()) return true;
    await pause(LOOK_EVERY_MS);
  }
  return false;
}

/**
 * Kills `npm run local` (SIGKILL) in the middle of a column of 100 entities and starts it again: the job goes on by
 * itself, and nothing that was paid for is asked again.
 */
export async function killLocalStack(
  folder: string,
  ports: LocalPorts,
  say: (line: Line) => void,
): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const models = await startSandbox({ latency: { fixedMs: THINKING_MS, perOutputTokenMs: 0 } });
  let stack = await startStack(folder, ports, models);
  try {
    const job = columnJob(1, ENTITIES, AT_ONCE);
    const asked = await stack.call('create/custom_column', job.payload);
    await until(() => models.gemini.calls.length >= KILLED_AT_CALLS, END_MS);
    await stack.kill();
    const callsAtKill = models.gemini.calls.length;
    stack = await startStack(folder, ports, models);
    const beganMs = performance.now();
    const isDelivered = async () => (await stack.call(`${job.jobId}/status`))?.['status'] === 'delivered';
    const ended = await until(isDelivered, END_MS);
    const seconds = (performance.now() - beganMs) / 1000;
    const applied = appliedIn(join(folder, 'receiver.jsonl'));
    const lost = job.items.filter((item) => !applied.has(item));
    const twice = [...applied].filter(([, count]) => count > 1);
    const paidAgain = models.gemini.calls.length - ENTITIES;
    say({
      ...{
        section: 'local',
        what: `kill -9 of the local stack after ${callsAtKill} of ${ENTITIES} model calls`,
      },
      ...{
        struck: callsAtKill < ENTITIES,
        lost: lost.length,
        altered: 0,
        twice: twice.length,
        resent: 0,
        paidAgain,
      },
      note: `delivered ${seconds.toFixed(1)} s after the restart`,
      faults: [
        ...(asked === undefined ? ['the create call was not taken'] : []),
        ...(ended ? [] : ['the job did not end within a minute of the restart']),
        ...(lost.length > 0 ? [`${lost.length} values never arrived`] : []),
        ...(twice.length > 0 ? [`${twice.length} values were applied twice`] : []),
        ...(paidAgain > AT_ONCE ? [`${paidAgain} calls paid again, ${AT_ONCE} were in flight`] : []),
      ],
    });
  } finally {
    await stack.kill().catch(() => undefined);
    await models.stop();
  }
}
