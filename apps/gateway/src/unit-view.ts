import type { JsonObject, TaskEvent } from '@userport/contracts';
import {
  type GenerationState,
  isFinished,
  isRetryable,
  type JobStatus,
  openRound,
  statusOf,
} from '@userport/runner';
import type { KnownUnit } from './known-job';

/** A job's status, or `rejected` for what a function refused and nobody asked for. */
export type UnitStatus = JobStatus | 'rejected';

/** What went wrong in each status, newest first. Of a forgotten job nothing is told but that. */
const FAULTS: Readonly<
  Partial<
    Record<
      UnitStatus,
      (state: GenerationState) => readonly (TaskEvent | { detail: JsonObject } | undefined)[]
    >
  >
> = {
  running: ({ failedAttempts }) => [failedAttempts.at(-1)],
  retrying: ({ failedAttempts }) => [failedAttempts.at(-1)],
  failed: ({ failedAttempts, settled }) => [failedAttempts.at(-1), settled],
  cancelled: ({ cancelled, settled }) => [cancelled, settled],
  quarantined: ({ quarantined }) => [quarantined],
  parked: (state) => [openRound(state).parked, state.unreadable],
  not_taken: (state) => [openRound(state).notTakenEvent],
  delivering: (state) => [openRound(state).refused.at(-1)],
  rejected: ({ rejected }) => [rejected.at(-1)],
};

/** The word of a generation; one that is known by refusals alone is waited for by nobody. */
export const unitStatus = (state: GenerationState, nowMs: number): UnitStatus => {
  const refusedOnly =
    state.forgotten === undefined &&
    state.requested === undefined &&
    state.settled === undefined &&
    state.rejected.length > 0;
  return refusedOnly ? 'rejected' : statusOf(state, nowMs);
};

/** Attempts begun: the failed ones, and the one that came or is to come to an end otherwise. */
const attemptNumber = ({ failedAttempts, settled }: GenerationState): number =>
  Math.max(1, failedAttempts.length + (settled?.kind === 'failure' ? 0 : 1));

/** What is told of a fault: the error itself where the event holds one. */
const faultOf = (detail: JsonObject | undefined): JsonObject | null => {
  const error = detail?.['error'];
  const isRecord = typeof error === 'object' && error !== null && !Array.isArray(error);
  return isRecord ? (error as JsonObject) : (detail ?? null);
};

const timesOf = (events: readonly TaskEvent[], generation: number): number[] =>
  events.filter((event) => event.generation === generation).map(({ at }) => at.getTime());

const isoOf = (ms: number): string => new Date(ms).toISOString();

const refusalOf = ({ fingerprint, at, detail }: TaskEvent): JsonObject => ({
  fingerprint: fingerprint ?? null,
  at: at.toISOString(),
  detail,
});

/** True when a settled result may be sent again. */
export const isRedeliverable = (state: GenerationState): boolean =>
  state.forgotten === undefined && state.settled !== undefined && isFinished(state);

/** One generation of one unit of work, as status and failed list tell it. */
export function unitView(unit: KnownUnit, state: GenerationState, nowMs: number): JsonObject {
  const status = unitStatus(state, nowMs);
  const round = openRound(state);
  const times = timesOf(unit.events, state.generation);
  const fault = FAULTS[status]?.(state).find((one) => one !== undefined);
  const isLatest = unit.latest.generation === state.generation;
  return {
    job_id: unit.jobId,
    entity_id: unit.entityId,
    task_name: unit.taskName,
    status,
    generation: state.generation,
    round: state.round,
    attempt_number: attemptNumber(state),
    max_retries: Number(state.requested?.detail['max_retries'] ?? 0),
    retryable: isLatest && isRetryable(state),
    redeliverable: isLatest && isRedeliverable(state),
    retried: !isLatest,
    error_details: faultOf(fault?.detail),
    pages: {
      total: state.settled?.total ?? null,
      accepted: round.accepted.size,
      not_taken: round.notTaken.size,
    },
    fingerprint: state.requested?.fingerprint ?? null,
    rejected: state.forgotten === undefined ? state.rejected.map(refusalOf) : [],
    created_at: isoOf(state.requested?.at.getTime() ?? Math.min(...times)),
    updated_at: isoOf(Math.max(...times)),
  };
}

/** A generation that nobody asked for: a function refused what was delivered for it, and wrote that down. */
export function strayView(events: readonly [TaskEvent, ...TaskEvent[]]): JsonObject {
  const [{ jobId, entityId, taskName, generation }] = events;
  const times = timesOf(events, generation);
  const refused = events.filter(({ kind }) => kind === 'rejected');
  return {
    job_id: jobId,
    entity_id: entityId,
    task_name: taskName,
    status: 'rejected',
    generation,
    round: 1,
    attempt_number: 1,
    max_retries: 0,
    retryable: false,
    redeliverable: false,
    retried: false,
    error_details: refused.at(-1)?.detail ?? null,
    pages: { total: null, accepted: 0, not_taken: 0 },
    fingerprint: null,
    rejected: refused.map(refusalOf),
    created_at: isoOf(Math.min(...times)),
    updated_at: isoOf(Math.max(...times)),
  };
}
