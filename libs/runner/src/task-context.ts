import type { JsonObject } from '@userport/contracts';
import { describeError, TerminalError } from '@userport/errors';
import type { TaskContext } from './define-task';
import type { ForgetWatch } from './forget-watch';
import { guardedBill } from './guarded-bill';
import type { Lease } from './lease';
import type { Env, JobBill, JobStore, PageAnswer, RawMaterial, StepMemo } from './ports';
import { openSteps } from './steps';
import type { Unit } from './unit';

/** What a context is made of. */
export interface ContextParts {
  readonly env: Env;
  readonly store: JobStore;
  readonly unit: Unit;
  readonly lease: Lease;
  readonly forget: ForgetWatch;
  readonly bill: JobBill;
  readonly memos: readonly StepMemo[];
  readonly attempt: TaskContext['attempt'];
  readonly electedAtMs: number;
  readonly retried: boolean;
}

/** A context, and what the runner needs to end it. */
export interface OpenContext {
  readonly context: TaskContext;
  /** No progress is begun any more; resolves when the one on its way has been answered. */
  endProgress(): Promise<void>;
  /**
   * Resolves when all raw material that was recorded so far is stored.
   * @throws RetryableError what storage said
   */
  rawStored(): Promise<void>;
}

/** Progress callbacks, one after another; each waits for the one before, and only the newest waiting one is kept. */
function openProgress({ env, lease }: ContextParts) {
  let open = true;
  let waiting: JsonObject | undefined;
  let sending: Promise<void> | undefined;
  // One that is on its way when the run ends is waited for: given up, it could arrive after the result.
  const giveUp = new AbortController();
  const onStop = () => {
    if (lease.stopReason() !== 'ended') giveUp.abort(lease.signal.reason);
  };
  lease.signal.addEventListener('abort', onStop, { once: true });
  const drainWaiting = async (): Promise<void> => {
    while (open && waiting !== undefined && !lease.signal.aborted) {
      const body = waiting;
      waiting = undefined;
      await env.callbacks.sendProgress(body, giveUp.signal);
    }
    sending = undefined;
  };
  return {
    report(body: JsonObject): void {
      if (!open) return;
      waiting = body;
      sending ??= drainWaiting();
    },
    async tell(body: JsonObject): Promise<PageAnswer> {
      await sending;
      lease.check();
      const answer = env.callbacks.sendProgress(body, giveUp.signal);
      sending = answer.then(drainWaiting);
      return answer;
    },
    async end(): Promise<void> {
      open = false;
      await sending;
    },
  };
}

/**
 * Raw material, stored while the task goes on. What storage can never take is left out, since it is for people and no
 * part of the result.
 */
function openRaw({ env, store, unit }: ContextParts) {
  const kept: Promise<void>[] = [];
  const keep = async (material: RawMaterial): Promise<void> => {
    try {
      await store.appendRaw(unit, unit.generation, material);
    } catch (error) {
      if (!(error instanceof TerminalError)) throw error;
      env.log.warn('Raw material of a step could not be kept.', {
        step: material.step,
        error: describeError(error).message,
      });
    }
  };
  return {
    record(material: RawMaterial): void {
      const keeping = keep(material);
      // Whoever waits for all hears of it; until then it is nobody's unhandled rejection.
      keeping.catch(() => undefined);
      kept.push(keeping);
    },
    async stored(): Promise<void> {
      await Promise.allSettled(kept);
      await Promise.all(kept);
    },
  };
}

/** Makes what a task is given besides its payload. */
export function openContext(parts: ContextParts): OpenContext {
  const { env, unit, lease, bill, attempt, electedAtMs, retried } = parts;
  const progress = openProgress(parts);
  const raw = openRaw(parts);
  const context: TaskContext = {
    jobId: unit.jobId,
    entityId: unit.entityId,
    generation: unit.generation,
    electedAtMs,
    retried,
    signal: lease.signal,
    log: env.log,
    now: () => env.clock.now(),
    attempt,
    bill: guardedBill(bill, lease),
    cost: () => bill.total(),
    step: openSteps(parts),
    progress: (body) => progress.report(body),
    tell: (body) => progress.tell(body),
    recordRaw: raw.record,
  };
  return { context, endProgress: () => progress.end(), rawStored: raw.stored };
}
