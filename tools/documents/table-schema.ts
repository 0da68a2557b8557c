import { type Column, type ColumnType, type Table, tables } from '@userport/warehouse';

const TYPES: Readonly<Record<ColumnType, { readonly sql: string; readonly api: string }>> = {
  text: { sql: 'STRING', api: 'STRING' },
  integer: { sql: 'INT64', api: 'INTEGER' },
  number: { sql: 'FLOAT64', api: 'FLOAT' },
  boolean: { sql: 'BOOL', api: 'BOOLEAN' },
  timestamp: { sql: 'TIMESTAMP', api: 'TIMESTAMP' },
  json: { sql: 'JSON', api: 'JSON' },
  bytes: { sql: 'BYTES', api: 'BYTES' },
};

const quoted = (text: string): string => `'${text.replaceAll("'", "\\'")}'`;

const columnSql = ([name, { type, required, about }]: [string, Column]): string =>
  `  \`${name}\` ${TYPES[type].sql}${required ? ' NOT NULL' : ''} OPTIONS (description = ${quoted(about)})`;

const tableSql = ([name, table]: [string, Table]): string => {
  const options = [
    `description = ${quoted(table.about)}`,
    ...(table.expiryDays === undefined ? [] : [`partition_expiration_days = ${table.expiryDays}`]),
  ];
  return [
    `CREATE TABLE IF NOT EXISTS \`DATASET.${name}\` (`,
    Object.entries(table.columns).map(columnSql).join(',\n'),
    ')',
    `PARTITION BY DATE(\`${table.partition}\`)`,
    `CLUSTER BY ${table.cluster.map((column) => `\`${column}\``).join(', ')}`,
    `OPTIONS (${options.join(', ')});`,
  ].join('\n');
};

const entries = Object.entries(tables) as unknown as [string, Table][];

/** The eight tables as GoogleSQL; DATASET stands for yours. */
export const schemaSql = (): string =>
  `-- The tables of Userport Workers. Written by \`npm run docs\` from libs/warehouse/src/tables.ts.\n\n${entries.map(tableSql).join('\n\n')}\n`;

/** The columns of each table as \`bq mk --schema\` takes them, by the table's name. */
export const schemaFiles = (): [table: string, json: string][] =>
  entries.map(([name, { columns }]) => {
    const fields = Object.entries(columns).map(([column, { type, required, about }]) => ({
      name: column,
      type: TYPES[type].api,
      mode: required ? 'REQUIRED' : 'NULLABLE',
      description: about,
    }));
    return [name, `${JSON.stringify(fields, null, 2)}\n`];
  });
