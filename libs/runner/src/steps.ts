import { canonicalJson, sha256Base32 } from '@userport/contracts';
import { describeError, TerminalError } from '@userport/errors';
import type { StepCall, StepOptions, TaskContext } from './define-task';
import type { ForgetWatch } from './forget-watch';
import { guardedBill } from './guarded-bill';
import type { Lease, StopReason } from './lease';
import { settlingName, stepKey } from './names';
import type { Env, JobBill, JobStore, StepMemo } from './ports';
import type { Unit } from './unit';

/** How often a run looks whether an operator has cancelled or forgotten its job; two requests each time. */
const STOP_LOOK_MS = 15_000;

/** What paid steps are made of. */
export interface StepParts {
  readonly env: Pick<Env, 'clock' | 'log'>;
  readonly store: Pick<JobStore, 'appendMemo' | 'holderOf'>;
  readonly unit: Unit;
  readonly lease: Lease;
  readonly forget: ForgetWatch;
  readonly bill: JobBill;
  readonly memos: readonly StepMemo[];
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

/** The memo of an answer, which is what the task goes on with too: the same after a redelivery. */
function memoOf(step: string, inputHash: string, answer: unknown): StepMemo {
  const text: string | undefined = canonicalJson(answer);
  if (text === undefined) {
    const rule = `Step ${step} answered nothing that JSON can say; return null, or what was found.`;
    throw new TerminalError(rule, { code: 'step_answer' });
  }
  return { step, inputHash, contentHash: sha256Base32(text), answer: JSON.parse(text) as unknown };
}

/**
 * Stops the lease when the job was settled elsewhere or forgotten. A look that fails is no harm: the vote will tell,
 * and before anything is sent it is looked again.
 */
function openStopLook({ env, store, unit, lease, forget }: StepParts): () => Promise<void> {
  let lookedMs = env.clock.monotonicMs();
  const goesOn = () => lease.stopReason() === undefined;
  const stopIf = async (reason: StopReason, look: () => Promise<boolean>): Promise<void> => {
    try {
      if (await look()) lease.stop(reason);
    } catch (error) {
      env.log.warn('Whether the job was cancelled or forgotten could not be looked up.', {
        error: describeError(error).message,
      });
    }
  };
  return async () => {
    const nowMs = env.clock.monotonicMs();
    if (nowMs - lookedMs < STOP_LOOK_MS) return;
    lookedMs = nowMs;
    const settling = settlingName(unit, unit.generation);
    await Promise.all([
      stopIf('forgotten', () => forget.isForgotten(goesOn)),
      stopIf('settled_elsewhere', async () => (await store.holderOf(settling)) !== undefined),
    ]);
  };
}

/** Paid steps of one run: what is kept is read, what is asked for twice at once is paid once. */
export function openSteps(parts: StepParts): TaskContext['step'] {
  const { env, store, unit, lease, bill } = parts;
  const kept = firstMemos(parts.memos);
  const asked = new Map<string, Promise<unknown>>();
  const lookForStop = openStopLook(parts);
  const keep = async (memo: StepMemo): Promise<void> => {
    try {
      await store.appendMemo(unit, unit.generation, memo);
    } catch (error) {
      env.log.warn('The answer of a paid step could not be kept; a later delivery would pay for it again.', {
        step: memo.step,
        error: describeError(error).message,
      });
    }
  };
  const pay = async <T>(
    name: string,
    inputHash: string,
    call: (call: StepCall) => Promise<T>,
    { keptElsewhere, takeSlot }: StepOptions<T>,
  ): Promise<unknown> => {
    await lookForStop();
    lease.check();
    const idempotencyKey = stepKey(unit, unit.generation, name, inputHash);
    let giveBack: (() => void) | undefined;
    const turn = async (): Promise<void> => {
      giveBack ??= await takeSlot?.();
    };
    try {
      const stepBill = guardedBill(bill, lease, turn);
      const answer = await call({ signal: lease.signal, bill: stepBill, idempotencyKey });
      if (keptElsewhere?.(answer) === true) return answer;
      const memo = memoOf(name, inputHash, answer);
      await keep(memo);
      return memo.answer;
    } finally {
      giveBack?.();
    }
  };
  return async <T>(
    name: string,
    input: unknown,
    call: (call: StepCall) => Promise<T>,
    options: StepOptions<T> = {},
  ): Promise<T> => {
    const inputHash = sha256Base32(canonicalJson(input ?? null));
    const key = memoKey(name, inputHash);
    const memo = kept.get(key);
    if (memo !== undefined) return memo.answer as T;
    let answer = asked.get(key);
    if (answer === undefined) {
      answer = pay(name, inputHash, call, options);
      asked.set(key, answer);
      // An error is not kept: whoever asks next pays for another try.
      answer.catch(() => asked.delete(key));
    }
    return (await answer) as T;
  };
}
