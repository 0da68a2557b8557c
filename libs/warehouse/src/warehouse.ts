import type { RowOf, TableName } from './tables';

/** A bound on one column: equal to a value, one of several, or inside a range (from inclusive, before exclusive). */
export type Bound =
  | string
  | number
  | boolean
  | { readonly in: readonly (string | number)[] }
  | { readonly from?: Date; readonly before?: Date };

/** Which rows of one table are wanted. Every list is bounded by `limit`. */
export interface Find<T extends TableName = TableName> {
  readonly table: T;
  readonly where: Readonly<Partial<Record<keyof RowOf<T> & string, Bound>>>;
  /** Leaves out rows for whose `by` value another row of this table fits `where`: settled ones lacking a delivered. */
  readonly lacking?: {
    readonly by: readonly (keyof RowOf<T> & string)[];
    readonly where: Readonly<Partial<Record<keyof RowOf<T> & string, Bound>>>;
  };
  /** Only these columns; all when absent. Others are null (bytes: empty) in the answer. */
  readonly columns?: readonly (keyof RowOf<T> & string)[];
  readonly orderBy?: readonly { readonly column: keyof RowOf<T> & string; readonly descending?: true }[];
  /** Keyset: only rows after this one in the given order. Needs `orderBy` with these columns. */
  readonly after?: readonly (string | number | Date)[];
  readonly limit: number;
}

/** The rows of several finds in their order, and the store's own time, all of one request. */
export interface Found<T extends readonly Find[]> {
  /** The store's clock: leases are judged by nothing else. */
  readonly now: Date;
  readonly rows: { readonly [I in keyof T]: T[I] extends Find<infer N> ? readonly RowOf<N>[] : never };
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
  /** Makes the tables where the engine is ours; only checks them where they are provisioned. */
  ensureTables(): Promise<void>;
  /** Appends rows, all acknowledged when this resolves. A repeated row may be stored twice: readers de-duplicate. */
  append<T extends TableName>(table: T, rows: readonly RowOf<T>[]): Promise<void>;
  /** Reads several finds in one request. Rows appended before the call are seen. */
  find<const T extends readonly Find[]>(...finds: T): Promise<Found<T>>;
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
