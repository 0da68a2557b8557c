import { resolve } from 'node:path';
import { checkFind, checkRemove, checkRows } from '../checks';
import type { AnyFind, Found, Warehouse } from '../warehouse';
import { appendRows } from './duckdb-append';
import { incarnationOf, loadEngine, MEMORY, openInstance } from './duckdb-engine';
import { type Lane, openLane } from './duckdb-lane';
import { openNames } from './duckdb-names';
import { deleteRows, selectRows } from './duckdb-sql';
import { ensureTables } from './duckdb-tables';
import { bindParameters, decodeRows, type Engine, engineValues } from './duckdb-values';

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

/** Several finds see one moment: a transaction costs 0.2 ms and spares the caller torn pictures. */
function openFinds(engine: Engine, reader: Lane, now: () => Date) {
  return async <const T extends readonly AnyFind[]>(...finds: T): Promise<Found<T>> => {
    finds.forEach(checkFind);
    const statements = finds.map(selectRows);
    const found = await reader.alone(
      `Finding rows in ${finds.map(({ table }) => table).join(', ')}`,
      async (session) => {
        const at = now();
        const results = [];
        if (finds.length > 1) await session.run('BEGIN TRANSACTION READ ONLY');
        try {
          for (const { sql, parameters } of statements) {
            results.push(
              await session.run(sql, (statement) => bindParameters(engine, statement, parameters)),
            );
          }
        } finally {
          if (finds.length > 1) await session.run('COMMIT');
        }
        return { at, results };
      },
    );
    const rows = finds.map(({ table, columns }, index) => {
      const result = found.results[index];
      return result === undefined ? [] : decodeRows(table, columns, result);
    });
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
  const instance = await openInstance(engine, path === MEMORY ? MEMORY : resolve(path));
  const reading = await instance.connect();
  const incarnation = await incarnationOf(reading);
  const reader = openLane(reading);
  const writer = openLane(await instance.connect());
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
      await writer.alone(`Appending to ${table}`, (session) => appendRows(session, table, values));
    },
    async remove(table, where) {
      checkRemove(table, where);
      const { sql, parameters } = deleteRows(table, where);
      const result = await writer.alone(`Removing from ${table}`, (session) =>
        session.run(sql, (statement) => bindParameters(engine, statement, parameters)),
      );
      return result.rowsChanged;
    },
    close() {
      closing ??= Promise.all([reader.close(), writer.close()]).then(() => instance.closeSync());
      return closing;
    },
  };
}
