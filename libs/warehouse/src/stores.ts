import type { BillTotal } from '@userport/contracts';
import { type AccountStore, openAccountStore } from './account-store';
import { type EventStore, openEventStore } from './event-store';
import { type JobStore, openJobStore } from './job-store';
import { type BillFor, costOf, openBill, type OpenBill } from './ledger-store';
import { openPayloadStore, type PayloadStore } from './payload-store';
import type { Warehouse } from './warehouse';

/** What the stores need besides the warehouse. */
export interface StoresOptions {
  /** Wall clock, ms since 1970; dates rows for people. Leases are judged by the warehouse's own clock. */
  readonly now: () => number;
  /** A fresh word for each paid call. */
  readonly randomId: () => string;
  /** US dollars that no generation of a job may pass, whatever its payload says. */
  readonly maxBudgetUsd?: number | undefined;
}

/** Every store of one warehouse. */
export interface Stores {
  readonly jobs: JobStore;
  readonly events: EventStore;
  readonly payloads: PayloadStore;
  readonly accounts: AccountStore;
  openBill(of: BillFor): OpenBill;
  /** What a job has cost over all its units, generations and deliveries. */
  costOf(jobId: string): Promise<BillTotal>;
}

/** Opens every store on top of a warehouse. None holds state of its own. */
export function openStores(warehouse: Warehouse, options: StoresOptions): Stores {
  return {
    jobs: openJobStore(warehouse, options),
    events: openEventStore(warehouse),
    payloads: openPayloadStore(warehouse, options),
    accounts: openAccountStore(warehouse),
    openBill: (of) => openBill({ warehouse, of, ...options }),
    costOf: (jobId) => costOf(warehouse, jobId),
  };
}
