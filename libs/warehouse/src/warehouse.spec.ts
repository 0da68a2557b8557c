import { startBigqueryServer } from './drivers/bigquery-server.suite';
import { eventRow, eventsOf } from './suite/sample-rows';
import { openMemoryWarehouse } from './testing';
import { bounded, openWarehouse } from './warehouse';

describe('openWarehouse', () => {
  it('names the two variables when no engine is configured', async () => {
    await expect(openWarehouse({ BIGQUERY_LOCATION: 'US' })).rejects.toMatchObject({
      name: 'TerminalError',
      code: 'configuration',
      message: expect.stringMatching(/DUCKDB_PATH.*BIGQUERY_DATASET/),
    });
  });

  it('opens the embedded engine where a file is named', async () => {
    const warehouse = await openWarehouse({ BIGQUERY_LOCATION: 'US', DUCKDB_PATH: ':memory:' });
    await warehouse.ensureTables();
    expect((await warehouse.find(eventsOf('none'))).rows).toEqual([[]]);
    await warehouse.close();
  });

  it('opens BigQuery where a dataset is named, in its project and location', async () => {
    const server = await startBigqueryServer();
    const warehouse = await openWarehouse({
      GOOGLE_CLOUD_PROJECT: 'demo',
      BIGQUERY_DATASET: 'staging',
      BIGQUERY_LOCATION: 'EU',
      BIGQUERY_API_ENDPOINT: server.url,
      DUCKDB_PATH: ':memory:',
    });
    await warehouse.append('task_events', [eventRow({ key_hash: 'k' })]);
    await warehouse.putIfAbsent('name', 'token', {});
    await warehouse.close();
    await server.close();
    expect(server.asked()).toEqual(['POST /datasets/staging/tables/task_events/insertAll', 'POST /jobs']);
    expect(server.requests[1]?.body).toMatchObject({
      jobReference: { projectId: 'demo', jobId: 'staging-name', location: 'EU' },
    });
  });
});

describe('bounded', () => {
  it('runs so many operations at a time and the others in their order', async () => {
    let running = 0;
    let most = 0;
    const started: string[] = [];
    const memory = openMemoryWarehouse({ now: () => 0 });
    const slow = bounded(
      {
        ...memory,
        async holderOf(name) {
          started.push(name);
          running += 1;
          most = Math.max(most, running);
          await new Promise(setImmediate);
          running -= 1;
          return memory.holderOf(name);
        },
      },
      3,
    );
    const names = Array.from({ length: 10 }, (_, number) => `name-${number}`);
    await Promise.all(names.map((name) => slow.holderOf(name)));
    expect([most, started]).toEqual([3, names]);
  });
});
