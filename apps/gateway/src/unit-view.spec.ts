import { taskEvent, type TaskEvent } from '@userport/contracts';
import { unitsOf } from './known-job';
import { isRedeliverable, strayView, unitView } from './unit-view';

const start = Date.UTC(2026, 4, 4);
const event = (kind: TaskEvent['kind'], more: Partial<TaskEvent> = {}, minute = 0): TaskEvent =>
  taskEvent({
    jobId: 'j',
    entityId: 'a',
    taskName: 'probe',
    kind,
    generation: 1,
    at: new Date(start + minute * 60_000),
    ...more,
  });

const requested = event('requested', { fingerprint: 'f', detail: { max_retries: 5 } });
const failed = (epoch: number) =>
  event(
    'attempt_failed',
    { epoch, token: `t${epoch}`, detail: { error: { message: `try ${epoch}` } } },
    epoch,
  );
const settled = (kind: string) => event('settled', { token: 't', detail: { kind, total: 2, epoch: 1 } }, 5);

const view = (...events: TaskEvent[]) => {
  const [unit] = unitsOf(events);
  if (unit === undefined) throw new Error('there are events');
  return unitView(unit, unit.latest, start);
};

describe('unitView', () => {
  it('counts the attempt that is to come after those that failed', () => {
    expect(view(requested)).toMatchObject({ status: 'scheduled', attempt_number: 1, max_retries: 5 });
    expect(view(requested, failed(1), failed(2))).toMatchObject({
      attempt_number: 3,
      error_details: { message: 'try 2' },
    });
  });

  it('counts the attempts of a failure without one that never comes', () => {
    const delivered = event('delivered', { round: 1 }, 6);
    expect(view(requested, failed(1), failed(2), settled('failure'), delivered)).toMatchObject({
      status: 'failed',
      attempt_number: 2,
      error_details: { message: 'try 2' },
      updated_at: '2026-05-04T00:06:00.000Z',
    });
  });

  it('tells the answer that parked a result', () => {
    const parked = event('parked', { round: 1, detail: { http_status: 404, answer: 'gone' } });
    expect(view(requested, settled('success'), parked)).toMatchObject({
      status: 'parked',
      retryable: false,
      redeliverable: true,
      error_details: { http_status: 404, answer: 'gone' },
    });
  });

  it('tells of a forgotten job that it was, and no word of what it said', () => {
    const parked = event('parked', { round: 1, detail: { http_status: 500, answer: 'Ada Example' } });
    const rejected = event('rejected', { fingerprint: 'x', detail: { reason: 'Ada Example' } });
    const told = view(requested, failed(1), settled('success'), parked, rejected, event('forgotten', {}, 9));
    expect(told).toMatchObject({
      ...{ status: 'forgotten', retryable: false, redeliverable: false, error_details: null, rejected: [] },
      updated_at: '2026-05-04T00:09:00.000Z',
    });
    expect(JSON.stringify(told)).not.toContain('Ada');
  });

  it('tells what a function refused and nobody asked for', () => {
    const rejected = event('rejected', { fingerprint: 'x', detail: { reason: 'no request' } });
    expect(strayView([rejected])).toMatchObject({
      status: 'rejected',
      fingerprint: null,
      retryable: false,
      rejected: [{ fingerprint: 'x', at: '2026-05-04T00:00:00.000Z', detail: { reason: 'no request' } }],
    });
  });

  it('says of an earlier generation that another has taken its place', () => {
    const events = [
      requested,
      settled('failure'),
      event('delivered', { round: 1 }),
      event('requested', { generation: 2 }),
    ];
    const [unit] = unitsOf(events);
    const [first] = unit?.job.generations ?? [];
    if (unit === undefined || first === undefined) throw new Error('there are two generations');
    expect(unitView(unit, first, start)).toMatchObject({ generation: 1, retried: true, retryable: false });
    expect(isRedeliverable(first)).toBe(true);
  });
});
