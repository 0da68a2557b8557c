import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson, defineContract, fingerprintOf, sha256Base32 } from '@userport/contracts';
import { randomToken, systemClock } from '@userport/host';
import { defineTask, electGeneration, type Env, type JobStore, runTask } from '@userport/runner';
import { openStores, openWarehouse } from '@userport/warehouse';
import { z } from 'zod';
import { openBareStore } from './bare-store';
import { percentile, type Row } from './report';

const RUNS = 400;
const WARM_UP = 60;
const REQUESTS = 7;
const P50_LIMIT = 1.6;
const P95_LIMIT = 2.5;
const MINUTE_MS = 60_000;

const contract = defineContract({
  ...{ name: 'probe', app: 'probe', summary: 'A task of one body that does nothing.' },
  payload: z.object({ job_id: z.string(), account_id: z.string() }),
  jobId: (payload) => payload.job_id,
  entities: (payload) => [{ entityId: payload.account_id, kind: 'account' as const }],
  maxRetries: () => 3,
  ...{ volatileFields: [], newPayload: 'refuse', repeatedCreate: 'acknowledge' },
  closingBodies: () => [],
});

/** One callback body of 1 KB. */
const body = { job_id: 'job', status: 'completed', text: 'x'.repeat(900) };

const task = defineTask({
  contract,
  run: () => Promise.resolve({ bodies: [{ body }], total: 1, summary: {} }),
});

const payloadOf = (number: number) => ({ job_id: `job-${number}`, account_id: `account-${number}` });

const deliveryOf = (number: number) => {
  const payload = payloadOf(number);
  return {
    ...{ job_id: payload.job_id, entity_id: payload.account_id, generation: 1, payload },
    fingerprint: fingerprintOf(contract.name, payload, []),
    payload_hash: sha256Base32(canonicalJson(payload)),
  };
};

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

/** Callback and token apart: a sender that answers at once. */
const envOn = (store: JobStore, openBill: Env['openBill']): Env => ({
  store,
  callbacks: {
    send: () => Promise.resolve({ kind: 'accepted', httpStatus: 200 }),
    sendProgress: () => Promise.resolve(),
  },
  fix: ({ body: given, once = false }) => {
    const bytes = Buffer.from(JSON.stringify(given));
    return { bytes, sha256: sha256Base32(bytes), once };
  },
  openBill,
  ...{
    clock: systemClock,
    randomToken,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  },
  settings: { leaseMarginMs: MINUTE_MS, requestTimeoutMs: MINUTE_MS },
});

async function openRunner(path: string) {
  const warehouse = await openWarehouse({ DUCKDB_PATH: path, BIGQUERY_LOCATION: 'US' });
  await warehouse.ensureTables();
  const stores = openStores(warehouse, { now: systemClock.now, randomId: randomToken });
  const { store, count } = counted(stores.jobs);
  const env = envOn(store, stores.openBill);
  const ask = async (number: number): Promise<void> => {
    const { fingerprint, payload_hash: payloadHash, entity_id: entityId, job_id: jobId } = deliveryOf(number);
    const request = {
      jobId,
      taskName: contract.name,
      generation: 1,
      fingerprint,
      payloadHash,
      maxRetries: 3,
    };
    const entity = { entityId, kind: 'account' } as const;
    await electGeneration(
      stores.jobs,
      { ...request, entity, source: 'bench', at: new Date() },
      randomToken(),
    );
  };
  const run = async (number: number): Promise<void> => {
    const drain = new AbortController().signal;
    const outcome = await runTask(task, { body: deliveryOf(number), deadlineMs: MINUTE_MS, drain }, env);
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
      await bare.ask(payloadOf(number).job_id);
      const before = runner.count();
      const ranMs = await timed(() => runner.run(number));
      requests = runner.count() - before;
      const statedMs = await timed(() => bare.run(payloadOf(number).job_id, body));
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
