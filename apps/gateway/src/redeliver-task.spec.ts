import { answers } from './answers';
import { openTestGateway, type TestGateway } from './testing';

const CREATE = '/api/v1/tasks/create/probe';
const REDELIVER = '/api/v1/tasks/job-1/redeliver';

describe('POST /api/v1/tasks/{job_id}/redeliver', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await openTestGateway();
    await gateway.call('POST', CREATE, { job_id: 'job-1', entity_ids: ['a'] });
  });
  afterEach(() => gateway.close());

  const enqueues = async () => {
    const { events } = await gateway.stores.events.ofJob('job-1');
    return events.filter(({ kind }) => kind === 'enqueued').length;
  };

  it('sends the stored result again in the next round, runs nothing, and warns of what is applied twice', async () => {
    await gateway.run();
    const { status, body } = await gateway.call('POST', REDELIVER);
    expect(status).toBe(200);
    expect(answers.redeliver.strict().parse(body)).toMatchObject({
      job_id: 'job-1',
      status: 'delivering',
      existing: false,
      enqueued: true,
      warnings: [
        'Body 2 of a was accepted before and is marked once: the receiver will apply it again, and Django will start ' +
          'the next column again.',
      ],
      entities: [{ entity_id: 'a', generation: 1, round: 2 }],
    });
    expect(await gateway.run()).toEqual(['resumed']);
    expect(gateway.receiver.sent.map(({ part }) => part)).toEqual([1, 2, 1, 2]);
    expect((await gateway.call('GET', '/api/v1/tasks/job-1/status')).body).toMatchObject({
      status: 'delivered',
      round: 2,
      generation: 1,
      pages: { total: 2, accepted: 2, not_taken: 0 },
    });
  });

  it('opens one round and one delivery however many ask', async () => {
    await gateway.run();
    const calls = await Promise.all(Array.from({ length: 15 }, () => gateway.call('POST', REDELIVER)));
    expect(new Set(calls.map(({ status }) => status))).toEqual(new Set([200]));
    await gateway.call('POST', REDELIVER);
    expect(await enqueues()).toBe(2);
    await gateway.flush();
    expect(gateway.deliveries).toHaveLength(2);
  });

  it('delivers what the receiver refused for good before', async () => {
    gateway.receiver.answer = () => ({
      kind: 'refused',
      httpStatus: 413,
      answer: 'too large',
      forGood: true,
    });
    expect(await gateway.run()).toEqual(['parked']);
    gateway.receiver.answer = () => ({ kind: 'accepted', httpStatus: 200 });
    const { body } = await gateway.call('POST', REDELIVER);
    expect(body['warnings']).toEqual([]);
    expect(await gateway.run()).toEqual(['resumed']);
  });

  it('delivers what the receiver ignored', async () => {
    gateway.receiver.answer = () => ({ kind: 'skipped', httpStatus: 200, reason: 'completed before' });
    expect(await gateway.run()).toEqual(['not_taken']);
    expect((await gateway.call('POST', REDELIVER)).body).toMatchObject({ existing: false });
  });

  it('leaves a round that is open and enqueues nothing twice', async () => {
    gateway.receiver.answer = () => ({ kind: 'unanswered', reason: 'timeout' });
    expect(await gateway.run()).toEqual(['callback_failed']);
    const { status, body } = await gateway.call('POST', REDELIVER);
    expect([status, body['existing'], body['enqueued']]).toEqual([200, true, true]);
    expect(await enqueues()).toBe(1);
  });

  it('enqueues the delivery of a round whose opener died before', async () => {
    await gateway.run();
    const { enqueue } = gateway.services.queue;
    Object.assign(gateway.services.queue, { enqueue: () => Promise.reject(new Error('killed')) });
    expect((await gateway.call('POST', REDELIVER)).body).toMatchObject({ existing: false, enqueued: false });
    Object.assign(gateway.services.queue, { enqueue });
    expect((await gateway.call('POST', REDELIVER)).body).toMatchObject({ existing: true, enqueued: true });
    expect(await enqueues()).toBe(2);
  });

  it('answers 409 with its state to a job without a result, and 404 to an unknown one', async () => {
    expect(await gateway.call('POST', REDELIVER)).toMatchObject({
      status: 409,
      body: { type: 'urn:userport:problem:not_settled', state: 'scheduled' },
    });
    expect((await gateway.call('POST', '/api/v1/tasks/job-2/redeliver')).status).toBe(404);
  });
});
