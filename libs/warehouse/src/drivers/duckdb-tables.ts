import { TerminalError } from '@userport/errors';
import type { TableName } from '../tables';
import { tables } from '../tables';
import type { Session } from './duckdb-lane';
import { createStatements, engineColumns } from './duckdb-sql';

const LIST_COLUMNS =
  'SELECT "table_name", "column_name" FROM duckdb_columns() WHERE "database_name" = current_database()';

const columnsInFile = async (session: Session): Promise<Map<string, string[]>> => {
  const result = await session.run(LIST_COLUMNS);
  const found = new Map<string, string[]>();
  for (const [table, column] of await result.getRows()) {
    found.set(String(table), [...(found.get(String(table)) ?? []), String(column)]);
  }
  return found;
};

/**
 * Makes the tables that are missing, and checks those that are there: rows are inserted by place.
 * @throws TerminalError `tables_differ` for a file of another version
 */
export async function ensureTables(session: Session): Promise<void> {
  for (const sql of createStatements) await session.run(sql);
  const found = await columnsInFile(session);
  for (const table of Object.keys(tables) as TableName[]) {
    const wanted = engineColumns(table);
    const there = found.get(table) ?? [];
    if (wanted.join() === there.join()) continue;
    throw new TerminalError(
      `Table ${table} of the DuckDB file has the columns ${there.join(', ')}; this version needs ${wanted.join(', ')}. ` +
        'Move the file away or set DUCKDB_PATH to a new one.',
      { code: 'tables_differ' },
    );
  }
}
