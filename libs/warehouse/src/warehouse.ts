import type { Section } from '@userport/config';
import { TerminalError } from '@userport/errors';
import pLimit from 'p-limit';
import { groupAppends } from './group-appends';
import { groupFinds } from './group-finds';
import type { RowOf, TableName } from './tables';

type ColumnOf<T extends TableName> = keyof RowOf<T> & string;

/** A bound on one column: equal to a value, one of several, or inside a range (from inclusive, before exclusive). */
export type Bound =
  | string
  | number
  | boolean
  | { readonly in: readonly (string | number)[] }
  | { readonly from?: Date; readonly before?: Date };

/** A bound on one text inside a JSON column. */
export type FieldBound = string | { readonly in: readonly string[] };

/** Which rows of one table are wanted. Every list is bounded by `limit`. */
export interface Find<T extends TableName> {
  readonly table: T;
  readonly where: Readonly<Partial<Record<ColumnOf<T>, Bound>>>;
  /** Bounds on texts at the top level of JSON columns that are not long: `{ detail: { kind: 'failure' } }`. */
  readonly fields?: Readonly<Partial<Record<ColumnOf<T>, Readonly<Record<string, FieldBound>>>>>;
  /** Leaves out rows for whose `by` value another row of this table fits `where`: settled ones lacking a delivered. */
  readonly lacking?: {
    readonly by: readonly ColumnOf<T>[];
    readonly where: Readonly<Partial<Record<ColumnOf<T>, Bound>>>;
  };
  /** Only these columns; all when absent. Others are null (bytes: empty) in the answer. */
  readonly columns?: readonly ColumnOf<T>[];
  readonly orderBy?: readonly { readonly column: ColumnOf<T>; readonly descending?: true }[];
  /** Keyset: only rows after this one in the given order. Needs `orderBy` with as many columns, none nullable. */
  readonly after?: readonly (string | number | Date)[];
  readonly limit: number;
}

/** A find in any of the tables. */
export type AnyFind = { readonly [T in TableName]: Find<T> }[TableName];

/** The rows of several finds in their order, and the store's own time, all of one request. */
export interface Found<T extends readonly AnyFind[]> {
  /** The store's clock, read before the rows: leases are judged by nothing else. */
  readonly now: Date;
  readonly rows: {
    readonly [I in keyof T]: T[I] extends { readonly table: infer N extends TableName }
      ? readonly RowOf<N>[]
      : never;
  };
}

/** Who holds a name, and since when. */
export interface NameHolder {
  /** True when the caller's own token holds it. */
  readonly won: boolean;
  readonly token: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The store's time at which the name was taken. */
  readonly at: Date;
  /**
   * True when the engine itself proves that the process which took the name is gone (one process a file). An engine
   * that cannot know says false, and the lease decides.
   */
  readonly holderGone: boolean;
}

/** The port of both engines. Every operation is safe to repeat. All throw RetryableError or TerminalError. */
export interface Warehouse {
  /** True where partitions that are beyond their table's age go by themselves: nobody need look for them. */
  readonly dropsExpired?: true;
  /** Makes the tables where the engine is ours; only checks them where they are provisioned. */
  ensureTables(): Promise<void>;
  /** Appends rows, all acknowledged when this resolves. A repeated row may be stored twice: readers de-duplicate. */
  append<T extends TableName>(table: T, rows: readonly RowOf<T>[]): Promise<void>;
  /** Reads several finds in one request and as of one moment. Rows appended before the call are seen. */
  find<const T extends readonly AnyFind[]>(...finds: T): Promise<Found<T>>;
  /**
   * The one primitive of election: the first token to ask for a name holds it for ever; everyone is told who does.
   * The token is at most 63 of `[a-z0-9_-]`; so are the labels' keys and values.
   */
  putIfAbsent(name: string, token: string, labels: Readonly<Record<string, string>>): Promise<NameHolder>;
  /** Who holds a name, without asking for it; undefined when nobody does. */
  holderOf(name: string): Promise<NameHolder | undefined>;
  /** Removes rows; for caches and `forget` alone. Answers how many went, or null where the engine cannot tell. */
  remove<T extends TableName>(table: T, where: Find<T>['where']): Promise<number | null>;
  close(): Promise<void>;
}

/** More operations at a time only wait inside the engine, and each holds its rows in memory meanwhile. */
const OPERATIONS_AT_A_TIME = 8;

/** The same warehouse with a bound on the operations that run at a time; the others wait in order. */
export function bounded(warehouse: Warehouse, atATime = OPERATIONS_AT_A_TIME): Warehouse {
  const limit = pLimit(atATime);
  return {
    ...warehouse,
    ensureTables: () => limit(() => warehouse.ensureTables()),
    append: (table, rows) => limit(() => warehouse.append(table, rows)),
    find: (...finds) => limit(() => warehouse.find(...finds)),
    putIfAbsent: (name, token, labels) => limit(() => warehouse.putIfAbsent(name, token, labels)),
    holderOf: (name) => limit(() => warehouse.holderOf(name)),
    remove: (table, where) => limit(() => warehouse.remove(table, where)),
  };
}

/** The same warehouse as every instance uses it: few at a time, and what belongs together in one request. */
export const grouped = (warehouse: Warehouse): Warehouse => groupAppends(groupFinds(bounded(warehouse)));

const NO_ENGINE =
  'No warehouse is configured. Set DUCKDB_PATH to a file such as .local/userport.duckdb (the embedded store, one ' +
  'process) or BIGQUERY_DATASET to a dataset of your Google Cloud project (`bq mk userport_enrichment`).';

/**
 * Opens the engine that is configured, with at most 8 operations at a time. The engine is loaded here and not before.
 * @throws TerminalError `configuration` when none is, `warehouse_locked` when another process has the DuckDB file
 */
export async function openWarehouse(config: Section<'warehouse'>): Promise<Warehouse> {
  const { BIGQUERY_DATASET: dataset, BIGQUERY_LOCATION: location } = config;
  if (dataset !== undefined) {
    const { openBigquery } = await import('./drivers/bigquery');
    const { openClient } = await import('./drivers/bigquery-client');
    const client = await openClient({
      project: config.GOOGLE_CLOUD_PROJECT,
      location,
      apiEndpoint: config.BIGQUERY_EMULATOR_HOST ?? config.BIGQUERY_API_ENDPOINT,
    });
    return grouped(openBigquery({ client, dataset, location }));
  }
  if (config.DUCKDB_PATH === undefined) throw new TerminalError(NO_ENGINE, { code: 'configuration' });
  const { openDuckdb } = await import('./drivers/duckdb');
  return grouped(await openDuckdb({ path: config.DUCKDB_PATH }));
}
