import type { EntityKey, JsonObject } from '@userport/contracts';
import type { Outcome, OutcomeName } from '@userport/runner';
import type { HttpAnswer } from './http-types';
import { problemAnswer } from './problem';

/**
 * One HTTP status for each outcome. A 2xx tells the queue that nothing is left to do and stands on a durable row; 409
 * and 500 concern this job alone; 503 slows the whole queue, where that is wanted.
 */
export const OUTCOME_STATUS: Readonly<Record<OutcomeName, number>> = {
  delivered: 200,
  resumed: 200,
  replayed: 200,
  not_taken: 200,
  failed: 200,
  cancelled: 200,
  parked: 200,
  rejected: 200,
  quarantined: 200,
  superseded: 200,
  forgotten: 200,
  held: 409,
  retry: 500,
  callback_failed: 503,
  storage_unreachable: 503,
  settling_unknown: 500,
  // Stored before it was enqueued: storage does not give yet what it acknowledged.
  payload_missing: 503,
  draining: 503,
  too_late: 503,
};

const TITLES: Readonly<Record<OutcomeName, string>> = {
  delivered: 'Ran, stored and delivered',
  resumed: 'Stored before; what was missing has been delivered',
  replayed: 'Delivered before; sent again as stored',
  not_taken: 'The receiver ignores the result',
  failed: 'Ended as a failure; the receiver was told',
  cancelled: 'Cancelled; the receiver was told',
  parked: 'Set aside until an operator decides',
  rejected: 'Another request holds this job',
  quarantined: 'Crashed too often',
  superseded: 'A newer request has taken its place',
  forgotten: 'Forgotten; nothing of it is run or sent any more',
  held: 'Another delivery is at work',
  retry: 'The attempt failed; another may succeed',
  callback_failed: 'The result is stored; the receiver did not take it yet',
  storage_unreachable: 'Storage did not answer',
  settling_unknown: 'Whether the result is settled is not known yet',
  payload_missing: 'The stored payload is not whole yet',
  draining: 'This instance is stopping',
  too_late: 'No time was left to begin',
};

/** Asked of the queue where nothing better is known. */
const COME_BACK_MS = 5_000;

const detailOf = (outcome: Outcome): string => {
  if ('reason' in outcome) return outcome.reason;
  if (outcome.name === 'retry') return outcome.error.message;
  return TITLES[outcome.name];
};

const retryAfterOf = (outcome: Outcome): number | undefined => {
  if (outcome.name === 'held' || outcome.name === 'callback_failed') return outcome.retryAfterMs;
  if (outcome.name === 'retry') return outcome.error.retry_after_ms;
  return OUTCOME_STATUS[outcome.name] === 503 ? COME_BACK_MS : undefined;
};

/** The answer to the queue for an outcome. */
export function answerOf(
  outcome: Outcome,
  key: EntityKey & { readonly generation: number },
  traceId: string,
): HttpAnswer {
  const more: JsonObject = {
    job_id: key.jobId,
    entity_id: key.entityId,
    generation: key.generation,
    state: outcome.name,
    trace_id: traceId,
  };
  const ok = OUTCOME_STATUS[outcome.name] === 200;
  if (ok) {
    const summary: JsonObject = 'summary' in outcome ? outcome.summary : { reason: detailOf(outcome) };
    return { status: 200, body: { ...summary, outcome: outcome.name, ...more } };
  }
  const retryAfterMs = retryAfterOf(outcome);
  // A vendor that names a time is down for every job of this task: here slowing the queue is wanted.
  const status = outcome.name === 'retry' && retryAfterMs !== undefined ? 503 : OUTCOME_STATUS[outcome.name];
  return problemAnswer({
    status,
    type: outcome.name,
    title: TITLES[outcome.name],
    detail: detailOf(outcome),
    retryAfterMs,
    ...(outcome.name === 'draining' ? { headers: { connection: 'close' } } : {}),
    more: { ...more, retryable: true },
  });
}
