import type { Delivery, ReadPayload } from './delivery';
import type { GenerationState, JobWithStrays, SettledState } from './job-state';
import { isFinished, statusOf } from './job-status';
import type { Outcome } from './outcome';

/** The event behind an answer. A number that nobody asked for gets no event of its own. */
export interface AnswerRow {
  readonly kind: 'rejected' | 'parked';
  readonly generation?: number;
}

/** What a delivery is to do, as far as stored rows can tell. */
export type Verdict =
  /** Nothing to do; `row` names the event that makes it durable, where one is still to be written. */
  | { readonly name: 'answer'; readonly outcome: Outcome; readonly row?: AnswerRow }
  /** There is a result: delivered before, or still to be sent. */
  | { readonly name: 'replay' | 'send'; readonly state: GenerationState; readonly settled: SettledState }
  | {
      readonly name: 'run';
      readonly state: GenerationState | undefined;
      readonly read: Extract<ReadPayload, { name: 'read' }>;
    };

/** Engines keep names for six months (BigQuery's job information); of an older generation none is asked for or made. */
const OLDEST_NAME_MS = 150 * 86_400_000;

const answer = (outcome: Outcome, kind?: AnswerRow['kind']): Verdict =>
  kind === undefined ? { name: 'answer', outcome } : { name: 'answer', outcome, row: { kind } };

/** What is told of a job that was forgotten. */
export const FORGOTTEN: Outcome = {
  name: 'forgotten',
  reason: 'This job was forgotten: it is never run, sent or retried again.',
};
const OTHER_PAYLOAD = 'This job was asked for with another payload; its result stands for that one.';
const TOO_OLD = 'This request is older than 150 days; retry it to begin anew.';

const isTooOld = (state: GenerationState | undefined, nowMs: number): boolean =>
  state?.requested !== undefined && nowMs - state.requested.at.getTime() > OLDEST_NAME_MS;

function judgeSettled(state: GenerationState, settled: SettledState, nowMs: number): Verdict {
  const status = statusOf(state, nowMs);
  if (status === 'parked')
    return answer({ name: 'parked', reason: 'The receiver refuses this result; redeliver sends it again.' });
  if (status === 'not_taken')
    return answer({ name: 'not_taken', summary: { reason: 'The receiver ignores this result.' } });
  const isDone = isFinished(state);
  if (!isTooOld(state, nowMs)) return { name: isDone ? 'replay' : 'send', state, settled };
  return isDone
    ? answer({ name: 'replayed', summary: { reason: TOO_OLD } })
    : answer({ name: 'parked', reason: TOO_OLD }, 'parked');
}

/** Judges a delivery by what is stored. Pure; `read` is called only where the payload matters. */
export function judge(
  job: JobWithStrays,
  { body }: Delivery,
  read: () => ReadPayload,
  nowMs: number,
): Verdict {
  if (job.generations.some(({ forgotten }) => forgotten !== undefined)) return answer(FORGOTTEN);
  const newest = job.generations.findLast(({ requested }) => requested !== undefined)?.generation ?? 0;
  const state = [...job.generations, ...job.strays].find(({ generation }) => generation === body.generation);
  if (newest > body.generation)
    return answer({ name: 'superseded', reason: `Generation ${newest} of this job has taken its place.` });
  if (body.generation > newest + 1) {
    const outcome = {
      name: 'rejected',
      reason: `Generation ${body.generation} was never asked for.`,
    } as const;
    return { name: 'answer', outcome, row: { kind: 'rejected', generation: Math.max(1, newest) } };
  }
  const asked = state?.requested?.fingerprint;
  if (asked !== undefined && asked !== body.fingerprint)
    return answer({ name: 'rejected', reason: OTHER_PAYLOAD }, 'rejected');
  if (state?.settled !== undefined) return judgeSettled(state, state.settled, nowMs);
  if (state?.quarantined !== undefined)
    return answer({ name: 'quarantined', reason: 'Crashed too often; an operator may retry it.' });
  if (state?.unreadable !== undefined)
    return answer({ name: 'parked', reason: 'This request cannot be run; an operator may retry it.' });
  const payload = read();
  if (payload.name === 'missing')
    return answer({ name: 'payload_missing', reason: 'The stored payload is not whole yet.' });
  if (payload.name === 'other') return answer({ name: 'rejected', reason: payload.reason }, 'rejected');
  if (payload.name === 'unreadable') return answer({ name: 'parked', reason: payload.reason }, 'parked');
  return isTooOld(state, nowMs)
    ? answer({ name: 'parked', reason: TOO_OLD }, 'parked')
    : { name: 'run', state, read: payload };
}
