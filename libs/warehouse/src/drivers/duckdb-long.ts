import { setImmediate } from 'node:timers/promises';
import { RetryableError } from '@userport/errors';
import type { TableName } from '../tables';
import type { AnyFind, Bound } from '../warehouse';
import type { Session } from './duckdb-lane';
import { columnsOf, deletePieces, readsLongValues, selectApart, selectPieces } from './duckdb-sql';
import {
  bindParameters,
  type Engine,
  type EngineRow,
  type EngineValue,
  type LongValues,
  type PackedRow,
  textsOf,
} from './duckdb-values';

/**
 * Above this a value is kept apart, in pieces. DuckDB reads and rewrites the values of 2,048 neighbours together: with
 * 2,000 values of 300 KB in one column a read took 300 ms and an append 36 ms; in pieces 0.6 and 3 ms (measured).
 */
const LONGEST_INLINE_BYTES = 16 * 1024;
/** The engine keeps strings up to 4,096 bytes in its blocks and chains longer ones through blocks of their own. */
const PIECE_BYTES = 4000;
/** About 1 MB; a flush of that size blocks the main thread for about 5 ms. */
const PIECES_PER_FLUSH = 256;

interface LongValue {
  readonly id: number;
  readonly bytes: Uint8Array;
}

const bytesOf = ({ value }: EngineValue): Uint8Array =>
  typeof value === 'string' ? Buffer.from(value, 'utf8') : (value as unknown as Uint8Array);

async function nextIds(session: Session, count: number): Promise<number[]> {
  const sql = `SELECT nextval('values_apart') FROM range($1::BIGINT)`;
  const result = await session.run(sql, (statement) => statement.bindBigInt(1, BigInt(count)));
  return (await result.getRows()).map(([id]) => Number(id));
}

async function appendPieces(session: Session, values: readonly LongValue[]): Promise<void> {
  const appender = await session.connection.createAppender('pieces');
  try {
    let held = 0;
    for (const { id, bytes } of values) {
      for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
        appender.appendBigInt(BigInt(id));
        appender.appendInteger(start / PIECE_BYTES);
        appender.appendBlob(bytes.subarray(start, start + PIECE_BYTES));
        appender.endRow();
        held += 1;
        if (held % PIECES_PER_FLUSH > 0) continue;
        appender.flushSync();
        await setImmediate();
      }
    }
    appender.flushSync();
  } catch (error) {
    appender.clear();
    throw error;
  } finally {
    appender.closeSync();
  }
}

/** True for rows of which something must be kept apart. */
export const haveLongValues = (table: TableName, rows: readonly EngineRow[]): boolean => {
  const long = columnsOf(table).flatMap(([, column], index) => (column.long ? [index] : []));
  return rows.some((row) => long.some((index) => (row[index]?.size ?? 0) > LONGEST_INLINE_BYTES));
};

/** Stores the long values of rows and answers the rows without them. Belongs into the transaction of the rows. */
export async function keepApart(
  session: Session,
  table: TableName,
  rows: readonly EngineRow[],
): Promise<EngineRow[]> {
  const columns = columnsOf(table);
  const isLong = (value: EngineValue, index: number) =>
    columns[index]?.[1].long === true && value.size > LONGEST_INLINE_BYTES;
  const values = rows.flatMap((row) => row.filter(isLong));
  const ids = await nextIds(session, values.length);
  await appendPieces(
    session,
    values.map((value, index) => ({ id: ids[index] ?? 0, bytes: bytesOf(value) })),
  );
  let taken = 0;
  return rows.map((row) => {
    const apart: Record<string, number> = {};
    const inline = row.map((value, index): EngineValue => {
      if (!isLong(value, index)) return value;
      apart[columns[index]?.[0] ?? ''] = ids[taken] ?? 0;
      taken += 1;
      return { type: value.type, value: value.type === 'bytes' ? (new Uint8Array() as never) : '', size: 0 };
    });
    if (Object.keys(apart).length === 0) return row;
    const mark = JSON.stringify(apart);
    return [...inline.slice(0, columns.length), { type: 'text', value: mark, size: mark.length }];
  });
}

/** Which values of a row are apart: ids by column, as the engine's own column says it. */
const idsOf = (mark: unknown): [column: string, id: number][] =>
  typeof mark === 'string' ? Object.entries(JSON.parse(mark) as Record<string, number>) : [];

async function readPieces(
  session: Session,
  engine: Engine,
  ids: readonly number[],
): Promise<Map<number, Uint8Array>> {
  const { sql, parameters } = selectPieces(ids);
  const result = await session.run(sql, (statement) => bindParameters(engine, statement, parameters));
  const pieces = new Map<number, [place: number, bytes: Uint8Array][]>();
  for (const [id, place, blob] of await result.getRows()) {
    const of = pieces.get(Number(id)) ?? [];
    of.push([Number(place), (blob as InstanceType<Engine['DuckDBBlobValue']>).bytes]);
    pieces.set(Number(id), of);
  }
  const joined = [...pieces].map(([id, of]): [number, Uint8Array] => {
    const inOrder = of.sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
    return [id, Buffer.concat(inOrder)];
  });
  return new Map(joined);
}

/**
 * The long values of the rows of a find. Belongs into its transaction.
 * @throws RetryableError `warehouse_failed` when the pieces of one are not there
 */
export async function readLongValues(
  session: Session,
  engine: Engine,
  find: AnyFind,
  rows: readonly PackedRow[],
): Promise<LongValues | undefined> {
  if (!readsLongValues(find)) return undefined;
  const marks = rows.map((row) => idsOf(row.at(-1)));
  const ids = marks.flatMap((mark) => mark.map(([, id]) => id));
  if (ids.length === 0) return undefined;
  const values = await readPieces(session, engine, ids);
  const valueOf = (column: string, id: number): Uint8Array => {
    const bytes = values.get(id);
    if (bytes !== undefined) return bytes;
    const missing = `The pieces of a value in ${find.table}.${column} are missing in the DuckDB file.`;
    throw new RetryableError(missing, { code: 'warehouse_failed' });
  };
  return new Map(
    marks.map((mark, row) => [row, new Map(mark.map(([column, id]) => [column, valueOf(column, id)]))]),
  );
}

/** Removes the long values of the rows that fit. Belongs into the transaction that removes the rows. */
export async function removeLongValues(
  session: Session,
  engine: Engine,
  table: TableName,
  where: Readonly<Record<string, Bound | undefined>>,
): Promise<void> {
  const apart = selectApart(table, where);
  const result = await session.run(apart.sql, (statement) =>
    bindParameters(engine, statement, apart.parameters),
  );
  const ids = textsOf(result).flatMap((mark) => idsOf(mark).map(([, id]) => id));
  if (ids.length === 0) return;
  const { sql, parameters } = deletePieces(ids);
  await session.run(sql, (statement) => bindParameters(engine, statement, parameters));
}
