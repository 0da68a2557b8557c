import type { CallbackBody, Closing, JsonObject, TaskContract } from '@userport/contracts';
import { describeError, type ErrorRecord, TerminalError } from '@userport/errors';
import type { Task, TaskContext, TaskResult } from './define-task';
import { isStorageError } from './insistent-store';
import type { Lease } from './lease';
import type { Unit } from './unit';

/** How a run of a task ended, before anything is stored of it. */
export type Executed =
  | { readonly name: 'done'; readonly result: TaskResult }
  /** Nobody's fault: the claim is given back, no attempt is spent. */
  | {
      readonly name: 'stopped';
      readonly reason: 'draining' | 'settled_elsewhere' | 'forgotten' | 'storage';
      readonly error: unknown;
    }
  | { readonly name: 'failed'; readonly error: unknown; readonly final: boolean };

/** What a thrown thing means for the attempt that threw it. */
export function judgeFailure(error: unknown, lease: Lease): Exclude<Executed, { name: 'done' }> {
  const reason = lease.stopReason();
  if (reason === 'draining' || reason === 'settled_elsewhere' || reason === 'forgotten')
    return { name: 'stopped', reason, error };
  if (isStorageError(error)) return { name: 'stopped', reason: 'storage', error };
  return { name: 'failed', error, final: error instanceof TerminalError };
}

/** Rejects when the lease stops the run. */
function untilStopped({ signal }: Lease) {
  let onAbort = (): void => undefined;
  const promise = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort);
  });
  promise.catch(() => undefined);
  return { promise, close: () => signal.removeEventListener('abort', onAbort) };
}

/** Runs the task's own work until it ends or the lease stops it; a task that does not listen is left behind. */
export async function execute(
  task: Task,
  payload: object,
  context: TaskContext,
  lease: Lease,
): Promise<Executed> {
  const stopped = untilStopped(lease);
  try {
    lease.check();
    return { name: 'done', result: await Promise.race([task.run(payload, context), stopped.promise]) };
  } catch (error) {
    return judgeFailure(error, lease);
  } finally {
    stopped.close();
  }
}

/** The same bodies, until the lease stops the run: a stream that does not listen is left behind. */
export async function* whileHeld(bodies: TaskResult['bodies'], lease: Lease): AsyncGenerator<CallbackBody> {
  const stopped = untilStopped(lease);
  const iterator =
    Symbol.asyncIterator in bodies ? bodies[Symbol.asyncIterator]() : bodies[Symbol.iterator]();
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), stopped.promise]);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    stopped.close();
  }
}

/**
 * A failure fit for rows, callbacks and the answer to the queue. Messages of our own errors are written for people;
 * those of other errors may hold anything.
 */
export function publicRecord(error: unknown): ErrorRecord {
  const { causes: _causes, ...record } = describeError(error);
  if (record.code !== 'unexpected') return record;
  return { ...record, message: `An unexpected fault (${record.error_type}) ended the attempt.` };
}

/** What the contract's closing bodies are told of a failure. */
export function closingOf(unit: Unit, contract: TaskContract, error: unknown): Closing {
  const { code, error_type: type, retryable, message, stage = contract.name } = publicRecord(error);
  const details: JsonObject = { error_type: type, code, message, stage, retryable };
  return { kind: 'failure', reason: message, details, jobId: unit.jobId, entityId: unit.entityId };
}

/** A failure as its `attempt_failed` event keeps it. */
export const failureDetail = (error: unknown): JsonObject => ({ error: { ...publicRecord(error) } });
