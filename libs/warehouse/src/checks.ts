import { TerminalError } from '@userport/errors';
import { type Column, type ColumnType, type RowOf, type Table, type TableName, tables } from './tables';
import type { AnyFind, Bound } from './warehouse';

const refuse = (message: string, code: string): never => {
  throw new TerminalError(message, { code });
};

/** @throws TerminalError `find_invalid` for a column that the table lacks */
export function columnOf(table: TableName, name: string): Column {
  const columns: Table['columns'] = tables[table].columns;
  const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
  return (
    column ??
    refuse(`Table ${table} has no column ${name}; libs/warehouse/src/tables.ts lists them.`, 'find_invalid')
  );
}

/** A rule for each type of column; the answer says what is wrong. */
const problems: Readonly<Record<ColumnType, (value: unknown) => string | undefined>> = {
  text: (value) => {
    if (typeof value !== 'string') return 'must be text';
    return value.isWellFormed()
      ? undefined
      : 'holds half a surrogate pair, which UTF-8 cannot say; clean it first';
  },
  integer: (value) => (Number.isSafeInteger(value) ? undefined : 'must be a whole number within ±(2^53 - 1)'),
  number: (value) => (Number.isFinite(value) ? undefined : 'must be a finite number'),
  boolean: (value) => (typeof value === 'boolean' ? undefined : 'must be true or false'),
  timestamp: (value) =>
    value instanceof Date && Number.isFinite(value.getTime()) ? undefined : 'must be a valid Date',
  json: () => undefined,
  bytes: (value) => (value instanceof Uint8Array ? undefined : 'must be a Uint8Array'),
};

/**
 * Checks rows against their table before an engine sees them, so that both refuse the same.
 * @throws TerminalError `row_invalid` naming table, column and rule, never the value
 */
export function checkRows<T extends TableName>(table: T, rows: readonly RowOf<T>[]): void {
  const columns = Object.entries<Column>(tables[table].columns);
  for (const row of rows) {
    const values: Readonly<Record<string, unknown>> = row;
    for (const [name, column] of columns) {
      const value = values[name];
      const missing = value == null && column.type !== 'json';
      const problem = missing
        ? column.required
          ? 'must not be empty'
          : undefined
        : problems[column.type](value);
      if (problem !== undefined)
        refuse(`A row for ${table} cannot be stored: column ${name} ${problem}.`, 'row_invalid');
    }
  }
}

/**
 * The JSON text of a value, or null for none. A required column keeps a JSON null; in an optional one it means none.
 * @throws TerminalError `row_invalid` for what JSON cannot say: a cycle, a bigint
 */
export function jsonText(table: TableName, name: string, value: unknown): string | null {
  const none = columnOf(table, name).required ? 'null' : null;
  if (value == null) return none;
  try {
    return JSON.stringify(value) ?? none;
  } catch (cause) {
    throw new TerminalError(`A row for ${table} cannot be stored: column ${name} is not JSON.`, {
      cause,
      code: 'row_invalid',
    });
  }
}

const checkBound = (table: TableName, name: string, bound: Bound): void => {
  const { type } = columnOf(table, name);
  const say = (rule: string) => refuse(`Cannot search ${table} by ${name}: ${rule}.`, 'find_invalid');
  const check = (value: unknown) => {
    const problem =
      type === 'json' || type === 'bytes' ? 'this type cannot be compared' : problems[type](value);
    if (problem !== undefined) say(problem);
  };
  if (typeof bound !== 'object') return check(bound);
  if ('in' in bound) return bound.in.forEach(check);
  if (bound.from === undefined && bound.before === undefined) say('a range needs `from` or `before`');
  if (bound.from !== undefined) check(bound.from);
  if (bound.before !== undefined) check(bound.before);
};

function checkWhere(table: TableName, where: Readonly<Record<string, Bound | undefined>>): void {
  for (const [name, bound] of Object.entries(where)) if (bound !== undefined) checkBound(table, name, bound);
}

/**
 * Checks a removal, which must name what is to go.
 * @throws TerminalError `find_invalid`
 */
export function checkRemove(table: TableName, where: Readonly<Record<string, Bound | undefined>>): void {
  checkWhere(table, where);
  if (Object.values(where).every((bound) => bound === undefined)) {
    refuse(`Removing all rows of ${table} was refused: name what is to go.`, 'find_invalid');
  }
}

/**
 * Checks a find before an engine sees it.
 * @throws TerminalError `find_invalid` naming table, column and rule
 */
export function checkFind({
  table,
  where,
  fields,
  lacking,
  columns,
  orderBy = [],
  after,
  limit,
}: AnyFind): void {
  const say = (rule: string) => refuse(`Cannot search ${table}: ${rule}.`, 'find_invalid');
  checkWhere(table, where);
  if (lacking !== undefined) checkWhere(table, lacking.where);
  for (const name of [...(columns ?? []), ...(lacking?.by ?? []), ...orderBy.map(({ column }) => column)]) {
    columnOf(table, name);
  }
  for (const name of Object.keys(fields ?? {})) {
    const { type, long } = columnOf(table, name);
    if (type !== 'json' || long)
      say(`${name} has no fields to search by: it is no JSON column, or one of long values`);
  }
  if (!Number.isSafeInteger(limit) || limit < 1) say('`limit` must be a whole number from 1');
  if (after === undefined) return;
  if (after.length === 0 || after.length !== orderBy.length)
    say('`after` needs one value for each column of `orderBy`');
  orderBy.forEach(({ column }, index) => {
    if (!columnOf(table, column).required) say(`\`after\` cannot pass ${column}, which may be empty`);
    const problem = problems[columnOf(table, column).type](after[index]);
    if (problem !== undefined) say(`\`after\` for ${column} ${problem}`);
  });
}

const NAME = /^[A-Za-z0-9_-]{1,1024}$/;
const TOKEN = /^[a-z0-9_-]{1,63}$/;
const LABEL_KEY = /^[a-z][a-z0-9_-]{0,62}$/;
const LABEL_VALUE = /^[a-z0-9_-]{0,63}$/;

/**
 * Checks what is put under a name. The limits are BigQuery's for job ids and labels
 * (https://cloud.google.com/bigquery/docs/labels-intro#requirements); every engine keeps them.
 * @throws TerminalError `name_invalid`
 */
export function checkName(name: string, token: string, labels: Readonly<Record<string, string>>): void {
  const say = (rule: string) => refuse(`Cannot elect: ${rule}.`, 'name_invalid');
  if (!NAME.test(name)) say('a name is 1 to 1,024 letters, digits, `_` and `-`');
  if (!TOKEN.test(token)) say('a token is 1 to 63 of `[a-z0-9_-]`');
  for (const [key, value] of Object.entries(labels)) {
    if (!LABEL_KEY.test(key))
      say(`label key ${JSON.stringify(key)} must be at most 63 of \`[a-z0-9_-]\`, a letter first`);
    if (!LABEL_VALUE.test(value)) say(`label ${key} must be at most 63 of \`[a-z0-9_-]\``);
  }
}
