import { answers } from './answers';
import { openTestGateway, type TestGateway } from './testing';

const CREATE = '/api/v1/tasks/create/probe';
const SWEEP = '/api/v1/sweep';
const MINUTE_MS = 60_000;

describe('POST /api/v1/sweep', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await openTestGateway();
  });
  afterEach(() => gateway.close());

  const sweep = async (query = '') => {
    const { status, body } = await gateway.call('POST', `${SWEEP}${query}`);
    expect(status).toBe(200);
    return answers.sweep.strict().parse(body);
  };
  const create = (jobId: string, more: object = {}) =>
    gateway.call('POST', CREATE, { job_id: jobId, entity_ids: ['a'], ...more });
  const withoutQueue = async (work: () => Promise<unknown>) => {
    const { enqueue } = gateway.services.queue;
    Object.assign(gateway.services.queue, { enqueue: () => Promise.reject(new Error('no queue')) });
    await work();
    Object.assign(gateway.services.queue, { enqueue });
  };

  it('enqueues a request that was stored and never enqueued, once', async () => {
    await withoutQueue(() => create('job-1'));
    gateway.time.nowMs += 15 * MINUTE_MS;
    expect(await sweep()).toEqual({
      looked_at: 1,
      enqueued: [
        {
          job_id: 'job-1',
          entity_id: 'a',
          generation: 1,
          was: 'scheduled',
          task_id: expect.stringMatching(/^[a-z2-7]{52}$/) as unknown,
        },
      ],
      more: false,
      expired_rows: 0,
    });
    expect((await sweep()).enqueued).toEqual([]);
    expect(await gateway.run()).toEqual(['delivered']);
    expect(gateway.deliveries).toHaveLength(1);
  });

  it('does not double when two run at the same time', async () => {
    await withoutQueue(() => Promise.all(['job-1', 'job-2', 'job-3'].map((jobId) => create(jobId))));
    gateway.time.nowMs += 15 * MINUTE_MS;
    await Promise.all([sweep(), sweep(), sweep()]);
    await gateway.flush();
    expect(gateway.deliveries.map(({ job_id: jobId }) => jobId).toSorted()).toEqual([
      'job-1',
      'job-2',
      'job-3',
    ]);
  });

  it('leaves what is younger, what runs and what is finished', async () => {
    await create('done');
    await gateway.run();
    await create('young');
    gateway.time.nowMs += 14 * MINUTE_MS;
    expect((await sweep()).enqueued).toEqual([]);
  });

  it('enqueues a result that was not delivered, in its round', async () => {
    await create('job-1');
    gateway.receiver.answer = () => ({ kind: 'unanswered', reason: 'timeout' });
    expect(await gateway.run()).toEqual(['callback_failed']);
    gateway.time.nowMs += 15 * MINUTE_MS;
    expect((await sweep()).enqueued).toMatchObject([{ job_id: 'job-1', was: 'delivering' }]);
    gateway.receiver.answer = () => ({ kind: 'accepted', httpStatus: 200 });
    expect(await gateway.run()).toEqual(['resumed']);
    expect((await sweep('?older_than_minutes=0')).enqueued).toEqual([]);
  });

  it('waits twice as long after each enqueue that led to nothing', async () => {
    await create('job-1');
    const swept: number[] = [];
    for (let minute = 0; minute < 120; minute += 5) {
      if ((await sweep()).enqueued.length > 0) swept.push(minute);
      gateway.time.nowMs += 5 * MINUTE_MS;
    }
    expect(swept).toEqual([15, 45, 105]);
  });

  it('takes everything that is not finished at once when asked to, also what seems to run', async () => {
    await create('waits');
    await create('done');
    await gateway.run();
    await create('held');
    await gateway.flush();
    const { deliveries } = gateway;
    const held = deliveries.find(({ job_id: jobId }) => jobId === 'held');
    expect(held?.generation).toBe(1);
    const report = await sweep('?older_than_minutes=0');
    expect(report.enqueued.map(({ job_id: jobId }) => jobId)).toEqual(['held']);
  });

  it('stops at its limit and says that there is more', async () => {
    await withoutQueue(() => Promise.all(['a', 'b', 'c'].map((name) => create(`job-${name}`))));
    gateway.time.nowMs += 15 * MINUTE_MS;
    const first = await sweep('?limit=2');
    expect([first.enqueued.length, first.more]).toEqual([2, true]);
    const second = await sweep('?limit=2');
    expect([second.enqueued.length, second.more]).toEqual([1, false]);
  });

  it('leaves a generation whose place another has taken', async () => {
    const path = '/api/v1/tasks/create/capture';
    await withoutQueue(() =>
      gateway.call('POST', path, { job_id: 'lead-1', entity_ids: ['a'], note: 'one' }),
    );
    await withoutQueue(() =>
      gateway.call('POST', path, { job_id: 'lead-1', entity_ids: ['a'], note: 'two' }),
    );
    gateway.time.nowMs += 15 * MINUTE_MS;
    expect((await sweep()).enqueued).toMatchObject([{ generation: 2 }]);
  });

  it('goes on with the others when the queue refuses one', async () => {
    await withoutQueue(() => Promise.all([create('job-1'), create('job-2')]));
    gateway.time.nowMs += 15 * MINUTE_MS;
    const contracts: Record<string, unknown> = { ...gateway.services.contracts };
    await withoutQueue(() => gateway.call('POST', '/api/v1/tasks/create/capture', { entity_ids: ['a'] }));
    delete contracts['capture'];
    Object.assign(gateway.services, { contracts });
    const { enqueued } = await sweep('?older_than_minutes=0');
    expect(enqueued.map(({ job_id: jobId }) => jobId).toSorted()).toEqual(['job-1', 'job-2']);
    expect(gateway.lines.join('\n')).toContain('A stuck job could not be enqueued.');
  });

  it('removes requests whose time is over, and is answered all the same when that fails', async () => {
    await create('job-1');
    await gateway.run();
    gateway.time.nowMs += 91 * 24 * 60 * MINUTE_MS;
    expect((await sweep()).expired_rows).toBe(1);
    Object.assign(gateway.stores.expired, { remove: () => Promise.reject(new Error('busy')) });
    expect((await sweep()).expired_rows).toBe(0);
    expect(gateway.lines.join('\n')).toContain('Expired rows could not be removed');
  });

  it.each(['older_than_minutes=-1', 'older_than_minutes=soon', 'limit=99999', 'limit=1&limit=2', 'all=true'])(
    'answers 422 to ?%s',
    async (query) => {
      expect((await gateway.call('POST', `${SWEEP}?${query}`)).status).toBe(422);
    },
  );
});
