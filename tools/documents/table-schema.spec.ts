import { schemaFiles, schemaSql } from './table-schema';

describe('schemaSql', () => {
  it('makes the eight tables, partitioned and clustered', () => {
    const sql = schemaSql();
    expect(sql.match(/CREATE TABLE/g)).toHaveLength(8);
    expect(sql.match(/PARTITION BY DATE/g)).toHaveLength(8);
    expect(sql).toContain('CLUSTER BY `key_hash`, `job_id`, `kind`');
  });

  it('lets the caches expire and nothing else', () => {
    expect(schemaSql().match(/partition_expiration_days = \d+/g)).toEqual([
      'partition_expiration_days = 90',
      'partition_expiration_days = 30',
      'partition_expiration_days = 30',
      'partition_expiration_days = 90',
    ]);
  });
});

describe('schemaFiles', () => {
  it('gives the columns of each table to bq', () => {
    const files = new Map(schemaFiles());
    expect(files.size).toBe(8);
    const fields = JSON.parse(files.get('task_events') ?? '[]') as {
      name: string;
      type: string;
      mode: string;
    }[];
    expect(fields.find(({ name }) => name === 'epoch')).toMatchObject({ type: 'INTEGER', mode: 'NULLABLE' });
    expect(fields.find(({ name }) => name === 'detail')).toMatchObject({ type: 'JSON', mode: 'REQUIRED' });
  });
});
