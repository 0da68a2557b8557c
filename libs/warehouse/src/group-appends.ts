import { checkRows } from './checks';
import type { RowOf, TableName } from './tables';
import type { Warehouse } from './warehouse';

/** One request for many small appends; a group closes at this many rows, well inside what either engine takes. */
const MOST_ROWS = 200;

interface Group {
  readonly rows: unknown[];
  readonly done: Promise<void>;
  readonly start: () => void;
}

const openGroup = (append: () => Promise<void>, rows: unknown[]): Group => {
  let start = (): void => undefined;
  const started = new Promise<void>((resolve) => (start = resolve));
  return { rows, start, done: started.then(append) };
};

/**
 * The same warehouse, with appends to one table that wait for one another sent as one. Those of one turn of the event
 * loop go together; those that come while they are on their way share the next request, and each resolves when its own
 * rows are acknowledged. Rows are checked before they join, so a row that cannot be stored stops nobody else's.
 */
export function groupAppends(warehouse: Warehouse): Warehouse {
  const append = warehouse.append;
  const busy = new Map<TableName, Group | undefined>();

  /** Sends what waits; from now on others gather. */
  const begin = (table: TableName): void => {
    const next = busy.get(table);
    if (next === undefined) {
      busy.delete(table);
      return;
    }
    busy.set(table, undefined);
    next.start();
  };

  const run = async (table: TableName, rows: readonly unknown[]): Promise<void> => {
    try {
      await append(table, rows as readonly never[]);
    } finally {
      begin(table);
    }
  };

  return {
    ...warehouse,
    async append<T extends TableName>(table: T, rows: readonly RowOf<T>[]): Promise<void> {
      checkRows(table, rows);
      if (rows.length === 0) return;
      // After every promise that is ready has gone on: they may append, too.
      if (!busy.has(table)) setImmediate(() => begin(table));
      const waiting = busy.get(table);
      if (waiting !== undefined && waiting.rows.length + rows.length <= MOST_ROWS) {
        waiting.rows.push(...rows);
        return waiting.done;
      }
      // A full group is not waited for: its successor goes beside it.
      if (waiting !== undefined) return append(table, rows as readonly never[]);
      const gathered: unknown[] = [...rows];
      const group = openGroup(() => run(table, gathered), gathered);
      busy.set(table, group);
      return group.done;
    },
  };
}
