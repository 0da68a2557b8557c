import { taskEvent } from '@userport/contracts';
import { answers } from './answers';
import { openTestGateway, type TestGateway } from './testing';

const CREATE = '/api/v1/tasks/create/probe';
const FAILED = '/api/v1/tasks/failed';
const MINUTE_MS = 60_000;

describe('GET /api/v1/tasks/failed', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await openTestGateway();
  });
  afterEach(() => gateway.close());

  const list = async (query = '') => {
    const { status, body } = await gateway.call('GET', `${FAILED}${query}`);
    expect(status).toBe(200);
    return answers.failed.strict().parse(body);
  };
  const ids = async (query = '') => (await list(query)).items.map((item) => `${item.job_id} ${item.status}`);
  /** Each job a minute after the one before. */
  const create = async (jobId: string, more: object = {}, task = 'probe') => {
    gateway.time.nowMs += MINUTE_MS;
    await gateway.call('POST', `/api/v1/tasks/create/${task}`, { job_id: jobId, entity_ids: ['a'], ...more });
    return gateway.run();
  };

  it('lists failed, parked, ignored and cancelled jobs, newest first, and none that was delivered', async () => {
    await create('fine');
    await create('failed', { make: 'failure' });
    gateway.receiver.answer = () => ({ kind: 'refused', httpStatus: 404, answer: 'gone', forGood: true });
    await create('parked');
    gateway.receiver.answer = () => ({ kind: 'skipped', httpStatus: 200, reason: 'completed before' });
    await create('ignored');
    gateway.receiver.answer = () => ({ kind: 'accepted', httpStatus: 200 });
    gateway.time.nowMs += MINUTE_MS;
    await gateway.call('POST', CREATE, { job_id: 'cancelled', entity_ids: ['a'] });
    await gateway.call('POST', '/api/v1/tasks/cancelled/cancel');
    await gateway.run();
    expect(await ids()).toEqual([
      'cancelled cancelled',
      'ignored not_taken',
      'parked parked',
      'failed failed',
    ]);
    const [, , parked, failed] = (await list()).items;
    expect(parked).toMatchObject({ retryable: false, redeliverable: true, pages: { total: 2, accepted: 0 } });
    expect(failed).toMatchObject({
      retryable: true,
      retried: false,
      task_name: 'probe',
      error_details: { message: 'The probe was asked to fail.' },
      listed_at: '2026-05-04T09:02:00.000Z',
    });
    expect(await ids('?retryable_only=true')).toEqual([
      'cancelled cancelled',
      'ignored not_taken',
      'failed failed',
    ]);
  });

  it('keeps a retried generation once and says that it was retried', async () => {
    await create('job-1', { make: 'failure' });
    await gateway.call('POST', '/api/v1/tasks/job-1/retry');
    gateway.time.nowMs += MINUTE_MS;
    await gateway.run();
    const { items } = await list();
    expect(items.map(({ generation, retried, retryable }) => [generation, retried, retryable])).toEqual([
      [2, false, true],
      [1, true, false],
    ]);
  });

  it('lists what a function refused, beside a job that goes on and where nobody asked for anything', async () => {
    const { stores, time } = gateway;
    await create('job-1');
    const rejected = (jobId: string) =>
      taskEvent({
        jobId,
        entityId: 'a',
        taskName: 'probe',
        kind: 'rejected',
        generation: 1,
        fingerprint: 'other',
        at: new Date(time.nowMs),
        detail: { reason: 'another payload' },
      });
    await stores.jobs.appendEvents([rejected('job-1')]);
    time.nowMs += MINUTE_MS;
    await stores.jobs.appendEvents([rejected('stray')]);
    expect(await ids()).toEqual(['stray rejected', 'job-1 delivered']);
    const { items } = await list();
    expect(items[1]?.rejected).toMatchObject([
      { fingerprint: 'other', detail: { reason: 'another payload' } },
    ]);
  });

  it('drops a parked result that was redelivered', async () => {
    gateway.receiver.answer = () => ({ kind: 'refused', httpStatus: 404, answer: 'gone', forGood: true });
    await create('job-1');
    gateway.receiver.answer = () => ({ kind: 'accepted', httpStatus: 200 });
    await gateway.call('POST', '/api/v1/tasks/job-1/redeliver');
    gateway.time.nowMs += 60 * MINUTE_MS;
    await gateway.run();
    expect(await ids()).toEqual([]);
  });

  it('lists a result that is not delivered, and a request that nobody began, after ten minutes', async () => {
    gateway.receiver.answer = () => ({ kind: 'unanswered', reason: 'timeout' });
    await create('undelivered');
    gateway.time.nowMs += MINUTE_MS;
    await gateway.call('POST', CREATE, { job_id: 'waiting', entity_ids: ['a'] });
    gateway.time.nowMs += 9 * MINUTE_MS;
    expect(await ids()).toEqual([]);
    gateway.time.nowMs += 2 * MINUTE_MS;
    expect(await ids()).toEqual(['waiting scheduled', 'undelivered delivering']);
  });

  it('pages by a cursor that new entries do not shift', async () => {
    const names = Array.from({ length: 7 }, (_, number) => `job-${number}`);
    for (const name of names) await create(name, { make: 'failure' });
    const seen: string[] = [];
    let cursor: string | null = '';
    for (let page = 0; page < 10 && cursor !== null; page += 1) {
      const found: Awaited<ReturnType<typeof list>> = await list(
        `?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      seen.push(...found.items.map((item) => item.job_id));
      cursor = found.next_cursor;
      await create(`later-${page}`, { make: 'failure' });
    }
    expect(seen).toEqual(names.toReversed());
  });

  it('filters by task and by time', async () => {
    await create('one', { make: 'failure' });
    await create('two', { make: 'failure' }, 'capture');
    expect(await ids('?task_name=capture')).toEqual(['two failed']);
    expect(await ids('?end_date=2026-05-04T09:02:00')).toEqual(['one failed']);
    expect(await ids('?start_date=2026-05-04T11:02:00%2B02:00')).toEqual(['two failed']);
    expect(await ids('?start_date=2026-05-01&end_date=2026-05-02')).toEqual([]);
    gateway.time.nowMs += 8 * 86_400_000;
    expect(await ids()).toEqual([]);
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=1001', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['retryable_only=maybe', 'retryable_only'],
    ['start_date=yesterday', 'start_date'],
    ['start_date=2026-05-02&end_date=2026-05-01', 'start_date'],
    ['cursor=nonsense', 'cursor'],
    ['cursor=WzEsIngiXQ', 'cursor.1'],
    ['limits=5', 'limits'],
  ])('answers 422 to ?%s and names %s', async (query, path) => {
    const { status, body } = await gateway.call('GET', `${FAILED}?${query}`);
    expect(status).toBe(422);
    expect(body['errors']).toMatchObject([{ path }]);
  });
});
