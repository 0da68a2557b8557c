import type { Bill, BillTotal, CallbackBody, EntityKey, JsonObject, TaskContract } from '@userport/contracts';
import type { PageAnswer, RawMaterial, RunnerLog } from './ports';

/** What a step gets for its paid call. */
export interface StepCall {
  readonly signal: AbortSignal;
  readonly bill: Bill;
  /** The same for every repeat of this step with this input; give it to vendors that take one. */
  readonly idempotencyKey: string;
}

/** How a step waits for its turn, and how its answer is kept. */
export interface StepOptions<T> {
  /**
   * Answers for which it holds are kept by a cache under a key of their own, so a memo would only be a second row: a
   * later delivery asks again and the cache answers.
   */
  readonly keptElsewhere?: (answer: T) => boolean;
  /**
   * Waits until one more step may pay, and resolves to what says that it no longer does: when its answer is kept, so that
   * a process that dies takes no more answers with it than there are slots. The first paid call of the step waits once its
   * reservation is stored, and the lease is looked at again after it. One that rejects ends the call before it was made.
   */
  readonly takeSlot?: () => Promise<() => void>;
}

/** What a task is given besides its payload. */
export interface TaskContext extends EntityKey {
  readonly generation: number;
  /** When this generation was asked for, ms since 1970: the same for every delivery of it. */
  readonly electedAtMs: number;
  /** True when an operator asked for this generation, after an earlier one that ended without a usable result. */
  readonly retried: boolean;
  /** Aborted when the lease is nearly over, when the instance drains and when the job was cancelled. */
  readonly signal: AbortSignal;
  readonly log: RunnerLog;
  /** The present, ms since 1970. */
  now(): number;
  /** Which attempt this is, from 1, and whether a failure now is the last. */
  readonly attempt: { readonly number: number; readonly last: boolean };
  readonly bill: Bill;
  /** What this delivery has cost so far. */
  cost(): BillTotal;
  /**
   * Runs a paid step once for (job, entity, generation, name, input) and keeps its first answer: a later delivery
   * reads it and pays nothing. The answer must be JSON. An error is not kept.
   */
  step<T>(
    name: string,
    input: unknown,
    call: (call: StepCall) => Promise<T>,
    options?: StepOptions<T>,
  ): Promise<T>;
  /** Tells Django how far it is: best effort, no part of the result. The next one waits for the one before. */
  progress(body: JsonObject): void;
  /**
   * Sends one progress body and answers what the receiver said of it: one try, no part of the result. For what a task
   * must know before it pays; keep the answer with {@link TaskContext.step}.
   * @throws RetryableError when the lease is over
   */
  tell(body: JsonObject): Promise<PageAnswer>;
  /** Begins to keep raw material of a step for people; the result is settled when all of it is stored. */
  recordRaw(material: RawMaterial): void;
}

/** What a task delivers: the callback bodies in order, how many there are, and a summary for the queue's answer. */
export interface TaskResult {
  /** An array, or a stream for results that must not be in memory at once. */
  readonly bodies: readonly CallbackBody[] | AsyncIterable<CallbackBody>;
  readonly total: number;
  readonly summary: JsonObject;
}

/** A task: its contract and its work. */
export interface Task<Payload extends object = object> {
  readonly contract: TaskContract<Payload>;
  /**
   * Does the work for one entity.
   * @throws TerminalError when no further attempt can help; anything else is attempted again
   */
  run(payload: Payload, context: TaskContext): Promise<TaskResult>;
}

/** Fixes the payload type of a task literal. */
export const defineTask = <Payload extends object>(task: Task<Payload>): Task<Payload> => task;
