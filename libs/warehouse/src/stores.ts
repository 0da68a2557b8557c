import { type AccountStore, openAccountStore } from './account-store';
import { type EventStore, openEventStore } from './event-store';
import type { Expiry } from './expiry';
import { type ExpiredRows, openExpiredRows } from './expired-rows';
import { type ForgetStore, openForgetStore } from './forget-store';
import { type JobStore, openJobStore } from './job-store';
import { type MaterialStore, openMaterialStore } from './material-store';
import { type Ledger, type LedgerOptions, openLedger } from './ledger-store';
import { openPayloadStore, type PayloadStore } from './payload-store';
import type { Warehouse } from './warehouse';

/**
 * What the stores need besides the warehouse: a wall clock that dates rows for people (leases are judged by the
 * warehouse's own), fresh words, budgets, and how long what expires is kept.
 */
export type StoresOptions = Omit<LedgerOptions, 'warehouse'> & Expiry;

/** Every store of one warehouse. */
export interface Stores extends Ledger {
  readonly jobs: JobStore;
  readonly events: EventStore;
  readonly payloads: PayloadStore;
  readonly accounts: AccountStore;
  readonly materials: MaterialStore;
  readonly forget: ForgetStore;
  readonly expired: ExpiredRows;
}

/** Opens every store on top of a warehouse, once an instance: budgets are kept in its memory. */
export function openStores(warehouse: Warehouse, options: StoresOptions): Stores {
  return {
    jobs: openJobStore(warehouse, options),
    events: openEventStore(warehouse),
    payloads: openPayloadStore(warehouse, options),
    accounts: openAccountStore(warehouse),
    materials: openMaterialStore(warehouse),
    forget: openForgetStore(warehouse, options),
    expired: openExpiredRows(warehouse, options),
    ...openLedger({ warehouse, ...options }),
  };
}
