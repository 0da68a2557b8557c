import { DuckDBInstance, DuckDBTimestampTZValue } from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api';
import { type Column, openWarehouse, tables } from '@userport/warehouse';

/** The seven requests of a happy delivery as bare statements on the engine, with nothing of ours in between. */
export interface BareStore {
  /** Writes down that a job was asked for; no part of what is measured. */
  ask(jobId: string): Promise<void>;
  run(jobId: string, body: object): Promise<void>;
  close(): void;
}

type Value = string | number | boolean | Uint8Array | Date | null;
type Cells = Readonly<Record<string, Value>>;

const MICROS_IN_MS = 1000n;
const WORD = 'x'.repeat(52);

const bind = (statement: DuckDBPreparedStatement, index: number, value: Value): void => {
  if (value === null) statement.bindNull(index);
  else if (typeof value === 'string') statement.bindVarchar(index, value);
  else if (typeof value === 'number') statement.bindBigInt(index, BigInt(value));
  else if (typeof value === 'boolean') statement.bindBoolean(index, value);
  else if (value instanceof Date)
    statement.bindTimestampTZ(index, new DuckDBTimestampTZValue(BigInt(value.getTime()) * MICROS_IN_MS));
  else statement.bindBlob(index, value);
};

/** What a column holds when a statement does not care. */
const fillings = {
  ...{ text: WORD, integer: 1, number: 1, boolean: false, json: '{"reason":"released"}' },
  bytes: new Uint8Array(),
} as const;

function openStatements(connection: DuckDBConnection) {
  const kept = new Map<string, DuckDBPreparedStatement>();
  return async (sql: string, values: readonly Value[] = []) => {
    const statement = kept.get(sql) ?? (await connection.prepare(sql));
    kept.set(sql, statement);
    values.forEach((value, index) => bind(statement, index + 1, value));
    return statement.run();
  };
}

type Run = ReturnType<typeof openStatements>;

const insert = (run: Run, table: keyof typeof tables, rows: readonly Cells[]) => {
  const columns = Object.entries<Column>(tables[table].columns);
  const places = rows.map(
    (_row, number) =>
      `(${columns.map((_column, index) => `$${number * columns.length + index + 1}`).join(', ')})`,
  );
  const at = new Date();
  const values = rows.flatMap((row) =>
    columns.map(([name, { type }]) => row[name] ?? (type === 'timestamp' ? at : fillings[type])),
  );
  return run(
    `INSERT INTO "${table}" (${columns.map(([name]) => `"${name}"`).join(', ')}) VALUES ${places.join(', ')}`,
    values,
  );
};

const takeName = (run: Run, name: string) =>
  run('INSERT INTO "names" VALUES ($1, $2, $3, $4, $5)', [name, WORD, '{"kind":"claim"}', new Date(), WORD]);

async function lookup(run: Run, key: string): Promise<void> {
  await run('BEGIN TRANSACTION READ ONLY');
  await run('SELECT * FROM "task_events" WHERE "key_hash" = $1 ORDER BY "event_id", "at" LIMIT 10000', [key]);
  await run(
    'SELECT "token", "kind", "position", "total", "sha256", "once", "fingerprint" FROM "enrichment_callbacks" WHERE "key_hash" = $1 AND "generation" = $2 ORDER BY "token", "position", "sha256" LIMIT 10000',
    [key, 1],
  );
  await run(
    `SELECT "step", "input_hash", "content_hash", "processed" FROM "enrichment_raw_data" WHERE "key_hash" = $1 AND "generation" = $2 AND "kind" = 'step' ORDER BY "step", "input_hash", "content_hash" LIMIT 10000`,
    [key, 1],
  );
  await run('COMMIT');
}

/** Makes the tables in a new file by our own driver, closes it, and opens it bare, with the same settings of the engine. */
export async function openBareStore(path: string): Promise<BareStore> {
  const warehouse = await openWarehouse({ DUCKDB_PATH: path, BIGQUERY_LOCATION: 'US' });
  await warehouse.ensureTables();
  await warehouse.close();
  const instance = await DuckDBInstance.create(path, { threads: '1' });
  const connection = await instance.connect();
  const run = openStatements(connection);
  const keyOf = (jobId: string) => ({ key_hash: jobId.padEnd(52, 'k'), job_id: jobId });
  return {
    ask: async (jobId) => void (await insert(run, 'task_events', [{ ...keyOf(jobId), kind: 'requested' }])),
    async run(jobId, body) {
      const key = keyOf(jobId);
      const event = (kind: string) => insert(run, 'task_events', [{ ...key, kind }]);
      await lookup(run, key.key_hash);
      await takeName(run, `claim_${jobId}`);
      await event('claimed');
      await insert(run, 'enrichment_callbacks', [{ ...key, body: Buffer.from(JSON.stringify(body)) }]);
      await takeName(run, `settle_${jobId}`);
      await event('settled');
      const last = ['page_accepted', 'delivered', 'claim_ended'];
      await insert(
        run,
        'task_events',
        last.map((kind) => ({ ...key, kind })),
      );
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
