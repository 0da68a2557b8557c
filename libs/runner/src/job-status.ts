import { endOf, type GenerationState, openRound } from './job-state';

/** How a unit of work is doing, in one word. */
export type JobStatus =
  | 'scheduled'
  | 'running'
  | 'retrying'
  | 'delivering'
  | 'delivered'
  | 'failed'
  | 'cancelled'
  | 'not_taken'
  | 'parked'
  | 'quarantined'
  | 'forgotten';

/** What each word means, for people and for the OpenAPI document. */
export const JOB_STATUSES: Readonly<Record<JobStatus, string>> = {
  scheduled: 'asked for; no function has it yet',
  running: 'a function holds the claim and works',
  retrying: 'an attempt failed or was broken off; the queue will deliver again',
  delivering: 'the result is stored; its callback is not yet accepted',
  delivered: 'the result was accepted by the receiver',
  failed: 'ended as a failure, and the receiver was told',
  cancelled: 'cancelled by an operator, and the receiver was told',
  not_taken: 'the receiver answered that it ignores the result; it can be redelivered',
  parked:
    'the receiver refuses the result for good, or the request cannot be read; it can be redelivered or retried',
  quarantined: 'crashed three times without a result; not run again until an operator retries it',
  forgotten: 'never run, sent or retried again; what was stored of it is being, or has been, removed',
};

/** Those after which nothing happens by itself. */
const FINISHED: ReadonlySet<JobStatus> = new Set([
  'delivered',
  'failed',
  'cancelled',
  'not_taken',
  'parked',
  'quarantined',
  'forgotten',
]);

const closedStatus = (state: GenerationState): JobStatus | undefined => {
  const { settled } = state;
  if (state.forgotten !== undefined) return 'forgotten';
  if (settled === undefined) {
    if (state.quarantined !== undefined) return 'quarantined';
    return state.unreadable === undefined ? undefined : 'parked';
  }
  const round = openRound(state);
  if (round.delivered !== undefined) {
    return settled.kind === 'success' ? 'delivered' : settled.kind === 'failure' ? 'failed' : 'cancelled';
  }
  const answered = new Set([...round.accepted, ...round.notTaken]);
  if (round.notTaken.size > 0 && answered.size >= settled.total) return 'not_taken';
  return round.parked === undefined && state.unreadable === undefined ? 'delivering' : 'parked';
};

/** The status of one generation at a moment of the store's clock. */
export function statusOf(state: GenerationState, nowMs: number): JobStatus {
  const closed = closedStatus(state);
  if (closed !== undefined) return closed;
  if (state.claims.size === 0) return 'scheduled';
  return atWorkUntil(state, nowMs) === undefined ? 'retrying' : 'running';
}

/** Until when somebody may be at work on a generation, ms of the store's clock; undefined when nobody is. */
export function atWorkUntil(state: GenerationState, nowMs: number): number | undefined {
  const last = state.claims.get(Math.max(0, ...state.claims.keys()));
  if (last === undefined || endOf(last, last.token) !== undefined) return undefined;
  const untilMs = (last.atMs ?? 0) + (last.leaseMs ?? 0);
  return nowMs <= untilMs ? untilMs : undefined;
}

/** True when nothing will happen to this generation unless an operator asks for it. */
export const isFinished = (state: GenerationState): boolean => {
  const closed = closedStatus(state);
  return closed !== undefined && FINISHED.has(closed);
};

/** True when an operator may begin the next generation: it ended without a result that was, or could still be, taken. */
export const isRetryable = (state: GenerationState): boolean => {
  const closed = closedStatus(state);
  if (closed === 'parked') return state.settled?.kind !== 'success' || state.unreadable !== undefined;
  return closed === 'failed' || closed === 'cancelled' || closed === 'quarantined' || closed === 'not_taken';
};
