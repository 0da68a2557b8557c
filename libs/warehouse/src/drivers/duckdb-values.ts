import type {
  DuckDBAppender,
  DuckDBMaterializedResult,
  DuckDBPreparedStatement,
  DuckDBTimestampTZValue,
  DuckDBType,
  DuckDBValue,
} from '@duckdb/node-api';
import { TerminalError } from '@userport/errors';
import { jsonText } from '../checks';
import type { ColumnType, TableName } from '../tables';
import type { AnyFind } from '../warehouse';
import { columnsOf, hasLongValues, type Parameter, readColumns } from './duckdb-sql';

/** The engine's module, loaded on first use and handed on. */
export type Engine = typeof import('@duckdb/node-api');

/** A value as the engine takes it, with the type of its column. */
export interface EngineValue {
  readonly type: ColumnType;
  /** Null, or: text and json a string, integer a bigint, timestamp the engine's own. */
  readonly value: DuckDBValue;
  /** Bytes that it holds, roughly. */
  readonly size: number;
}

/** The values of a row in the order of the engine's columns. */
export type EngineRow = readonly EngineValue[];

const MICROS_IN_MS = 1000n;
/** What a value without text or bytes counts as. */
const SMALL = 8;
/** The engine's own column of a row whose values are all in it. */
const NOTHING_APART: EngineValue = { type: 'text', value: null, size: SMALL };

/** The engine's timestamp of a moment, exact. */
export const timestampOf = (engine: Engine, value: Date): DuckDBTimestampTZValue =>
  new engine.DuckDBTimestampTZValue(BigInt(value.getTime()) * MICROS_IN_MS);

/** The moment of an engine's timestamp, to the millisecond. */
export const dateOf = (value: DuckDBTimestampTZValue): Date => new Date(Number(value.micros / MICROS_IN_MS));

/** The values of a checked row in the order of the engine's columns. */
export function engineValues(
  engine: Engine,
  table: TableName,
  row: Readonly<Record<string, unknown>>,
): EngineRow {
  const values = columnsOf(table).map(([name, { type }]): EngineValue => {
    const value = row[name];
    if (type === 'json') {
      const text = jsonText(table, name, value);
      return { type, value: text, size: text?.length ?? SMALL };
    }
    if (value == null) return { type, value: null, size: SMALL };
    if (type === 'integer') return { type, value: BigInt(value as number), size: SMALL };
    if (type === 'timestamp') return { type, value: timestampOf(engine, value as Date), size: SMALL };
    const size = type === 'text' || type === 'bytes' ? (value as string | Uint8Array).length : SMALL;
    return { type, value: value as DuckDBValue, size };
  });
  return hasLongValues(table) ? [...values, NOTHING_APART] : values;
}

type Bind = (statement: DuckDBPreparedStatement, index: number, value: DuckDBValue) => void;

const binders: Readonly<Record<ColumnType, Bind>> = {
  text: (statement, index, value) => statement.bindVarchar(index, value as string),
  json: (statement, index, value) => statement.bindVarchar(index, value as string),
  integer: (statement, index, value) => statement.bindBigInt(index, value as bigint),
  number: (statement, index, value) => statement.bindDouble(index, value as number),
  boolean: (statement, index, value) => statement.bindBoolean(index, value as boolean),
  timestamp: (statement, index, value) => statement.bindTimestampTZ(index, value as DuckDBTimestampTZValue),
  bytes: (statement, index, value) => statement.bindBlob(index, value as unknown as Uint8Array),
};

/** Binds what is not null of a row, in order. */
export function bindRow(statement: DuckDBPreparedStatement, row: EngineRow): void {
  let index = 0;
  for (const { type, value } of row) {
    if (value === null) continue;
    index += 1;
    binders[type](statement, index, value);
  }
}

/** Binds the values of each column of some rows as a list. */
export function bindLists(
  engine: Engine,
  statement: DuckDBPreparedStatement,
  rows: readonly EngineRow[],
): void {
  const types: Readonly<Record<ColumnType, DuckDBType>> = {
    text: engine.VARCHAR,
    json: engine.VARCHAR,
    integer: engine.BIGINT,
    number: engine.DOUBLE,
    boolean: engine.BOOLEAN,
    timestamp: engine.TIMESTAMPTZ,
    bytes: engine.BLOB,
  };
  const itemOf = ({ type, value }: EngineValue): DuckDBValue =>
    type === 'bytes' && value !== null ? new engine.DuckDBBlobValue(value as unknown as Uint8Array) : value;
  rows[0]?.forEach(({ type }, column) => {
    const items = rows.map((row) => row[column]).map((value) => (value === undefined ? null : itemOf(value)));
    statement.bindList(column + 1, items, engine.LIST(types[type]));
  });
}

type AppendValue = (appender: DuckDBAppender, value: DuckDBValue) => void;

const appenders: Readonly<Record<ColumnType, AppendValue>> = {
  text: (appender, value) => appender.appendVarchar(value as string),
  json: (appender, value) => appender.appendVarchar(value as string),
  integer: (appender, value) => appender.appendBigInt(value as bigint),
  number: (appender, value) => appender.appendDouble(value as number),
  boolean: (appender, value) => appender.appendBoolean(value as boolean),
  timestamp: (appender, value) => appender.appendTimestampTZ(value as DuckDBTimestampTZValue),
  bytes: (appender, value) => appender.appendBlob(value as unknown as Uint8Array),
};

/** Puts one row into an appender. */
export function appendRow(appender: DuckDBAppender, row: EngineRow): void {
  for (const { type, value } of row) {
    if (value === null) appender.appendNull();
    else appenders[type](appender, value);
  }
  appender.endRow();
}

/** Binds the values of a search. */
export function bindParameters(
  engine: Engine,
  statement: DuckDBPreparedStatement,
  parameters: readonly Parameter[],
): void {
  const lists = { texts: engine.VARCHAR, integers: engine.BIGINT, numbers: engine.DOUBLE };
  parameters.forEach(({ type, value }, position) => {
    const index = position + 1;
    if (type === 'texts' || type === 'integers' || type === 'numbers') {
      const items = type === 'integers' ? value.map((item) => BigInt(item)) : value;
      statement.bindList(index, items, engine.LIST(lists[type]));
    } else if (type === 'timestamp') statement.bindTimestampTZ(index, timestampOf(engine, value as Date));
    else if (type === 'integer') statement.bindBigInt(index, BigInt(value as number));
    else binders[type](statement, index, value as DuckDBValue);
  });
}

/** A row as its JSON text says it: values in the order of the find's columns, then what is apart. */
export type PackedRow = readonly unknown[];

/** The rows of a result of one text column, in order. */
export function textsOf(result: DuckDBMaterializedResult): string[] {
  const texts: string[] = [];
  for (let number = 0; number < result.chunkCount; number += 1) {
    const chunk = result.getChunk(number);
    const vector = chunk.getColumnVector(0);
    for (let row = 0; row < chunk.rowCount; row += 1) texts.push(vector.getItem(row) as string);
  }
  return texts;
}

const safeInteger = (value: unknown): unknown => {
  if (Number.isSafeInteger(value)) return value;
  throw new TerminalError(
    'A whole number in the warehouse is beyond ±(2^53 - 1), which JavaScript cannot hold exactly.',
    { code: 'integer_too_large' },
  );
};

const same = (value: unknown): unknown => value;

const decoders: Readonly<Record<ColumnType, (value: unknown) => unknown>> = {
  text: same,
  json: (value) => JSON.parse(value as string) as unknown,
  integer: safeInteger,
  number: same,
  boolean: same,
  timestamp: (value) => new Date(value as number),
  bytes: (value) => Buffer.from(value as string, 'base64'),
};

/** Long values by row and column, as they were put together from their pieces. */
export type LongValues = ReadonlyMap<number, ReadonlyMap<string, Uint8Array>>;

const decodeLong = (type: ColumnType, bytes: Uint8Array): unknown =>
  type === 'bytes' ? bytes : (JSON.parse(new TextDecoder().decode(bytes)) as unknown);

/** The rows of a find; columns that were not asked for are null, bytes empty. */
export function decodeRows(
  find: AnyFind,
  rows: readonly PackedRow[],
  long?: LongValues,
): Record<string, unknown>[] {
  const read = readColumns(find);
  const columns = columnsOf(find.table).map(([name, { type }]) => ({
    name,
    type,
    place: read.indexOf(name),
  }));
  return rows.map((row, number) => {
    const apart = long?.get(number);
    const decoded: Record<string, unknown> = {};
    for (const { name, type, place } of columns) {
      const value = row[place] ?? null;
      const bytes = apart?.get(name);
      if (place < 0) decoded[name] = type === 'bytes' ? new Uint8Array() : null;
      else if (bytes !== undefined) decoded[name] = decodeLong(type, bytes);
      else decoded[name] = value === null ? null : decoders[type](value);
    }
    return decoded;
  });
}
