import type { TableName } from '../tables';
import { inTransaction, type Session } from './duckdb-lane';
import { insertLists, insertRow } from './duckdb-sql';
import { haveLongValues, keepApart } from './duckdb-long';
import { appendRow, bindLists, bindRow, type Engine, type EngineRow } from './duckdb-values';

/**
 * So many rows go as one statement off the main thread, which pays 0.9 ms for 20 of them; the appender blocks it for
 * 4.4 ms. It is the cheaper one from about a hundred on (measured).
 */
const MOST_ROWS_PER_STATEMENT = 64;
/** One flush of the appender blocks the main thread for about 10 ms at this size. */
const MOST_BYTES_PER_BATCH = 1024 * 1024;
const MOST_ROWS_PER_BATCH = 2000;

const sizeOf = (row: EngineRow): number => row.reduce((sum, value) => sum + value.size, 0);

/** Cuts rows into batches of bounded size, keeping their order. */
function batchesOf(rows: readonly EngineRow[]): EngineRow[][] {
  const batches: EngineRow[][] = [];
  let held: EngineRow[] | undefined;
  let bytes = 0;
  for (const row of rows) {
    const size = sizeOf(row);
    if (held === undefined || bytes + size > MOST_BYTES_PER_BATCH || held.length >= MOST_ROWS_PER_BATCH) {
      held = [];
      bytes = 0;
      batches.push(held);
    }
    held.push(row);
    bytes += size;
  }
  return batches;
}

async function appendBatch(
  session: Session,
  engine: Engine,
  table: TableName,
  rows: readonly EngineRow[],
): Promise<void> {
  const [only] = rows;
  if (rows.length === 1 && only !== undefined) {
    const isNull = only.map(({ value }) => value === null);
    await session.run(insertRow(table, isNull), (statement) => bindRow(statement, only));
    return;
  }
  if (rows.length <= MOST_ROWS_PER_STATEMENT) {
    await session.run(insertLists(table), (statement) => bindLists(engine, statement, rows));
    return;
  }
  const appender = await session.connection.createAppender(table);
  try {
    for (const row of rows) appendRow(appender, row);
    appender.flushSync();
  } catch (error) {
    appender.clear();
    throw error;
  } finally {
    appender.closeSync();
  }
}

/**
 * Appends rows in batches of bounded size, each of them whole or not at all; rows with long values all together.
 * @throws whatever the engine throws
 */
export async function appendRows(
  session: Session,
  engine: Engine,
  table: TableName,
  rows: readonly EngineRow[],
): Promise<void> {
  // Counted when they come: the callers of earlier ones have let go of theirs by now.
  session.countNative(rows.reduce((sum, row) => sum + sizeOf(row), 0));
  const appendAll = async (all: readonly EngineRow[]) => {
    for (const batch of batchesOf(all)) await appendBatch(session, engine, table, batch);
  };
  if (!haveLongValues(table, rows)) return appendAll(rows);
  await inTransaction(session, async () => appendAll(await keepApart(session, table, rows)));
}
