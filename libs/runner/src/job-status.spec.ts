import { type NewEvent, taskEvent } from '@userport/contracts';
import { foldJob, type GenerationState } from './job-state';
import { atWorkUntil, isFinished, isRetryable, JOB_STATUSES, statusOf } from './job-status';

const about = { jobId: 'job', entityId: 'entity', taskName: 'probe', generation: 1, at: new Date(0) };
type Row = Pick<NewEvent, 'kind'> & Partial<NewEvent>;

function fold(rows: readonly Row[]): GenerationState {
  const events = rows.map((row) => taskEvent({ ...about, ...row }));
  const state = foldJob([taskEvent({ ...about, kind: 'requested' }), ...events]).generations[0];
  if (state === undefined) throw new TypeError('nothing was folded');
  return state;
}

const settled = (kind: string, total = 1): Row => ({
  kind: 'settled',
  token: 'a',
  detail: { kind, total, epoch: 1 },
});
const delivered: Row = { kind: 'delivered', round: 1 };
/** Held from 1,000 to 1,100 by the store's clock. */
const claimed: Row = {
  kind: 'claimed',
  epoch: 1,
  token: 'a',
  detail: { claimed_at_ms: 1_000, lease_ms: 100 },
};
const failedAttempt: Row = { kind: 'attempt_failed', epoch: 1, token: 'a' };
const taken = (position: number): Row => ({ kind: 'page_accepted', round: 1, position });
const notTaken = (position: number, round = 1): Row => ({ kind: 'not_taken', round, position });

/** What was written, the status at 1,100, whether it is finished, whether it may be retried. */
const lives: readonly (readonly [string, readonly Row[], string, boolean, boolean])[] = [
  ['asked for', [], 'scheduled', false, false],
  ['held', [claimed], 'running', false, false],
  ['whose attempt failed', [claimed, failedAttempt], 'retrying', false, false],
  [
    'given back',
    [claimed, { kind: 'claim_ended', epoch: 1, token: 'a', detail: { reason: 'drained' } }],
    'retrying',
    false,
    false,
  ],
  ['settled', [claimed, settled('success')], 'delivering', false, false],
  ['delivered', [settled('success'), delivered], 'delivered', true, false],
  ['told as a failure', [settled('failure'), delivered], 'failed', true, true],
  ['told as cancelled', [settled('cancelled'), delivered], 'cancelled', true, true],
  ['ignored in part', [settled('success', 2), taken(1), notTaken(2)], 'not_taken', true, true],
  ['ignored and not sent to its end', [settled('success', 2), notTaken(1)], 'delivering', false, false],
  ['refused for good', [settled('success'), { kind: 'parked', round: 1 }], 'parked', true, false],
  ['refused for good as a failure', [settled('failure'), { kind: 'parked', round: 1 }], 'parked', true, true],
  [
    'asked for again after a refusal',
    [settled('success'), { kind: 'parked', round: 1 }, { kind: 'redeliver_requested', round: 2 }],
    'delivering',
    false,
    false,
  ],
  ['unreadable', [{ kind: 'parked' }], 'parked', true, true],
  ['settled and too old to be sent', [settled('success'), { kind: 'parked' }], 'parked', true, true],
  ['crashed too often', [{ kind: 'quarantined' }], 'quarantined', true, true],
  [
    'set aside and settled after all',
    [{ kind: 'quarantined' }, settled('success'), delivered],
    'delivered',
    true,
    false,
  ],
  ['forgotten before it ran', [{ kind: 'forgotten' }], 'forgotten', true, false],
  ['forgotten while it ran', [claimed, { kind: 'forgotten' }], 'forgotten', true, false],
  [
    'forgotten after it was told as a failure',
    [settled('failure'), delivered, { kind: 'forgotten' }],
    'forgotten',
    true,
    false,
  ],
];

describe('statusOf', () => {
  it.each(lives)('calls a generation %s by its word', (_life, rows, status) => {
    expect(statusOf(fold(rows), 1_100)).toBe(status);
  });

  it('says that nobody is at work any more when the lease is over', () => {
    expect(statusOf(fold([claimed]), 1_101)).toBe('retrying');
  });

  it("takes another's word for no end of a claim", () => {
    const others: Row = { kind: 'claim_ended', epoch: 1, token: 'b', detail: { reason: 'released' } };
    expect(statusOf(fold([claimed, others]), 1_100)).toBe('running');
  });

  it('looks at the newest claim alone', () => {
    const next: Row = { ...claimed, epoch: 2, token: 'b', detail: { claimed_at_ms: 5_000, lease_ms: 100 } };
    expect(statusOf(fold([claimed, next]), 5_050)).toBe('running');
    expect(statusOf(fold([claimed, next, { ...failedAttempt, epoch: 2, token: 'b' }]), 1_050)).toBe(
      'retrying',
    );
  });

  it('has plain words for every status', () => {
    expect(new Set(lives.map(([, , status]) => status))).toEqual(new Set(Object.keys(JOB_STATUSES)));
  });
});

describe('atWorkUntil', () => {
  it('tells until when the newest claim holds, also of a job that was forgotten', () => {
    expect(atWorkUntil(fold([claimed, { kind: 'forgotten' }]), 1_100)).toBe(1_100);
    expect(atWorkUntil(fold([claimed]), 1_101)).toBeUndefined();
    expect(atWorkUntil(fold([claimed, failedAttempt]), 1_050)).toBeUndefined();
    expect(atWorkUntil(fold([]), 1_050)).toBeUndefined();
  });
});

describe('isFinished', () => {
  it.each(lives)(
    'tells of a generation %s whether anything will still happen',
    (_life, rows, _s, finished) => {
      expect(isFinished(fold(rows))).toBe(finished);
    },
  );
});

describe('isRetryable', () => {
  it.each(lives)('tells of a generation %s whether it may begin anew', (_life, rows, _s, _f, retryable) => {
    expect(isRetryable(fold(rows))).toBe(retryable);
  });
});
