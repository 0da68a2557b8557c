import type { Closing, JsonObject, TaskContract } from '@userport/contracts';
import { describeError, TerminalError } from '@userport/errors';
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
      readonly reason: 'draining' | 'settled_elsewhere' | 'storage';
      readonly error: unknown;
    }
  | { readonly name: 'failed'; readonly error: unknown; readonly final: boolean };

/** What a thrown thing means for the attempt that threw it. */
export function judgeFailure(error: unknown, lease: Lease): Exclude<Executed, { name: 'done' }> {
  const reason = lease.stopReason();
  if (reason === 'draining' || reason === 'settled_elsewhere') return { name: 'stopped', reason, error };
  if (isStorageError(error)) return { name: 'stopped', reason: 'storage', error };
  return { name: 'failed', error, final: error instanceof TerminalError };
}

/** Runs the task's own work until it ends or the lease stops it; a task that does not listen is left behind. */
export async function execute(
  task: Task,
  payload: object,
  context: TaskContext,
  lease: Lease,
): Promise<Executed> {
  let onAbort = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    onAbort = () => reject(lease.signal.reason as Error);
    lease.signal.addEventListener('abort', onAbort);
  });
  try {
    lease.check();
    return { name: 'done', result: await Promise.race([task.run(payload, context), stopped]) };
  } catch (error) {
    return judgeFailure(error, lease);
  } finally {
    lease.signal.removeEventListener('abort', onAbort);
  }
}

/** Messages of our own errors are written for people; those of other errors may hold anything. */
const wordsOf = (error: unknown): string => {
  const { code, error_type: type, message } = describeError(error);
  return code === 'unexpected' ? `An unexpected fault (${type}) ended every attempt.` : message;
};

/** What the contract's closing bodies are told of a failure. */
export function closingOf(unit: Unit, contract: TaskContract, error: unknown): Closing {
  const { code, error_type: type, retryable } = describeError(error);
  const reason = wordsOf(error);
  const details: JsonObject = { error_type: type, code, message: reason, stage: contract.name, retryable };
  return { kind: 'failure', reason, details, jobId: unit.jobId, entityId: unit.entityId };
}

/** A failure as its `attempt_failed` event keeps it. */
export function failureDetail(error: unknown): JsonObject {
  const { causes: _causes, ...record } = describeError(error);
  return { error: { ...record, message: wordsOf(error) } };
}
