import { hashOfParts } from '@userport/contracts';
import { TerminalError } from '@userport/errors';
import { jsonText } from '../checks';
import { type Column, type ColumnType, type RowOf, type Table, type TableName, tables } from '../tables';

type Row = Readonly<Record<string, unknown>>;

/** A row as insertAll takes it, with `raw: true`: the insert id is ours. */
export interface RawRow {
  readonly insertId: string;
  readonly json: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * One request holds at most 10 MB and 50,000 rows, 500 advised
 * (https://cloud.google.com/bigquery/quotas#streaming_inserts); the rest is left for what wraps the rows.
 */
const MOST_BYTES_PER_REQUEST = 9_500_000;
const MOST_ROWS_PER_REQUEST = 500;

type Writer = (value: unknown, table: TableName, name: string) => string | number | boolean | null;

const writers: Readonly<Record<ColumnType, Writer>> = {
  text: (value) => value as string,
  integer: (value) => String(value),
  number: (value) => value as number,
  boolean: (value) => value as boolean,
  timestamp: (value) => (value as Date).toISOString(),
  json: (value, table, name) => jsonText(table, name, value),
  bytes: (value) => Buffer.from(value as Uint8Array).toString('base64'),
};

const readers: Readonly<Record<ColumnType, (value: unknown) => unknown>> = {
  text: (value) => value,
  integer: Number,
  number: Number,
  boolean: (value) => value,
  timestamp: (value) => new Date(Number(value)),
  json: (value) => JSON.parse(String(value)) as unknown,
  bytes: (value) => new Uint8Array(Buffer.from(String(value), 'base64')),
};

const columnsOf = (table: TableName): [string, Column][] => Object.entries<Column>(tables[table].columns);

/** Writes one row; its insert id follows from the table's key, so a quick repeat is dropped by the engine. */
export function rawRow<T extends TableName>(table: T, row: RowOf<T>): RawRow {
  const values = row as Row;
  const json = Object.fromEntries(
    columnsOf(table).map(([name, { type }]) => {
      const value = values[name];
      return [name, value == null && type !== 'json' ? null : writers[type](value, table, name)];
    }),
  );
  const { key }: Table = tables[table];
  return { insertId: hashOfParts(key.map((name) => String(json[name]))), json };
}

/** As it is sent: quotes and control characters grow when they are written as JSON. */
const sizeOf = (row: RawRow): number => Buffer.byteLength(JSON.stringify(row)) + 1;

/**
 * Cuts rows into requests that stay inside the limits, keeping their order.
 * @throws TerminalError `row_too_large` for a row that no request holds
 */
export function requestsOf(table: TableName, rows: readonly RawRow[]): RawRow[][] {
  const requests: RawRow[][] = [];
  let bytes = 0;
  for (const row of rows) {
    const last = requests.at(-1);
    const size = sizeOf(row);
    if (size > MOST_BYTES_PER_REQUEST) {
      throw new TerminalError(
        `A row for ${table} has ${size} bytes as JSON; BigQuery takes at most 10 MB in a request. Store less in one row, or cut it into parts.`,
        { code: 'row_too_large' },
      );
    }
    if (last === undefined || last.length >= MOST_ROWS_PER_REQUEST || bytes + size > MOST_BYTES_PER_REQUEST) {
      requests.push([row]);
      bytes = size;
    } else {
      last.push(row);
      bytes += size;
    }
  }
  return requests;
}

const emptyOf = (type: ColumnType, wanted: boolean): unknown =>
  type === 'bytes' && !wanted ? new Uint8Array() : null;

/** Reads one line of a find's answer back into a row. */
export function rowOf<T extends TableName>(table: T, line: string, columns?: readonly string[]): RowOf<T> {
  const values = JSON.parse(line) as Row;
  return Object.fromEntries(
    columnsOf(table).map(([name, { type }]) => {
      const value = values[name];
      const wanted = columns === undefined || columns.includes(name);
      return [name, value == null ? emptyOf(type, wanted) : readers[type](value)];
    }),
  ) as RowOf<T>;
}
