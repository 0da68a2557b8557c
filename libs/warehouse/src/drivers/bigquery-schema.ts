import { type Column, type ColumnType, type Table, type TableName, tables } from '../tables';

/** A column as BigQuery's `bq` and REST API take it. */
export interface BigqueryField {
  readonly name: string;
  readonly type: string;
  readonly mode: 'REQUIRED' | 'NULLABLE';
  readonly description: string;
}

/** https://cloud.google.com/bigquery/docs/reference/standard-sql/data-types, in the schema's older names. */
const types: Readonly<Record<ColumnType, string>> = {
  text: 'STRING',
  integer: 'INTEGER',
  number: 'FLOAT',
  boolean: 'BOOLEAN',
  timestamp: 'TIMESTAMP',
  json: 'JSON',
  bytes: 'BYTES',
};

/** The columns of a table for BigQuery, in their order. */
export function bigqueryFields(name: TableName): readonly BigqueryField[] {
  const { columns }: Table = tables[name];
  return Object.entries<Column>(columns).map(([column, { type, required, about }]) => ({
    name: column,
    type: types[type],
    mode: required ? 'REQUIRED' : 'NULLABLE',
    description: about,
  }));
}
