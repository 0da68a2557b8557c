import type { BigQuery } from '@google-cloud/bigquery';
import { RetryableError, TerminalError } from '@userport/errors';
import { checkFind, checkName, checkRows, checkRemove } from '../checks';
import { type RowOf, type TableName, tables } from '../tables';
import type { AnyFind, Found, Warehouse } from '../warehouse';
import { bigqueryError } from './bigquery-errors';
import { openNames } from './bigquery-names';
import { type RawRow, rawRow, requestsOf, rowOf } from './bigquery-rows';
import { type BigqueryStatement, deleteStatement, findStatement, TIME_PART } from './bigquery-sql';

/** Where the tables are. */
export interface BigqueryOptions {
  readonly client: BigQuery;
  readonly dataset: string;
  /** The same in every call: job ids are unique within one project and location. */
  readonly location: string;
  /** How long a request may take, ms. */
  readonly answerTimeoutMs?: number;
}

interface Line {
  readonly part: number;
  readonly place: number;
  readonly line: string;
}

/** The client waits for ever for a connection that went silent; no request of ours takes near a minute. */
const ANSWER_TIMEOUT_MS = 60_000;

/** Resolves or rejects as the call does, or rejects when it takes too long; the call itself goes on. */
async function within<T>(timeoutMs: number, call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const error = new RetryableError(
      `BigQuery gave no answer within ${timeoutMs} ms; it may have been done.`,
      {
        code: 'warehouse_unclear',
      },
    );
    timer = setTimeout(() => reject(error), timeoutMs);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Turns what the client throws into the pair, bounds its time, and refuses everything once the warehouse is closed. */
function openGuard(timeoutMs: number) {
  let closed = false;
  return {
    close() {
      closed = true;
    },
    async guard<T>(operation: string, call: () => Promise<T>): Promise<T> {
      if (closed) {
        throw new RetryableError(
          'The warehouse was closed; this process is ending. Another delivery finds one.',
          {
            code: 'warehouse_closed',
          },
        );
      }
      try {
        return await within(timeoutMs, call());
      } catch (cause) {
        throw bigqueryError(cause, operation);
      }
    },
  };
}

/**
 * One insertAll, all or nothing. The client's own repeat of refused rows is off: it would store the rows beside a bad
 * one, and hide which reason came first.
 */
const insertAll = async (
  client: BigQuery,
  dataset: string,
  table: TableName,
  rows: readonly RawRow[],
): Promise<void> => {
  await client
    .dataset(dataset)
    .table(table)
    .insert([...rows], { raw: true, partialRetries: 0 });
};

const runQuery = async (
  { client, location }: BigqueryOptions,
  statement: BigqueryStatement,
): Promise<readonly Line[]> => {
  const [rows] = await client.query({
    query: statement.query,
    params: { ...statement.params },
    types: { ...statement.types } as Record<string, string | string[]>,
    location,
    useQueryCache: false,
  });
  return rows as readonly Line[];
};

const timeFrom = (lines: readonly Line[]): Date => {
  const line = lines.find(({ part }) => Number(part) === TIME_PART)?.line;
  if (line !== undefined) return new Date(Number(line));
  throw new RetryableError('BigQuery, find: the answer lacks the time.', { code: 'warehouse_unclear' });
};

/** The port on BigQuery: rows by insertAll, reads by one query, names by job ids. Nothing is ever updated. */
export function openBigquery(options: BigqueryOptions): Warehouse {
  const { client, dataset, answerTimeoutMs = ANSWER_TIMEOUT_MS } = options;
  const names = openNames(options);
  const { guard, close } = openGuard(answerTimeoutMs);
  return {
    dropsExpired: true,
    ensureTables: () =>
      guard(`tables of ${dataset}`, async () => {
        const [found] = await client.dataset(dataset).getTables({ maxResults: 1000, autoPaginate: false });
        const missing = Object.keys(tables).filter((name) => !found.some((table) => table.id === name));
        if (missing.length === 0) return;
        const make = 'Make them with `npm run provision -- --project PROJECT --region REGION --apply`.';
        throw new TerminalError(`Dataset ${dataset} lacks ${missing.join(', ')}. ${make}`, {
          code: 'warehouse_missing',
        });
      }),
    async append<T extends TableName>(table: T, rows: readonly RowOf<T>[]) {
      checkRows(table, rows);
      for (const request of requestsOf(
        table,
        rows.map((row) => rawRow(table, row)),
      )) {
        await guard(`append to ${dataset}.${table}`, () => insertAll(client, dataset, table, request));
      }
    },
    async find<const T extends readonly AnyFind[]>(...finds: T): Promise<Found<T>> {
      finds.forEach(checkFind);
      const lines = await guard(`find in ${dataset}`, () => runQuery(options, findStatement(dataset, finds)));
      const now = timeFrom(lines);
      const rows = finds.map((find, index) =>
        lines
          .filter(({ part }) => Number(part) === index)
          .sort((a, b) => Number(a.place) - Number(b.place))
          .map(({ line }) => rowOf(find.table, line, find.columns)),
      );
      return { now, rows } as unknown as Found<T>;
    },
    async putIfAbsent(name, token, labels) {
      checkName(name, token, labels);
      return guard(`name in ${dataset}`, () => names.putIfAbsent(name, token, labels));
    },
    holderOf: (name) => guard(`name in ${dataset}`, () => names.holderOf(name)),
    async remove(table, where) {
      checkRemove(table, where);
      return guard(`remove from ${dataset}.${table}`, async () => {
        const { query, params, types } = deleteStatement(dataset, table, where);
        const [job] = await client.createQueryJob({
          query,
          params: { ...params },
          types: { ...types } as Record<string, string | string[]>,
          location: options.location,
        });
        const [, , answer] = await job.getQueryResults({ maxResults: 0, autoPaginate: false });
        const affected = answer?.numDmlAffectedRows;
        return affected == null ? null : Number(affected);
      });
    },
    close: () => Promise.resolve(close()),
  };
}
