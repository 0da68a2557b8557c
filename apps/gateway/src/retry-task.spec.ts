import { answers } from './answers';
import { openTestGateway, type TestGateway } from './testing';

const CREATE = '/api/v1/tasks/create/probe';
const RETRY = '/api/v1/tasks/job-1/retry';

describe('POST /api/v1/tasks/{job_id}/retry', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await openTestGateway();
  });
  afterEach(() => gateway.close());

  const failedJob = async (more: object = {}) => {
    await gateway.call('POST', CREATE, { job_id: 'job-1', entity_ids: ['a'], make: 'failure', ...more });
    expect(new Set(await gateway.run())).toEqual(new Set(['failed']));
  };

  it('begins the next generation of a failed job with the stored payload and its fingerprint', async () => {
    await failedJob();
    const { status, body } = await gateway.call('POST', RETRY);
    expect(status).toBe(200);
    expect(answers.retry.strict().parse(body)).toMatchObject({
      job_id: 'job-1',
      status: 'scheduled',
      task_name: 'probe',
      original_job_id: 'job-1',
      max_retries: 3,
      generation: 2,
      existing: false,
      enqueued: true,
      entities: [{ entity_id: 'a', generation: 2 }],
    });
    await gateway.flush();
    const [first, second] = gateway.deliveries;
    expect(second).toEqual({ ...first, generation: 2 });
  });

  it('makes one generation and one delivery of many simultaneous calls', async () => {
    await failedJob();
    const calls = await Promise.all(Array.from({ length: 20 }, () => gateway.call('POST', RETRY)));
    const made = calls.filter(({ status, body }) => status === 200 && body['existing'] === false);
    expect(made).toHaveLength(1);
    expect(calls.every(({ status }) => status === 200 || status === 409)).toBe(true);
    await gateway.flush();
    expect(gateway.deliveries.map(({ generation }) => generation)).toEqual([1, 2]);
    const { events } = await gateway.stores.events.ofJob('job-1');
    const second = events.filter(({ generation }) => generation === 2).map(({ kind }) => kind);
    expect(second.toSorted()).toEqual(['enqueued', 'requested']);
  });

  it('sends a large payload as a reference again', async () => {
    await failedJob({ note: 'x'.repeat(70_000) });
    await gateway.call('POST', RETRY);
    await gateway.flush();
    expect(gateway.deliveries[1]?.payload).toBeUndefined();
    expect(gateway.deliveries[1]?.payload_hash).toBe(gateway.deliveries[0]?.payload_hash);
  });

  it('retries every entity that can be, or the one that is named', async () => {
    await failedJob({ entity_ids: ['a', 'b', 'c'] });
    const one = await gateway.call('POST', `${RETRY}?entity_id=b`);
    expect(one.body['entities']).toMatchObject([{ entity_id: 'b', generation: 2 }]);
    const others = await gateway.call('POST', RETRY);
    expect(others.body['entities']).toMatchObject([{ entity_id: 'a' }, { entity_id: 'c' }]);
  });

  it('answers 404 to an unknown job and to an entity that the job does not have', async () => {
    await failedJob();
    expect((await gateway.call('POST', '/api/v1/tasks/nothing/retry')).status).toBe(404);
    expect((await gateway.call('POST', `${RETRY}?entity_id=z`)).status).toBe(404);
    expect((await gateway.call('POST', '/api/v1/tasks/%00/retry')).status).toBe(404);
  });

  it('answers 409 with its state to a job that did not fail', async () => {
    await gateway.call('POST', CREATE, { job_id: 'job-1', entity_ids: ['a'] });
    const waiting = await gateway.call('POST', RETRY);
    expect(waiting).toMatchObject({
      status: 409,
      body: { status: 409, state: 'scheduled', type: 'urn:userport:problem:not_retryable' },
    });
    await gateway.run();
    const done = await gateway.call('POST', RETRY);
    expect(done.body).toMatchObject({
      detail: 'This job has a result; redeliver sends it again without running anything.',
      entities: [{ entity_id: 'a', status: 'delivered', generation: 1, round: 1 }],
    });
  });

  it('points to redeliver for a result that the receiver refuses for good', async () => {
    gateway.receiver.answer = () => ({ kind: 'refused', httpStatus: 404, answer: 'gone', forGood: true });
    await gateway.call('POST', CREATE, { job_id: 'job-1', entity_ids: ['a'] });
    expect(await gateway.run()).toEqual(['parked']);
    const { status, body } = await gateway.call('POST', RETRY);
    expect([status, body['state']]).toEqual([409, 'parked']);
    expect(body['detail']).toContain('redeliver sends it again');
  });

  it('answers 409 when another payload has begun the next generation', async () => {
    const path = '/api/v1/tasks/create/capture';
    const payload = { job_id: 'job-1', entity_ids: ['a'], make: 'failure' };
    await gateway.call('POST', path, payload);
    await gateway.run();
    const { events } = await gateway.stores.events.ofJob('job-1');
    await gateway.call('POST', path, { ...payload, note: 'new' });
    const { ofJob } = gateway.stores.events;
    const { nowMs } = await ofJob('job-1');
    // The retry reads what was there before the other payload came.
    Object.assign(gateway.stores.events, { ofJob: () => Promise.resolve({ nowMs, events }) });
    expect(await gateway.call('POST', RETRY)).toMatchObject({
      status: 409,
      body: { type: 'urn:userport:problem:overtaken' },
    });
  });

  it('answers 409 when the stored payload is gone', async () => {
    await failedJob();
    await gateway.warehouse.remove('task_payloads', {
      payload_hash: gateway.deliveries[0]?.payload_hash ?? '',
    });
    expect(await gateway.call('POST', RETRY)).toMatchObject({
      status: 409,
      body: { type: 'urn:userport:problem:payload_missing' },
    });
  });

  it('finishes a retry whose maker died before it wrote anything down', async () => {
    await failedJob();
    const { appendEvents } = gateway.stores.jobs;
    Object.assign(gateway.stores.jobs, { appendEvents: () => Promise.reject(new Error('killed')) });
    expect((await gateway.call('POST', RETRY)).status).toBe(500);
    Object.assign(gateway.stores.jobs, { appendEvents });
    const again = await gateway.call('POST', RETRY);
    expect(again).toMatchObject({ status: 200, body: { generation: 2, existing: true } });
    await gateway.flush();
    expect(gateway.deliveries.map(({ generation }) => generation)).toEqual([1, 2]);
  });

  it('refuses a query that it does not know', async () => {
    await failedJob();
    const { status, body } = await gateway.call('POST', `${RETRY}?entity=a`);
    expect([status, body['errors']]).toEqual([
      422,
      [{ path: 'entity', rule: 'unrecognized_keys', message: 'is not known' }],
    ]);
  });
});
