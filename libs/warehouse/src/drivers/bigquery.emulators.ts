import { readFileSync } from 'node:fs';
import type { TableField } from '@google-cloud/bigquery';
import { openJobStore } from '../job-store';
import { engineChecks, jobStoreChecks } from '../suite/job-store-checks';
import { type Table, tables } from '../tables';
import { describeWarehouse } from '../warehouse.suite';
import { openBigquery } from './bigquery';
import { openClient } from './bigquery-client';

/** One address for both emulators of BigQuery; `npm run test:emulators` starts them and sets it. */
const apiEndpoint = process.env['BIGQUERY_API_ENDPOINT'];

/** The schemas that provisioning gives to `bq`. */
const fieldsOf = (table: string): TableField[] =>
  JSON.parse(readFileSync(`docs/schema/${table}.json`, 'utf8')) as TableField[];

/** Opens a warehouse on a fresh dataset with all tables, made as provisioning makes them. */
async function open() {
  const client = await openClient({ project: 'demo', location: 'US', apiEndpoint });
  const dataset = `suite_${crypto.randomUUID().replaceAll('-', '_')}`;
  await client.createDataset(dataset);
  for (const [name, { partition, cluster }] of Object.entries<Table>(tables)) {
    await client.dataset(dataset).createTable(name, {
      schema: { fields: fieldsOf(name) },
      timePartitioning: { type: 'DAY', field: partition },
      clustering: { fields: [...cluster] },
    });
  }
  return openBigquery({ client, dataset, location: 'US' });
}

describeWarehouse('BigQuery on its emulators', open);

describe('names on the emulator of jobs', () => {
  it('lets 1 of 30 racers from clients of their own win', async () => {
    const dataset = `race_${crypto.randomUUID().replaceAll('-', '_')}`;
    const racers = await Promise.all(
      Array.from({ length: 30 }, async (_, number) => {
        const client = await openClient({ project: 'demo', location: 'US', apiEndpoint });
        const warehouse = openBigquery({ client, dataset, location: 'US' });
        return warehouse.putIfAbsent('name_race', `racer-${number}`, { kind: 'claim' });
      }),
    );
    expect(racers.filter(({ won }) => won)).toHaveLength(1);
    expect(new Set(racers.map(({ token }) => token)).size).toBe(1);
  });
});

describe('the store of jobs on the emulators of BigQuery', () => {
  it.each([...jobStoreChecks, ...engineChecks])('$what', async ({ check }) => {
    const warehouse = await open();
    await check(openJobStore(warehouse, { now: Date.now }));
    await warehouse.close();
  });
});
