import { describeError } from '@userport/errors';
import type { JobStore } from '@userport/runner';
import { openDuckdb } from '../../libs/warehouse/src/drivers/duckdb';
import { openJobStore } from '../../libs/warehouse/src/job-store';
import {
  engineChecks,
  type JobStoreCheck,
  jobStoreChecks,
} from '../../libs/warehouse/src/suite/job-store-checks';
import { openMemoryWarehouse } from '../../libs/warehouse/src/testing';
import type { Warehouse } from '../../libs/warehouse/src/warehouse';
import { emptyTables, memoryStore } from './memory-store';

/** One check of one store. */
export interface StoreResult {
  readonly store: string;
  readonly what: string;
  /** Why it does not hold; absent when it does. */
  readonly fault?: string;
}

async function checkStore(
  name: string,
  store: JobStore & Parameters<JobStoreCheck['check']>[0],
  checks: readonly JobStoreCheck[],
): Promise<StoreResult[]> {
  const results: StoreResult[] = [];
  for (const { what, check } of checks) {
    const fault = await check(store).then(
      () => undefined,
      (error: unknown) => describeError(error).message,
    );
    results.push({ store: name, what, ...(fault === undefined ? {} : { fault }) });
  }
  return results;
}

async function checkEngine(name: string, warehouse: Warehouse): Promise<StoreResult[]> {
  try {
    await warehouse.ensureTables();
    const store = openJobStore(warehouse, { now: Date.now });
    return await checkStore(name, store, [...jobStoreChecks, ...engineChecks]);
  } finally {
    await warehouse.close();
  }
}

/** The one suite of stores, on the store that runs are simulated with and on each engine that needs no account. */
export async function checkStores(): Promise<StoreResult[]> {
  const simulated = memoryStore(emptyTables(), { now: Date.now, isGone: () => false });
  return [
    ...(await checkStore('simulated', simulated, jobStoreChecks)),
    ...(await checkEngine('memory', openMemoryWarehouse({ now: Date.now }))),
    ...(await checkEngine('DuckDB', await openDuckdb({ path: ':memory:' }))),
  ];
}
