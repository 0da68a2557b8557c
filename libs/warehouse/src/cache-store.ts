import { allRows } from './all-rows';
import { type RowOf, type Table, tables } from './tables';
import type { Find, Warehouse } from './warehouse';

/** The tables that keep answers. */
export type CacheTable = 'api_request_cache' | 'ai_prompt_cache';

/** An answer to be kept. Neither its key nor anything else in it may hold a secret. */
export interface KeptAnswer {
  readonly key: string;
  /** Who answered. */
  readonly vendor: string;
  /** `shared`, or whom alone it serves. */
  readonly scope: string;
  /** JSON. */
  readonly answer: unknown;
  /** Of a model's answer. */
  readonly model?: { readonly name: string; readonly inputTokens: number; readonly outputTokens: number };
}

/** A kept answer and its age. */
export interface FoundAnswer {
  readonly answer: unknown;
  readonly storedAt: Date;
  /** Those that were kept under its key before it, oldest first; absent when there are none. */
  readonly older?: readonly FoundAnswer[];
}

/** One of the two tables of kept answers. */
export interface CacheStore {
  /** The newest answer of each key, none older than a date; 200 keys a query. Keys without one are left out. */
  read(keys: readonly string[], notBefore: Date): Promise<ReadonlyMap<string, FoundAnswer>>;
  keep(answers: readonly KeptAnswer[]): Promise<void>;
  /** Removes rows beyond the table's age, at most 1,000 at a time; a no-op where partitions expire by themselves. */
  removeExpired(): Promise<number>;
}

/** Answers of 100 KB each are then 20 MB in memory, which an instance has to spare. */
const KEYS_PER_QUERY = 200;
/** A key that was refreshed often has several rows; what is more comes in a further request. */
const ROWS_PER_QUERY = 1_000;
/** Takes DuckDB some 10 ms; what is left goes the next time. */
const MOST_REMOVED = 1_000;
const DAY_MS = 24 * 60 * 60 * 1000;

const slices = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );

type CacheRow = Pick<RowOf<CacheTable>, 'cache_key' | 'answer' | 'stored_at'>;

/** What is told of a key: its newest answer, and those before it. Rows come oldest first. */
function foundOf(key: string, rows: readonly CacheRow[]): [string, FoundAnswer][] {
  const answers = rows.map(({ answer, stored_at: storedAt }) => ({ answer, storedAt }));
  const newest = answers.at(-1);
  const older = answers.slice(0, -1);
  return newest === undefined ? [] : [[key, { ...newest, ...(older.length > 0 && { older }) }]];
}

/** A find in columns that both tables have under the same names. */
type CacheFind = Omit<Find<'api_request_cache'>, 'table'>;

/** The same acts on either table; each is written out, since a find is typed by its table. */
const ACTS = {
  api_request_cache: {
    all: async (warehouse: Warehouse, part: CacheFind): Promise<readonly CacheRow[]> => {
      const find = { table: 'api_request_cache', ...part } as const;
      return allRows(warehouse, find, (await warehouse.find(find)).rows[0]);
    },
    first: async (warehouse: Warehouse, part: CacheFind): Promise<readonly CacheRow[]> =>
      (await warehouse.find({ table: 'api_request_cache', ...part })).rows[0],
    append: (warehouse: Warehouse, rows: readonly RowOf<'ai_prompt_cache'>[]) =>
      warehouse.append(
        'api_request_cache',
        rows.map(({ model: _model, input_tokens: _in, output_tokens: _out, ...row }) => row),
      ),
  },
  ai_prompt_cache: {
    all: async (warehouse: Warehouse, part: CacheFind): Promise<readonly CacheRow[]> => {
      const find = { table: 'ai_prompt_cache', ...part } as const;
      return allRows<'ai_prompt_cache'>(warehouse, find, (await warehouse.find(find)).rows[0]);
    },
    first: async (warehouse: Warehouse, part: CacheFind): Promise<readonly CacheRow[]> =>
      (await warehouse.find({ table: 'ai_prompt_cache', ...part })).rows[0],
    append: (warehouse: Warehouse, rows: readonly RowOf<'ai_prompt_cache'>[]) =>
      warehouse.append('ai_prompt_cache', rows),
  },
};

/** Opens one of the two tables. `now` is the wall clock, ms since 1970. */
export function openCacheStore(
  warehouse: Warehouse,
  table: CacheTable,
  { now }: { readonly now: () => number },
): CacheStore {
  const acts = ACTS[table];
  const read = (keys: readonly string[], notBefore: Date) =>
    acts.all(warehouse, {
      where: { cache_key: { in: keys }, stored_at: { from: notBefore } },
      columns: ['cache_key', 'answer', 'stored_at'],
      orderBy: [{ column: 'cache_key' }, { column: 'stored_at' }],
      limit: ROWS_PER_QUERY,
    });
  return {
    async read(keys, notBefore) {
      const pages = await Promise.all(
        slices([...new Set(keys)], KEYS_PER_QUERY).map((some) => read(some, notBefore)),
      );
      const byKey = Map.groupBy(pages.flat(), ({ cache_key: key }) => key);
      return new Map([...byKey].flatMap(([key, rows]) => foundOf(key, rows)));
    },
    keep: (answers) =>
      acts.append(
        warehouse,
        answers.map(({ key, vendor, scope, answer, model }) => ({
          cache_key: key,
          vendor,
          scope,
          answer,
          model: model?.name ?? '',
          input_tokens: model?.inputTokens ?? null,
          output_tokens: model?.outputTokens ?? null,
          stored_at: new Date(now()),
        })),
      ),
    async removeExpired() {
      const { expiryDays }: Table = tables[table];
      if (expiryDays === undefined || warehouse.dropsExpired === true) return 0;
      const expired = { before: new Date(now() - expiryDays * DAY_MS) };
      const rows = await acts.first(warehouse, {
        where: { stored_at: expired },
        columns: ['cache_key'],
        orderBy: [{ column: 'stored_at' }],
        limit: MOST_REMOVED,
      });
      const keys = [...new Set(rows.map(({ cache_key: key }) => key))];
      if (keys.length === 0) return 0;
      return (await warehouse.remove(table, { cache_key: { in: keys }, stored_at: expired })) ?? 0;
    },
  };
}
