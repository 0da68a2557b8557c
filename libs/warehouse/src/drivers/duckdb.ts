import { resolve } from 'node:path';
import { checkFind, checkRemove, checkRows } from '../checks';
import type { AnyFind, Found, Warehouse } from '../warehouse';
import { appendRows } from './duckdb-append';
import { loadEngine, MEMORY, openStore } from './duckdb-engine';
import { asOfOneMoment, inTransaction, type Lane, openLane } from './duckdb-lane';
import { readLongValues, removeLongValues } from './duckdb-long';
import { openNames } from './duckdb-names';
import { deleteRows, hasLongValues, readsLongValues, selectRows } from './duckdb-sql';
import { ensureTables } from './duckdb-tables';
import {
  bindParameters,
  decodeRows,
  type Engine,
  engineValues,
  type PackedRow,
  textsOf,
} from './duckdb-values';

/** Where the store lives and whose time it tells. */
export interface DuckdbOptions {
  /** A file, made together with its folder if it is not there, or `:memory:`. */
  readonly path: string;
  /**
   * The store's clock, ms since 1970. By default the time of the process's start plus what has passed on the
   * monotonic clock: a wall clock that is set forward must not end a lease.
   */
  readonly now?: () => number;
}

const monotonicNow = (): number => performance.timeOrigin + performance.now();

function openFinds(engine: Engine, reader: Lane, now: () => Date) {
  return async <const T extends readonly AnyFind[]>(...finds: T): Promise<Found<T>> => {
    finds.forEach(checkFind);
    const statements = finds.map((find) => ({ find, ...selectRows(find) }));
    const operation = `Finding rows in ${finds.map(({ table }) => table).join(', ')}`;
    const found = await reader.alone(operation, async (session) => {
      const at = now();
      const read = async () => {
        const results = [];
        for (const { find, sql, parameters } of statements) {
          const result = await session.run(sql, (statement) => bindParameters(engine, statement, parameters));
          const rows = textsOf(result).map((text) => JSON.parse(text) as PackedRow);
          results.push({ find, rows, long: await readLongValues(session, engine, find, rows) });
        }
        return results;
      };
      const several = finds.length > 1 || finds.some(readsLongValues);
      return { at, results: several ? await asOfOneMoment(session, read) : await read() };
    });
    // Outside the lane: the next find may run while these rows are decoded.
    const rows = found.results.map((result) => decodeRows(result.find, result.rows, result.long));
    return { now: found.at, rows: rows as unknown as Found<T>['rows'] };
  };
}

/**
 * Opens the embedded store. One process has a file at a time; reads and writes of that process run side by side, each
 * kind one at a time and in the order of asking. Tables are made by `ensureTables`.
 * @throws TerminalError `warehouse_locked`, `warehouse_unopenable`, or `configuration` where the engine is not installed
 */
export async function openDuckdb({ path, now: clock = monotonicNow }: DuckdbOptions): Promise<Warehouse> {
  const engine = await loadEngine();
  const store = await openStore(engine, path === MEMORY ? MEMORY : resolve(path));
  const { incarnation } = store;
  const reader = openLane(await store.connect());
  const writer = openLane(await store.connect());
  const now = () => new Date(Math.floor(clock()));
  const find = openFinds(engine, reader, now);
  let closing: Promise<void> | undefined;
  return {
    ...openNames({ engine, reader, writer, incarnation, now }),
    find,
    ensureTables: () => writer.alone('Making the tables', ensureTables),
    async append(table, rows) {
      checkRows(table, rows);
      if (rows.length === 0) return;
      const values = rows.map((row) => engineValues(engine, table, row));
      await writer.alone(`Appending to ${table}`, (session) => appendRows(session, engine, table, values));
    },
    async remove(table, where) {
      checkRemove(table, where);
      const { sql, parameters } = deleteRows(table, where);
      const result = await writer.alone(`Removing from ${table}`, (session) =>
        inTransaction(session, async () => {
          if (hasLongValues(table)) await removeLongValues(session, engine, table, where);
          return session.run(sql, (statement) => bindParameters(engine, statement, parameters));
        }),
      );
      return result.rowsChanged;
    },
    close() {
      closing ??= Promise.all([reader.close(), writer.close()]).then(() => store.close());
      return closing;
    },
  };
}
