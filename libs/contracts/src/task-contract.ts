import type { ZodType } from 'zod';
import type { CallbackBody, ResultKind } from './callback';
import type { EntityRef } from './job';
import type { JsonObject } from './json';

/** Why a result ends without being the task's own. */
export interface Closing {
  readonly kind: Exclude<ResultKind, 'success'>;
  /** The reason in plain words, fit for a person and free of secrets. */
  readonly reason: string;
  /** `error_details` for Django: error_type, message, stage, retryable. */
  readonly details: JsonObject;
  readonly jobId: string;
  readonly entityId: string;
}

/**
 * Everything that crosses a process border for one task. The gateway, the functions, the failed list, retry and the
 * local run read this and hold no task's name themselves.
 */
export interface TaskContract<Payload extends object = object> {
  /** As in the path and in callbacks: `custom_column`. */
  readonly name: string;
  /** Folder under `apps/`, name of the function and of the service: `custom-column`. */
  readonly app: string;
  /** One sentence for the OpenAPI document. */
  readonly summary: string;
  readonly payload: ZodType<Payload>;
  /** The job id that the caller gave, if this task lets the caller give one. */
  jobId(payload: Payload): string | undefined;
  /** The units of work in a payload, one queue task each; never empty, ids distinct. */
  entities(payload: Payload): readonly EntityRef[];
  /**
   * How leads, who may ask to be forgotten, stand in the jobs of this task. `unit`: each unit of work is one lead, so
   * that forgetting ends it and removes all of it. `among_others`: in payloads and results together with others, where
   * they leave with what expires. `none`: not at all.
   */
  readonly leads: 'unit' | 'among_others' | 'none';
  /** Failed attempts after which the job ends as a failure; from the payload, else 3. */
  maxRetries(payload: Payload): number;
  /** The budget in US dollars that a payload names for its job, if this task lets it name one. */
  budgetUsd?(payload: Payload): number | undefined;
  /** Top-level fields that differ between repeats of one request and stay out of the fingerprint. */
  readonly volatileFields: readonly string[];
  /** What a known job id with another payload means: a mistake (422), or the next generation. */
  readonly newPayload: 'refuse' | 'new_generation';
  /** What a repeated create of a settled job does: send its result again, or only say that it is known. */
  readonly repeatedCreate: 'redeliver' | 'acknowledge';
  /**
   * The bodies that tell Django how a job ended which has no result of its own. Pure.
   * A payload that could not be read is passed as far as it is known.
   */
  closingBodies(payload: Payload, closing: Closing): readonly CallbackBody[];
}

/** Fixes the payload type of a contract literal. */
export const defineContract = <Payload extends object>(
  contract: TaskContract<Payload>,
): TaskContract<Payload> => contract;
