import { answers } from './answers';
import { openTestGateway, type TestGateway } from './testing';

const CREATE = '/api/v1/tasks/create/probe';
const CANCEL = '/api/v1/tasks/job-1/cancel';
const STATUS = '/api/v1/tasks/job-1/status';

describe('POST /api/v1/tasks/{job_id}/cancel', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await openTestGateway();
  });
  afterEach(() => gateway.close());

  const eventsOf = async (kind: string) => {
    const { events } = await gateway.stores.events.ofJob('job-1');
    return events.filter((event) => event.kind === kind);
  };

  it('settles a waiting job with the closing bodies of its contract, which the function sends', async () => {
    await gateway.call('POST', CREATE, { job_id: 'job-1', entity_ids: ['a'] });
    const { status, body: answer } = await gateway.call('POST', CANCEL);
    expect(status).toBe(200);
    expect(answers.cancel.strict().parse(answer)).toMatchObject({
      job_id: 'job-1',
      status: 'cancelled',
      existing: false,
      enqueued: true,
      entities: [{ entity_id: 'a', generation: 1 }],
    });
    expect((await gateway.call('GET', STATUS)).body).toMatchObject({ status: 'delivering' });
    // The delivery of the create is in the queue still: it finds the result and sends it, the one of the cancel replays.
    expect(await gateway.run()).toEqual(['resumed', 'replayed']);
    const body = {
      job_id: 'job-1',
      account_id: 'a',
      closed: 'cancelled',
      error_details: {
        error_type: 'Cancelled',
        message: 'Cancelled by an operator.',
        stage: 'cancelled',
        retryable: true,
      },
    };
    expect(gateway.receiver.sent).toEqual([body, body]);
    expect((await gateway.call('GET', STATUS)).body).toMatchObject({
      status: 'cancelled',
      retryable: true,
      error_details: { reason: 'Cancelled by an operator.' },
    });
    expect(gateway.deliveries).toHaveLength(2);
  });

  it('settles once however many ask', async () => {
    await gateway.call('POST', CREATE, { job_id: 'job-1', entity_ids: ['a'] });
    const calls = await Promise.all(Array.from({ length: 10 }, () => gateway.call('POST', CANCEL)));
    expect(calls.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect(calls.filter(({ body }) => body['existing'] === false)).toHaveLength(1);
    expect(await eventsOf('settled')).toHaveLength(1);
    expect(await eventsOf('cancelled')).toHaveLength(1);
    expect(await eventsOf('enqueued')).toHaveLength(2);
  });

  it('answers 409 with its state to a job that has its result', async () => {
    await gateway.call('POST', CREATE, { job_id: 'job-1', entity_ids: ['a'] });
    await gateway.run();
    expect(await gateway.call('POST', CANCEL)).toMatchObject({
      status: 409,
      body: { type: 'urn:userport:problem:already_settled', state: 'delivered' },
    });
    expect(gateway.receiver.sent).toHaveLength(2);
  });

  it('loses to a result that settles first', async () => {
    await gateway.call('POST', CREATE, { job_id: 'job-1', entity_ids: ['a'] });
    const before = await gateway.stores.events.ofJob('job-1');
    await gateway.run();
    const { ofJob } = gateway.stores.events;
    let reads = 0;
    Object.assign(gateway.stores.events, {
      ofJob: (jobId: string) => ((reads += 1) === 1 ? Promise.resolve(before) : ofJob(jobId)),
    });
    expect(await gateway.call('POST', CANCEL)).toMatchObject({ status: 409, body: { state: 'delivered' } });
    expect(await eventsOf('cancelled')).toEqual([]);
  });

  it('cancels the named entity and leaves the others', async () => {
    await gateway.call('POST', CREATE, { job_id: 'job-1', entity_ids: ['a', 'b'] });
    await gateway.call('POST', `${CANCEL}?entity_id=b`);
    await gateway.run();
    const { body } = await gateway.call('GET', STATUS);
    expect(body['entities']).toMatchObject([
      { entity_id: 'a', status: 'delivered' },
      { entity_id: 'b', status: 'cancelled' },
    ]);
  });

  it('cancels a job whose payload cannot be read any more', async () => {
    await gateway.call('POST', CREATE, { job_id: 'job-1', entity_ids: ['a'], note: 'x'.repeat(70_000) });
    await gateway.flush();
    await gateway.warehouse.remove('task_payloads', {
      payload_hash: gateway.deliveries[0]?.payload_hash ?? '',
    });
    expect((await gateway.call('POST', CANCEL)).status).toBe(200);
  });

  it('does not elect about a job that is older than the names that decide', async () => {
    await gateway.call('POST', CREATE, { job_id: 'job-1', entity_ids: ['a'] });
    gateway.time.nowMs += 151 * 86_400_000;
    expect((await gateway.call('POST', CANCEL)).status).toBe(409);
  });

  it('can be retried after', async () => {
    await gateway.call('POST', CREATE, { job_id: 'job-1', entity_ids: ['a'] });
    await gateway.call('POST', CANCEL);
    await gateway.run();
    expect((await gateway.call('POST', '/api/v1/tasks/job-1/retry')).body).toMatchObject({ generation: 2 });
    expect(await gateway.run()).toEqual(['delivered']);
    expect(gateway.receiver.sent.map(({ part }) => part)).toEqual([undefined, undefined, 1, 2]);
  });
});
