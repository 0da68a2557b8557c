import { RetryableError } from '@userport/errors';
import { checkFind, checkName, checkRemove, checkRows, jsonText } from './checks';
import { type Column, type ColumnType, type RowOf, type Table, type TableName, tables } from './tables';
import type { AnyFind, Bound, FieldBound, Found, NameHolder, Warehouse } from './warehouse';

type Row = Readonly<Record<string, unknown>>;
type Where = Readonly<Record<string, Bound | undefined>>;

/** What a store in memory is told from outside. */
export interface MemoryOptions {
  /** The store's clock, ms since 1970. */
  readonly now: () => number;
  /**
   * The word of the process that now holds the store. Changing it ends the claims of earlier words, as opening a
   * DuckDB file does. Absent: the store cannot know whether a holder is gone.
   */
  readonly incarnation?: () => string;
}

/** Rows of one table, also by the column that most searches name. */
interface MemoryTable {
  readonly all: Row[];
  readonly byFirst: Map<unknown, Row[]>;
  readonly first: string;
}

const frozen = (value: unknown): unknown => {
  if (value !== null && typeof value === 'object') Object.values(Object.freeze(value)).forEach(frozen);
  return value;
};

/** How a value is kept: apart from the caller's own object, so that neither can change the other's. */
const keepers: Readonly<Partial<Record<ColumnType, (value: unknown) => unknown>>> = {
  bytes: (value) => (value as Uint8Array).slice(),
  timestamp: (value) => new Date((value as Date).getTime()),
};

const keptRow = (table: TableName, columns: readonly [string, Column][], row: Row): Row => {
  const kept: Record<string, unknown> = {};
  for (const [name, { type }] of columns) {
    const value = row[name];
    if (type === 'json') {
      const text = jsonText(table, name, value);
      kept[name] = text === null ? null : frozen(JSON.parse(text));
    } else kept[name] = value == null ? null : (keepers[type]?.(value) ?? value);
  }
  return kept;
};

/** A UTF-16 unit placed so that units sort as code points do: surrogates stand for what lies beyond all other units. */
const codePointOrder = (unit: number): number => {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
};

/** Order of text by code points, as both engines have it. */
const compareText = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const order = codePointOrder(a.charCodeAt(index)) - codePointOrder(b.charCodeAt(index));
    if (order !== 0) return order;
  }
  return a.length - b.length;
};

/** Below zero when `a` comes first; what is empty comes before everything. */
const compare = (a: unknown, b: unknown): number => {
  if (a == null || b == null) return Number(a != null) - Number(b != null);
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  return Number(a) - Number(b);
};

const fits = (value: unknown, bound: Bound): boolean => {
  if (typeof bound !== 'object') return value === bound;
  if ('in' in bound) return (bound.in as readonly unknown[]).includes(value);
  if (!(value instanceof Date)) return false;
  const { from, before } = bound;
  return (from === undefined || value >= from) && (before === undefined || value < before);
};

const fitsWhere = (row: Row, where: Where): boolean =>
  Object.entries(where).every(([name, bound]) => bound === undefined || fits(row[name], bound));

const textOfField = (object: unknown, field: string): string | undefined => {
  if (object === null || typeof object !== 'object' || !Object.hasOwn(object, field)) return undefined;
  const value = (object as Row)[field];
  if (value === null || value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const fitsFields = (row: Row, fields: NonNullable<AnyFind['fields']>): boolean =>
  Object.entries(fields as Readonly<Record<string, Readonly<Record<string, FieldBound>>>>).every(
    ([column, bounds]) =>
      Object.entries(bounds).every(([field, bound]) => {
        const text = textOfField(row[column], field);
        return text !== undefined && (typeof bound === 'string' ? text === bound : bound.in.includes(text));
      }),
  );

const rowsFor = ({ all, byFirst, first }: MemoryTable, where: Where): readonly Row[] => {
  const bound = where[first];
  return typeof bound === 'string' ? (byFirst.get(bound) ?? []) : all;
};

const keyOf = (row: Row, by: readonly string[]): string =>
  JSON.stringify(by.map((name) => (row[name] instanceof Date ? row[name].getTime() : (row[name] ?? null))));

const comparison =
  ({ orderBy = [] }: AnyFind) =>
  (a: readonly unknown[], b: readonly unknown[]): number => {
    for (const [index, { descending }] of orderBy.entries()) {
      const order = compare(a[index], b[index]);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  };

const selected = (table: TableName, row: Row, columns: readonly string[] | undefined): Row => {
  const chosen: Record<string, unknown> = {};
  for (const [name, { type }] of Object.entries<Column>(tables[table].columns)) {
    if (columns !== undefined && !columns.includes(name))
      chosen[name] = type === 'bytes' ? new Uint8Array() : null;
    else chosen[name] = type === 'bytes' ? (row[name] as Uint8Array | null)?.slice() : row[name];
  }
  return chosen;
};

const findIn = (stored: MemoryTable, find: AnyFind): Row[] => {
  const { table, where, fields, lacking, after, orderBy = [], limit } = find;
  const places = (row: Row) => orderBy.map(({ column }) => row[column]);
  const order = comparison(find);
  let rows = rowsFor(stored, where).filter((row) => fitsWhere(row, where));
  if (fields !== undefined) rows = rows.filter((row) => fitsFields(row, fields));
  if (lacking !== undefined) {
    const others = stored.all.filter((row) => fitsWhere(row, lacking.where));
    const there = new Set(others.map((row) => keyOf(row, lacking.by)));
    rows = rows.filter((row) => !there.has(keyOf(row, lacking.by)));
  }
  if (after !== undefined) rows = rows.filter((row) => order(places(row), after) > 0);
  if (orderBy.length > 0) rows = [...rows].sort((a, b) => order(places(a), places(b)));
  return rows.slice(0, limit).map((row) => selected(table, row, find.columns));
};

const emptyTables = (): Record<TableName, MemoryTable> => {
  const entries = Object.entries<Table>(tables).map(([name, { cluster }]) => [
    name,
    { all: [], byFirst: new Map(), first: cluster[0] ?? '' },
  ]);
  return Object.fromEntries(entries) as Record<TableName, MemoryTable>;
};

/** Elections in memory: the first entry under a name stays. */
const openNames = ({ now, incarnation }: MemoryOptions, open: () => void) => {
  const names = new Map<
    string,
    Omit<NameHolder, 'won' | 'holderGone'> & { readonly word: string | undefined }
  >();
  const read = (name: string, asking?: string): NameHolder | undefined => {
    const kept = names.get(name);
    if (kept === undefined) return undefined;
    const { token, labels, at, word } = kept;
    return { won: token === asking, token, labels, at, holderGone: word !== incarnation?.() };
  };
  return {
    holderOf: async (name: string): Promise<NameHolder | undefined> => {
      open();
      return read(name);
    },
    putIfAbsent: async (name: string, token: string, labels: NameHolder['labels']): Promise<NameHolder> => {
      open();
      checkName(name, token, labels);
      const mine = {
        token,
        labels: Object.freeze({ ...labels }),
        at: new Date(now()),
        word: incarnation?.(),
      };
      if (!names.has(name)) names.set(name, mine);
      return read(name, token) ?? { won: true, ...mine, holderGone: false };
    },
  };
};

/**
 * The warehouse in plain memory, fast and with a clock from outside: for specs and for the harness that proves the
 * runner. Rows that are read are frozen in their JSON, so that a reader who changes them is found out.
 */
export function openMemoryWarehouse(options: MemoryOptions): Warehouse {
  const stored = emptyTables();
  let closed = false;
  const open = () => {
    if (closed) throw new RetryableError('The warehouse was closed.', { code: 'warehouse_closed' });
  };
  const keep = (table: TableName, row: Row) => {
    const { all, byFirst, first } = stored[table];
    all.push(row);
    const others = byFirst.get(row[first]);
    if (others === undefined) byFirst.set(row[first], [row]);
    else others.push(row);
  };
  return {
    ...openNames(options, open),
    ensureTables: async () => open(),
    async append<T extends TableName>(table: T, rows: readonly RowOf<T>[]) {
      open();
      checkRows(table, rows);
      const columns = Object.entries<Column>(tables[table].columns);
      for (const row of rows.map((given) => keptRow(table, columns, given))) keep(table, row);
    },
    async find<const T extends readonly AnyFind[]>(...finds: T): Promise<Found<T>> {
      open();
      finds.forEach(checkFind);
      const rows = finds.map((find) => findIn(stored[find.table], find));
      return { now: new Date(options.now()), rows: rows as unknown as Found<T>['rows'] };
    },
    async remove(table, where) {
      open();
      checkRemove(table, where);
      const kept = stored[table].all.filter((row) => !fitsWhere(row, where));
      const gone = stored[table].all.length - kept.length;
      stored[table] = { ...stored[table], all: [], byFirst: new Map() };
      for (const row of kept) keep(table, row);
      return gone;
    },
    close: async () => {
      closed = true;
    },
  };
}
