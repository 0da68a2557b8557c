import { TerminalError } from '@userport/errors';
import { columnOf } from '../checks';
import { type Column, type ColumnType, type TableName, tables } from '../tables';
import type { AnyFind, Bound, FieldBound } from '../warehouse';

/** The parameter types that a statement uses, by BigQuery's names. */
type ParameterType = 'STRING' | 'INT64' | 'FLOAT64' | 'BOOL' | readonly ['STRING' | 'INT64' | 'FLOAT64'];

/** A GoogleSQL text with named parameters, their values and their types; types are never left to be guessed. */
export interface BigqueryStatement {
  readonly query: string;
  readonly params: Readonly<Record<string, string | number | boolean | readonly (string | number)[]>>;
  readonly types: Readonly<Record<string, ParameterType>>;
}

type Where = Readonly<Record<string, Bound | undefined>>;
type Add = (value: BigqueryStatement['params'][string], type: ParameterType) => string;

const scalarTypes = {
  text: 'STRING',
  json: 'STRING',
  bytes: 'STRING',
  integer: 'INT64',
  number: 'FLOAT64',
  boolean: 'BOOL',
  timestamp: 'INT64',
} as const satisfies Readonly<Record<ColumnType, ParameterType>>;

const quoted = (name: string): string => `\`${name}\``;

/** Each column as text that JSON keeps exactly: 64-bit integers and times as digits, bytes as base64, JSON as its text. */
const readers: Readonly<Record<ColumnType, (column: string) => string>> = {
  text: (column) => column,
  integer: (column) => `CAST(${column} AS STRING)`,
  number: (column) => column,
  boolean: (column) => column,
  timestamp: (column) => `CAST(UNIX_MILLIS(${column}) AS STRING)`,
  json: (column) => `TO_JSON_STRING(${column})`,
  bytes: (column) => `TO_BASE64(${column})`,
};

const scalar = (type: ColumnType, value: string | number | boolean | Date, add: Add): string => {
  if (value instanceof Date) return `TIMESTAMP_MILLIS(${add(value.getTime(), 'INT64')})`;
  return add(value, scalarTypes[type]);
};

const listTypes = { integer: ['INT64'], number: ['FLOAT64'], text: ['STRING'] } as const;

const among = (left: string, type: ColumnType, values: readonly (string | number)[], add: Add): string => {
  if (values.length === 0) return 'FALSE';
  const list = type === 'integer' || type === 'number' ? listTypes[type] : listTypes.text;
  return `${left} IN UNNEST(${add(values, list)})`;
};

const conditionsOf = (table: TableName, alias: string, where: Where, add: Add): string[] =>
  Object.entries(where).flatMap(([name, bound]) => {
    if (bound === undefined) return [];
    const left = `${alias}.${quoted(name)}`;
    const { type } = columnOf(table, name);
    if (typeof bound !== 'object') return [`${left} = ${scalar(type, bound, add)}`];
    if ('in' in bound) return [among(left, type, bound.in, add)];
    return [
      ...(bound.from === undefined ? [] : [`${left} >= ${scalar(type, bound.from, add)}`]),
      ...(bound.before === undefined ? [] : [`${left} < ${scalar(type, bound.before, add)}`]),
    ];
  });

/** A JSON path must be a literal, so the field's name has to be one that needs no quoting. */
const FIELD = /^[A-Za-z_]\w*$/;

const fieldConditions = (fields: NonNullable<AnyFind['fields']>, add: Add): string[] =>
  Object.entries(fields as Readonly<Record<string, Readonly<Record<string, FieldBound>>>>).flatMap(
    ([column, bounds]) =>
      Object.entries(bounds).map(([field, bound]) => {
        if (!FIELD.test(field)) {
          throw new TerminalError(
            'Cannot search by a JSON field whose name is not letters, digits and underscores.',
            {
              code: 'find_invalid',
            },
          );
        }
        const left = `JSON_VALUE(r.${quoted(column)}, '$.${field}')`;
        return among(left, 'text', typeof bound === 'string' ? [bound] : bound.in, add);
      }),
  );

const lackingCondition = (dataset: string, find: AnyFind, add: Add): string[] => {
  if (find.lacking === undefined) return [];
  const same = find.lacking.by.map((name) => {
    const [other, row] = [`o.${quoted(name)}`, `r.${quoted(name)}`];
    const equal = `${other} = ${row}`;
    return columnOf(find.table, name).required
      ? equal
      : `(${equal} OR (${other} IS NULL AND ${row} IS NULL))`;
  });
  const conditions = [...same, ...conditionsOf(find.table, 'o', find.lacking.where, add)];
  return [
    `NOT EXISTS (SELECT 1 FROM ${quoted(`${dataset}.${find.table}`)} AS o WHERE ${conditions.join(' AND ')})`,
  ];
};

/** `(a, b) after (x, y)` for columns of mixed direction: a past x, or a equal and b past y. */
const afterCondition = ({ table, orderBy = [], after }: AnyFind, add: Add): string[] => {
  if (after === undefined) return [];
  const places = orderBy.map(({ column, descending }, index) => ({
    left: `r.${quoted(column)}`,
    past: descending ? '<' : '>',
    value: scalar(columnOf(table, column).type, after[index] ?? '', add),
  }));
  const branches = places.map(({ left, past, value }, index) => {
    const equal = places.slice(0, index).map((place) => `${place.left} = ${place.value}`);
    return `(${[...equal, `${left} ${past} ${value}`].join(' AND ')})`;
  });
  return [`(${branches.join(' OR ')})`];
};

const selectRows = (dataset: string, find: AnyFind, part: number, add: Add): string => {
  const { table, where, fields, orderBy = [], limit } = find;
  const columns = Object.entries<Column>(tables[table].columns);
  const wanted = columns.filter(
    ([name]) => find.columns === undefined || find.columns.some((column) => column === name),
  );
  const selected = wanted.map(
    ([name, { type }]) => `${readers[type](`r.${quoted(name)}`)} AS ${quoted(name)}`,
  );
  const conditions = [
    ...conditionsOf(table, 'r', where, add),
    ...(fields === undefined ? [] : fieldConditions(fields, add)),
    ...lackingCondition(dataset, find, add),
    ...afterCondition(find, add),
  ];
  const order = orderBy.map(({ column, descending }) => `r.${quoted(column)} ${descending ? 'DESC' : 'ASC'}`);
  const sorted = order.length === 0 ? '' : ` ORDER BY ${order.join(', ')}`;
  const place = `ROW_NUMBER() OVER (${sorted.trim()}) AS place_`;
  const from = `${quoted(`${dataset}.${table}`)} AS r`;
  const filtered = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  const rows = `SELECT ${[...selected, place].join(', ')} FROM ${from}${filtered}${sorted} LIMIT ${limit}`;
  return `SELECT ${part} AS part, t.place_ AS place, TO_JSON_STRING(t) AS line FROM (${rows}) AS t`;
};

const openParameters = () => {
  const params: Record<string, BigqueryStatement['params'][string]> = {};
  const types: Record<string, ParameterType> = {};
  const add: Add = (value, type) => {
    const name = `p${Object.keys(params).length}`;
    params[name] = value;
    types[name] = type;
    return `@${name}`;
  };
  return { params, types, add };
};

/** The part of the line that tells the store's time; the finds count from 0. */
export const TIME_PART = -1;

/** One statement for several finds: lines of JSON, each with its find's index and its place, and a line with the time. */
export function findStatement(dataset: string, finds: readonly AnyFind[]): BigqueryStatement {
  const { params, types, add } = openParameters();
  const now = `SELECT ${TIME_PART} AS part, 0 AS place, CAST(UNIX_MILLIS(CURRENT_TIMESTAMP()) AS STRING) AS line`;
  const parts = finds.map((find, index) => selectRows(dataset, find, index, add));
  return { query: [now, ...parts].join('\nUNION ALL\n'), params, types };
}

/** The statement of a remove; BigQuery wants a condition. */
export function deleteStatement(dataset: string, table: TableName, where: Where): BigqueryStatement {
  const { params, types, add } = openParameters();
  const conditions = conditionsOf(table, 'r', where, add);
  const filter = conditions.length === 0 ? 'TRUE' : conditions.join(' AND ');
  return { query: `DELETE FROM ${quoted(`${dataset}.${table}`)} AS r WHERE ${filter}`, params, types };
}
