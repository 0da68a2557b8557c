import { answers } from './answers';
import { openTestGateway, type TestGateway } from './testing';

const CREATE = '/api/v1/tasks/create/probe';
const STATUS = '/api/v1/tasks/job-1/status';

describe('GET /api/v1/tasks/{job_id}/status', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await openTestGateway();
  });
  afterEach(() => gateway.close());

  const status = async () => {
    const { status: code, body } = await gateway.call('GET', STATUS);
    expect(code).toBe(200);
    return answers.status.strict().parse(body);
  };

  it('tells a job from its request to its delivery', async () => {
    await gateway.call('POST', CREATE, { job_id: 'job-1', entity_ids: ['a'] });
    const entity = {
      job_id: 'job-1',
      entity_id: 'a',
      task_name: 'probe',
      status: 'scheduled',
      generation: 1,
      round: 1,
      attempt_number: 1,
      max_retries: 3,
      retryable: false,
      redeliverable: false,
      retried: false,
      error_details: null,
      pages: { total: null, accepted: 0, not_taken: 0 },
      fingerprint: expect.stringMatching(/^[a-z2-7]{52}$/) as unknown,
      rejected: [],
      created_at: '2026-05-04T09:00:00.000Z',
      updated_at: '2026-05-04T09:00:00.000Z',
    };
    expect(await status()).toEqual({
      ...entity,
      entities_total: 1,
      entities_delivered: 0,
      cost: { cost_usd: 0, saved_usd: 0, calls: 0, cached_calls: 0, unknown_calls: 0, by_vendor: {} },
      entities: [entity],
    });
    gateway.time.nowMs += 1000;
    await gateway.run();
    expect(await status()).toMatchObject({
      status: 'delivered',
      redeliverable: true,
      pages: { total: 2, accepted: 2, not_taken: 0 },
      created_at: '2026-05-04T09:00:00.000Z',
      updated_at: '2026-05-04T09:00:01.000Z',
      entities_delivered: 1,
    });
  });

  it('says what went wrong in a failed job', async () => {
    await gateway.call('POST', CREATE, { job_id: 'job-1', entity_ids: ['a'], make: 'failure' });
    await gateway.run();
    expect(await status()).toMatchObject({
      status: 'failed',
      retryable: true,
      error_details: { message: 'The probe was asked to fail.' },
    });
  });

  it('says that a result is stored and why its callback was not taken', async () => {
    await gateway.call('POST', CREATE, { job_id: 'job-1', entity_ids: ['a'] });
    gateway.receiver.answer = () => ({ kind: 'unanswered', reason: 'connect ECONNREFUSED' });
    await gateway.run();
    expect(await status()).toMatchObject({
      status: 'delivering',
      pages: { total: 2, accepted: 0 },
      error_details: expect.objectContaining({ answer: 'connect ECONNREFUSED' }) as unknown,
    });
  });

  it('lists every entity and puts on top the one that fared worst', async () => {
    await gateway.call('POST', CREATE, { job_id: 'job-1', entity_ids: ['a', 'b'] });
    gateway.receiver.answer = () =>
      gateway.receiver.sent.at(-1)?.['account_id'] === 'b'
        ? { kind: 'refused', httpStatus: 404, answer: 'unknown account', forGood: true }
        : { kind: 'accepted', httpStatus: 200 };
    await gateway.run();
    const told = await status();
    expect(told).toMatchObject({
      entity_id: 'b',
      status: 'parked',
      entities_total: 2,
      entities_delivered: 1,
    });
    expect(told.entities.map(({ status: one }) => one)).toEqual(['delivered', 'parked']);
  });

  it('adds up what the job cost', async () => {
    await gateway.call('POST', CREATE, { job_id: 'job-1', entity_ids: ['a'] });
    const bill = gateway.stores.openBill({ jobId: 'job-1', entityId: 'a', generation: 1, taskName: 'probe' });
    const call = await bill.reserve({ vendor: 'gemini', operation: 'generate_object', estimateUsd: 0.1 });
    call.settle({ units: { input_tokens: 10 }, costUsd: 0.02 });
    await bill.flush();
    expect((await status()).cost).toEqual({
      cost_usd: 0.02,
      saved_usd: 0,
      calls: 1,
      cached_calls: 0,
      unknown_calls: 0,
      by_vendor: { gemini: 0.02 },
    });
    const cost = await gateway.call('GET', '/api/v1/tasks/job-1/cost');
    expect(answers.cost.strict().parse(cost.body)).toEqual({
      job_id: 'job-1',
      cost_usd: 0.02,
      saved_usd: 0,
      calls: 1,
      cached_calls: 0,
      unknown_calls: 0,
      units: { input_tokens: 10 },
      by_vendor: { gemini: 0.02 },
    });
  });

  it('answers 404 to a job that nobody asked for, whatever its id looks like', async () => {
    for (const jobId of [
      'nothing',
      '%00',
      'x'.repeat(600),
      '%F0%9F%98%80',
      "'; DROP TABLE task_events; --",
    ]) {
      for (const what of ['status', 'cost']) {
        const { status: code, body } = await gateway.call('GET', `/api/v1/tasks/${jobId}/${what}`);
        expect([code, body['type']]).toEqual([404, 'urn:userport:problem:unknown_job']);
      }
    }
  });
});
