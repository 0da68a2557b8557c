import { type NewEvent, taskEvent, type TaskEvent } from '@userport/contracts';
import fc from 'fast-check';
import { endOf, foldJob, nextEnqueue, openRound } from './job-state';

const about = { jobId: 'job', entityId: 'entity', taskName: 'probe', generation: 1 } as const;
const event = (kind: NewEvent['kind'], more: Partial<NewEvent> = {}): TaskEvent =>
  taskEvent({ ...about, kind, at: new Date(1_000), ...more });

const life: readonly TaskEvent[] = [
  event('requested', { fingerprint: 'f', detail: { payload_hash: 'h', max_retries: 3 } }),
  event('enqueued', { try: 1 }),
  event('claimed', { epoch: 1, token: 'a', detail: { claimed_at_ms: 500, lease_ms: 100 } }),
  event('attempt_failed', { epoch: 1, token: 'a', detail: { error: { message: 'Busy.' } } }),
  event('enqueued', { try: 2 }),
  event('claimed', { epoch: 2, token: 'b', detail: { claimed_at_ms: 900, lease_ms: 100 } }),
  event('settled', { token: 'b', detail: { kind: 'success', total: 2, epoch: 2 } }),
  event('page_accepted', { round: 1, position: 1 }),
  event('page_refused', { round: 1, position: 2, try: 2, detail: { http_status: 502 } }),
  event('claim_ended', { epoch: 2, token: 'b', detail: { reason: 'released' } }),
  event('requested', { generation: 2, fingerprint: 'g' }),
];

describe('foldJob', () => {
  it('makes the same state of a shuffled and doubled history', () => {
    const state = JSON.stringify(foldJob(life));
    const shuffled = fc
      .tuple(fc.shuffledSubarray([...life], { minLength: life.length }), fc.subarray([...life]))
      .map(([all, again]) => [...again, ...all]);
    fc.assert(fc.property(shuffled, (events) => JSON.stringify(foldJob(events)) === state));
  });

  it('tells generations, claims, attempts and pages apart', () => {
    const { generations } = foldJob(life);
    expect(generations.map(({ generation }) => generation)).toEqual([1, 2]);
    const first = generations[0];
    expect(first?.failedAttempts).toHaveLength(1);
    expect(first?.settled).toMatchObject({ token: 'b', kind: 'success', total: 2, epoch: 2 });
    expect(endOf(first?.claims.get(1), 'a')).toBe('failed');
    expect(endOf(first?.claims.get(1), 'stranger')).toBeUndefined();
    expect(first && [...openRound(first).accepted]).toEqual([1]);
    expect(nextEnqueue(first)).toBe(3);
  });

  it('takes one tombstone for the end of every generation, also of one that came after it', () => {
    const tombstone = event('forgotten', { generation: 1 });
    const { generations } = foldJob([...life, tombstone, event('requested', { generation: 3 })]);
    expect(generations.map(({ generation, forgotten }) => [generation, forgotten?.eventId])).toEqual([
      [1, tombstone.eventId],
      [2, tombstone.eventId],
      [3, tombstone.eventId],
    ]);
    expect(foldJob(life).generations.some(({ forgotten }) => forgotten !== undefined)).toBe(false);
  });

  it('knows a forgotten job of which nothing but the tombstone is left', () => {
    expect(foldJob([event('forgotten', { generation: 2 })]).generations).toMatchObject([
      { generation: 2, forgotten: { kind: 'forgotten' } },
    ]);
  });

  it('knows nothing of a job that was never asked for', () => {
    expect(foldJob([])).toEqual({ generations: [] });
    expect(nextEnqueue(undefined)).toBe(1);
  });
});
