import { canonicalJson, type JsonObject, sha256Base32 } from '@userport/contracts';
import { describeError } from '@userport/errors';
import type { TaskContext } from './define-task';
import type { Lease } from './lease';
import { settlingName, stepKey } from './names';
import type { Env, JobBill, JobStore, StepMemo } from './ports';
import type { Unit } from './unit';

/** How often a run looks whether an operator has cancelled it; one request each time. */
const CANCEL_LOOK_MS = 15_000;

/** What a context is made of. */
export interface ContextParts {
  readonly env: Env;
  readonly store: JobStore;
  readonly unit: Unit;
  readonly lease: Lease;
  readonly bill: JobBill;
  readonly memos: readonly StepMemo[];
  readonly attempt: TaskContext['attempt'];
}

/** A context, and what the runner needs to end it. */
export interface OpenContext {
  readonly context: TaskContext;
  /** No progress is begun any more; resolves when the one on its way has been answered. */
  endProgress(): Promise<void>;
}

const memoKey = (step: string, inputHash: string): string => `${step}\n${inputHash}`;

/** Of several memos of one step and input every reader takes the one with the smallest content hash. */
function firstMemos(memos: readonly StepMemo[]): Map<string, StepMemo> {
  const first = new Map<string, StepMemo>();
  for (const memo of memos) {
    const key = memoKey(memo.step, memo.inputHash);
    const other = first.get(key);
    if (other === undefined || memo.contentHash < other.contentHash) first.set(key, memo);
  }
  return first;
}

/** A bill whose reservations look at the lease in the very turn in which the paid request follows. */
const guardedBill = (bill: JobBill, lease: Lease): JobBill => ({
  ...bill,
  async reserve(call) {
    lease.check();
    const reservation = await bill.reserve(call);
    try {
      lease.check();
    } catch (error) {
      reservation.release();
      throw error;
    }
    return reservation;
  },
});

/** Progress callbacks, one after another; each waits for the one before, and only the newest waiting one is kept. */
function openProgress({ env, lease }: ContextParts) {
  let open = true;
  let waiting: JsonObject | undefined;
  let sending: Promise<void> | undefined;
  const drainWaiting = async (): Promise<void> => {
    while (open && waiting !== undefined && !lease.signal.aborted) {
      const body = waiting;
      waiting = undefined;
      await env.callbacks.sendProgress(body, lease.signal);
    }
    sending = undefined;
  };
  return {
    report(body: JsonObject): void {
      if (!open) return;
      waiting = body;
      sending ??= drainWaiting();
    },
    async end(): Promise<void> {
      open = false;
      await sending;
    },
  };
}

/** Makes what a task is given besides its payload. */
export function openContext(parts: ContextParts): OpenContext {
  const { env, store, unit, lease, attempt } = parts;
  const memos = firstMemos(parts.memos);
  const bill = guardedBill(parts.bill, lease);
  const progress = openProgress(parts);
  let lookedMs = env.clock.monotonicMs();
  const lookForCancel = async (): Promise<void> => {
    const nowMs = env.clock.monotonicMs();
    if (nowMs - lookedMs < CANCEL_LOOK_MS) return;
    lookedMs = nowMs;
    if ((await store.holderOf(settlingName(unit, unit.generation))) !== undefined)
      lease.stop('settled_elsewhere');
  };
  const step: TaskContext['step'] = async (name, input, call) => {
    const inputHash = sha256Base32(canonicalJson(input));
    const kept = memos.get(memoKey(name, inputHash));
    if (kept !== undefined) return kept.answer as Awaited<ReturnType<typeof call>>;
    await lookForCancel();
    lease.check();
    const answer = await call({
      signal: lease.signal,
      bill,
      idempotencyKey: stepKey(unit, unit.generation, name, inputHash),
    });
    const memo = { step: name, inputHash, contentHash: sha256Base32(canonicalJson(answer)), answer };
    memos.set(memoKey(name, inputHash), memo);
    try {
      await store.appendMemo(unit, unit.generation, memo);
    } catch (error) {
      env.log.warn('The answer of a paid step could not be kept; a later delivery would pay for it again.', {
        step: name,
        error: describeError(error).message,
      });
    }
    return answer;
  };
  const context: TaskContext = {
    jobId: unit.jobId,
    entityId: unit.entityId,
    generation: unit.generation,
    signal: lease.signal,
    log: env.log,
    now: () => env.clock.now(),
    attempt,
    bill,
    cost: () => bill.total(),
    step,
    progress: (body) => progress.report(body),
    recordRaw: (material) => store.appendRaw(unit, unit.generation, material),
  };
  return { context, endProgress: () => progress.end() };
}
