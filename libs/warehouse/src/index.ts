export { type AccountStore, type AccountVersion, openAccountStore } from './account-store';
export {
  type CacheStore,
  type CacheTable,
  type FoundAnswer,
  type KeptAnswer,
  openCacheStore,
} from './cache-store';
export { type EventsRead, type EventStore, openEventStore } from './event-store';
export { type Expiry, expiryDaysOf } from './expiry';
export type { ExpiredRows } from './expired-rows';
export type { ForgetStore, JobsToRemove, Removal } from './forget-store';
export { type JobStore, type Lookup, openJobStore } from './job-store';
export type { BillFor, Ledger, LedgerOptions, OpenBill } from './ledger-store';
export type { MaterialStore } from './material-store';
export type { RawMaterial } from './step-store';
export { openPayloadStore, type PayloadStore } from './payload-store';
export { openStores, type Stores, type StoresOptions } from './stores';
export { type Column, type ColumnType, type RowOf, type Table, type TableName, tables } from './tables';
export type { ListedUnit, UnitCursor, UnitPage, UnitQuery } from './unit-list';
export {
  type AnyFind,
  type Bound,
  type FieldBound,
  type Find,
  type Found,
  type NameHolder,
  openWarehouse,
  type Warehouse,
} from './warehouse';
