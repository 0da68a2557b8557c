import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomToken, systemClock } from '@userport/host';
import { type JobStore, runTask } from '@userport/runner';
import { openStores, openWarehouse } from '@userport/warehouse';
import { openBareStore } from './bare-store';
import { askForProbe, MINUTE_MS, PROBE_BODY, probeDelivery, probeEnv, probeTask } from './probe';
import { percentile, type Row } from './report';

const RUNS = 400;
const WARM_UP = 60;
const REQUESTS = 7;
const P50_LIMIT = 1.6;
const P95_LIMIT = 2.5;

/** The same store with every request counted. */
function counted(store: JobStore): { readonly store: JobStore; count(): number } {
  let requests = 0;
  const entries = Object.entries(store).map(([name, call]: [string, (...args: unknown[]) => unknown]) => [
    name,
    (...args: unknown[]) => {
      requests += 1;
      return call(...args);
    },
  ]);
  return { store: Object.fromEntries(entries) as JobStore, count: () => requests };
}

async function openRunner(path: string) {
  const warehouse = await openWarehouse({ DUCKDB_PATH: path, BIGQUERY_LOCATION: 'US' });
  await warehouse.ensureTables();
  const stores = openStores(warehouse, { now: systemClock.now, randomId: randomToken });
  const { store, count } = counted(stores.jobs);
  const env = probeEnv(store, stores.openBill);
  const ask = (number: number): Promise<void> => askForProbe(stores.jobs, number);
  const run = async (number: number): Promise<void> => {
    const drain = new AbortController().signal;
    const outcome = await runTask(
      probeTask(),
      { body: probeDelivery(number), deadlineMs: MINUTE_MS, drain },
      env,
    );
    if (outcome.name !== 'delivered') throw new Error(`The probe ended as ${outcome.name}.`);
  };
  return { ask, run, count, close: () => warehouse.close() };
}

const timed = async (call: () => Promise<void>): Promise<number> => {
  const beganMs = performance.now();
  await call();
  return performance.now() - beganMs;
};

/** One delivery of a task of one body against the same statements bare, turn by turn in one process. */
export async function measure(say: (text: string) => void): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'userport-bench-'));
  const runner = await openRunner(join(folder, 'runner.duckdb'));
  const bare = await openBareStore(join(folder, 'bare.duckdb'));
  try {
    say(`${RUNS} deliveries and ${RUNS} times the bare statements, turn by turn`);
    const [ran, stated]: [number[], number[]] = [[], []];
    let requests = 0;
    for (let number = 1; number <= WARM_UP + RUNS; number += 1) {
      await runner.ask(number);
      await bare.ask(probeDelivery(number).job_id);
      const before = runner.count();
      const ranMs = await timed(() => runner.run(number));
      requests = runner.count() - before;
      const statedMs = await timed(() => bare.run(probeDelivery(number).job_id, PROBE_BODY));
      if (number <= WARM_UP) continue;
      ran.push(ranMs);
      stated.push(statedMs);
    }
    const ratio = (share: number) => percentile(ran, share) / percentile(stated, share);
    const inMs = (what: string, values: readonly number[]) =>
      [0.5, 0.95].map((share) => ({
        what: `${what}, p${share * 100}`,
        value: percentile(values, share),
        unit: 'ms',
      }));
    return [
      { what: 'requests to the store of one delivery', value: requests, unit: 'requests', limit: REQUESTS },
      {
        what: 'one delivery over the bare statements, p50',
        value: ratio(0.5),
        unit: 'times',
        limit: P50_LIMIT,
      },
      {
        what: 'one delivery over the bare statements, p95',
        value: ratio(0.95),
        unit: 'times',
        limit: P95_LIMIT,
      },
      ...inMs('one delivery', ran),
      ...inMs('bare statements', stated),
    ];
  } finally {
    await runner.close();
    bare.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
