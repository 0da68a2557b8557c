import { sha256Base32, taskEvent } from '@userport/contracts';
import { RetryableError, TerminalError } from '@userport/errors';
import { withLogContext } from '@userport/logging';
import { nextEnqueueOf } from '@userport/runner';
import { enqueueNext } from './enqueue-next';
import { openTestGateway, type TestGateway } from './testing';

const requested = taskEvent({
  jobId: 'job-1',
  entityId: 'a',
  taskName: 'probe',
  kind: 'requested',
  generation: 2,
  fingerprint: sha256Base32('fingerprint'),
  at: new Date(Date.UTC(2026, 4, 4)),
  detail: { payload_hash: sha256Base32('{}') },
});

describe('enqueueNext', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await openTestGateway();
  });
  afterEach(() => gateway.close());

  it('enqueues under the name of key, generation and number, and writes it down with what was asked', async () => {
    const scheduled = await enqueueNext(gateway.services, { requested, detail: { source: 'retry' } });
    const { name } = nextEnqueueOf(undefined, requested, new Date(0));
    expect(scheduled).toEqual({ taskId: name, enqueued: true });
    const { events } = await gateway.stores.events.ofJob('job-1');
    expect(events).toMatchObject([
      { kind: 'enqueued', try: 1, detail: { queue_task: name, source: 'retry' } },
    ]);
  });

  it('hands on the trace of the request that asked', async () => {
    const enqueue = jest.fn(() => Promise.resolve({ taskId: 'q', existing: false }));
    Object.assign(gateway.services.queue, { enqueue });
    await withLogContext({ trace_id: 'trace-7' }, () =>
      enqueueNext(gateway.services, { requested, detail: {} }),
    );
    expect(enqueue).toHaveBeenCalledWith(expect.objectContaining({ traceId: 'trace-7' }));
  });

  it('takes a task that is there already as success', async () => {
    const next = { requested, detail: {} };
    expect(await enqueueNext(gateway.services, next)).toEqual(await enqueueNext(gateway.services, next));
    await gateway.flush();
    expect(gateway.deliveries).toHaveLength(1);
  });

  it('lets the sweep bring what the queue did not take now', async () => {
    const { enqueue } = gateway.services.queue;
    Object.assign(gateway.services.queue, { enqueue: () => Promise.reject(new RetryableError('away')) });
    expect(await enqueueNext(gateway.services, { requested, detail: {} })).toMatchObject({ enqueued: false });
    Object.assign(gateway.services.queue, { enqueue });
    expect((await gateway.stores.events.ofJob('job-1')).events).toEqual([]);
  });

  it('does not hide a queue that refuses for good, a task that is gone, or a request without a payload', async () => {
    const { enqueue } = gateway.services.queue;
    Object.assign(gateway.services.queue, {
      enqueue: () => Promise.reject(new TerminalError('no such queue')),
    });
    await expect(enqueueNext(gateway.services, { requested, detail: {} })).rejects.toThrow('no such queue');
    Object.assign(gateway.services.queue, { enqueue });
    const gone = { ...requested, taskName: 'retired' };
    await expect(enqueueNext(gateway.services, { requested: gone, detail: {} })).rejects.toThrow(
      'No task is named retired any more',
    );
    const bare = { ...requested, detail: {} };
    await expect(enqueueNext(gateway.services, { requested: bare, detail: {} })).rejects.toThrow(
      'names no payload',
    );
  });
});
