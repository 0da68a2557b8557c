import { loadConfig } from '@userport/config';
import { openWarehouse } from '@userport/warehouse';
import { answers } from './answers';
import { routes } from './routes';
import { openTestGateway } from './testing';

describe('routes', () => {
  it('names each operation and each pair of method and path once', () => {
    expect(new Set(routes.map(({ operation }) => operation)).size).toBe(routes.length);
    expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length);
  });

  it('answers health, document and wrong calls over HTTP', async () => {
    const gateway = await openTestGateway();
    expect((await gateway.call('GET', '/health')).body).toEqual({
      status: 'healthy',
      function: 'gateway',
      version: 'spec',
    });
    expect((await gateway.call('GET', '/openapi.json')).body).toMatchObject({ openapi: '3.1.1' });
    const head = await gateway.call('HEAD', '/health');
    expect([head.status, head.body]).toEqual([200, {}]);
    const wrong = await gateway.call('PUT', '/api/v1/tasks/create/probe', {});
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await gateway.call('GET', '/api/v2/tasks/failed')).status).toBe(404);
    await gateway.close();
  });

  it('takes a job through its life on the embedded engine', async () => {
    const { warehouse: config } = loadConfig(['warehouse'], { DUCKDB_PATH: ':memory:' });
    const warehouse = await openWarehouse(config);
    await warehouse.ensureTables();
    const gateway = await openTestGateway({ warehouse, startMs: Date.now() });
    const payload = { job_id: 'job-1', entity_ids: ['a'], make: 'failure' };
    const creates = await Promise.all(
      Array.from({ length: 10 }, () => gateway.call('POST', '/api/v1/tasks/create/probe', payload)),
    );
    expect(creates.filter(({ body }) => body['existing'] === false)).toHaveLength(1);
    expect(await gateway.run()).toEqual(['failed']);
    const failed = await gateway.call('GET', '/api/v1/tasks/failed');
    expect(answers.failed.parse(failed.body).items).toMatchObject([
      { job_id: 'job-1', status: 'failed', retryable: true },
    ]);
    const retries = await Promise.all(
      Array.from({ length: 10 }, () => gateway.call('POST', '/api/v1/tasks/job-1/retry')),
    );
    expect(retries.filter(({ body }) => body['existing'] === false)).toHaveLength(1);
    expect((await gateway.call('POST', '/api/v1/tasks/job-1/cancel')).status).toBe(200);
    expect(await gateway.run()).toEqual(['resumed', 'replayed']);
    expect((await gateway.call('POST', '/api/v1/tasks/job-1/redeliver')).body).toMatchObject({
      entities: [{ generation: 2, round: 2 }],
    });
    expect(await gateway.run()).toEqual(['resumed']);
    expect((await gateway.call('GET', '/api/v1/tasks/job-1/status')).body).toMatchObject({
      status: 'cancelled',
      generation: 2,
      round: 2,
    });
    expect((await gateway.call('POST', '/api/v1/sweep?older_than_minutes=0')).body).toMatchObject({
      enqueued: [],
    });
    await gateway.close();
  });
});
