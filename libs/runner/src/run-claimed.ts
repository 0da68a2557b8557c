import type { JsonObject } from '@userport/contracts';
import { describeError, TerminalError } from '@userport/errors';
import { addToLogContext } from '@userport/logging';
import type { TaskContext } from './define-task';
import { adopt, deliver } from './deliver';
import type { ReadPayload } from './delivery';
import {
  closingOf,
  type Executed,
  execute,
  failureDetail,
  judgeFailure,
  publicRecord,
  whileHeld,
} from './execute';
import type { GenerationState } from './job-state';
import { FORGOTTEN } from './judge';
import type { Outcome } from './outcome';
import type { JobBill, Lookup } from './ports';
import { type ClaimedRun, giveBack, type Run, runEvent, settlingTools } from './run';
import { settle, type Settlement, SETTLING_UNKNOWN } from './settle';
import { openContext } from './task-context';

/** Everything that a claimed run needs to do the work itself. */
export interface Work {
  readonly state: GenerationState | undefined;
  readonly read: Extract<ReadPayload, { name: 'read' }>;
  readonly lookup: Lookup;
}

const attemptOf = ({ run }: ClaimedRun, { state, read }: Work): TaskContext['attempt'] => {
  const number = (state?.failedAttempts.length ?? 0) + 1;
  const asked = Number(state?.requested?.detail['max_retries'] ?? run.task.contract.maxRetries(read.payload));
  return { number, last: number >= asked };
};

/** Settles what the task made; a result that cannot be settled is the task's failure, unless nothing is known. */
async function settleResult(
  claimed: ClaimedRun,
  executed: Executed,
  beforeVote: () => Promise<void>,
): Promise<Executed | Settlement> {
  const { run, epoch, lease } = claimed;
  if (executed.name !== 'done') return executed;
  try {
    const { bodies, total } = executed.result;
    const result = { kind: 'success', bodies: whileHeld(bodies, lease), total, epoch, beforeVote } as const;
    return await settle(settlingTools(run), run.unit, result);
  } catch (error) {
    if (describeError(error).code === SETTLING_UNKNOWN) throw error;
    return judgeFailure(error, lease);
  }
}

async function endStopped(
  claimed: ClaimedRun,
  stopped: Extract<Executed, { name: 'stopped' }>,
): Promise<Outcome> {
  const { run, epoch } = claimed;
  if (stopped.reason === 'settled_elsewhere') {
    const settlement = await adopt(run);
    if (settlement !== undefined)
      return deliver(claimed, { settlement, summary: { settled_elsewhere: true } });
  }
  // Whoever forgot the job may have died after it took the name: the tombstone is what all others see.
  if (stopped.reason === 'forgotten') await run.store.appendEvents([runEvent(run, 'forgotten')]);
  await giveBack(run, epoch, stopped.reason === 'draining' ? 'drained' : 'released');
  if (stopped.reason === 'draining') return { name: 'draining' };
  if (stopped.reason === 'forgotten') return FORGOTTEN;
  return { name: 'storage_unreachable', reason: publicRecord(stopped.error).message };
}

async function endFailed(
  { run, epoch }: ClaimedRun,
  work: Work,
  { error, final }: Extract<Executed, { name: 'failed' }>,
  attempt: TaskContext['attempt'],
): Promise<Settlement | Outcome> {
  const failedWith = (more: JsonObject) =>
    runEvent(run, 'attempt_failed', {
      epoch,
      token: run.token,
      detail: { ...failureDetail(error), ...more },
    });
  if (!final && !attempt.last) {
    await run.store.appendEvents([failedWith({})]);
    return { name: 'retry', error: publicRecord(error) };
  }
  const { contract } = run.task;
  try {
    const bodies = contract.closingBodies(work.read.payload, closingOf(run.unit, contract, error));
    const alongside = [failedWith({ settles: true })];
    const result = { kind: 'failure', bodies, total: bodies.length, epoch, alongside } as const;
    return await settle(settlingTools(run), run.unit, result);
  } catch (closing) {
    if (!(closing instanceof TerminalError)) throw closing;
    // Without this the queue would ask for ever for what can never be told.
    const { message: reason } = publicRecord(closing);
    await run.store.appendEvents([failedWith({}), runEvent(run, 'parked', { detail: { reason } })]);
    return { name: 'parked', reason };
  }
}

async function flushBill(run: Run, bill: JobBill): Promise<void> {
  try {
    await bill.flush();
  } catch (error) {
    run.env.log.warn('Settled prices could not be stored; the reserved rows stand and count as unknown.', {
      error: describeError(error).message,
    });
  }
}

/** Waits for raw material even where nothing is settled; whoever settles looks for himself. */
async function endRaw({ env }: Run, rawStored: () => Promise<void>): Promise<void> {
  try {
    await rawStored();
  } catch (error) {
    env.log.warn('Raw material of a run could not be stored.', { error: describeError(error).message });
  }
}

/** Writes down the claim while the work begins already: its name stands without the row. */
async function writeClaimed({ run, epoch, claimedAtMs }: ClaimedRun): Promise<void> {
  const detail = { lease_ms: run.leaseMs, claimed_at_ms: claimedAtMs };
  try {
    await run.store.appendEvents([runEvent(run, 'claimed', { epoch, token: run.token, detail })]);
  } catch (error) {
    run.env.log.warn('The row of a claim could not be stored; its name stands.', {
      error: describeError(error).message,
    });
  }
}

const summaryOf = (executed: Executed, settlement: Settlement): JsonObject =>
  executed.name === 'done' && settlement.won ? executed.result.summary : { status: settlement.kind };

/** Does the work of a claimed unit: run, settle, send, in this order and no other. */
export async function runClaimed(claimed: ClaimedRun, work: Work): Promise<Outcome> {
  const { run, lease } = claimed;
  const { unit, env, store, task, forget } = run;
  const attempt = attemptOf(claimed, work);
  addToLogContext({ attempt: attempt.number });
  const bill = env.openBill({ ...unit, budgetUsd: task.contract.budgetUsd?.(work.read.payload) });
  const { memos } = work.lookup;
  const electedAtMs = (work.state?.requested?.at ?? new Date(env.clock.now())).getTime();
  const { context, endProgress, rawStored } = openContext({
    ...{ env, store, unit, lease, forget, bill, memos, attempt },
    electedAtMs,
    retried: work.state?.requested?.detail['source'] === 'retry',
  });
  const executing = execute(task, work.read.payload, context, lease);
  // After the work has begun: its first reservation goes before the row.
  const claimedRow = writeClaimed(claimed);
  const executed = await executing;
  // What a failed run has left going on may not pay any more; a stream of bodies still may.
  if (executed.name !== 'done') lease.stop('ended');
  const loose = [flushBill(run, bill), endProgress(), endRaw(run, rawStored)];
  try {
    await claimedRow;
    const ended = await settleResult(claimed, executed, rawStored);
    lease.stop('ended');
    if ('name' in ended && ended.name === 'stopped') return await endStopped(claimed, ended);
    const settlement =
      'name' in ended && ended.name === 'failed' ? await endFailed(claimed, work, ended, attempt) : ended;
    if ('name' in settlement) return settlement as Outcome;
    await Promise.all(loose);
    return await deliver(claimed, { settlement, summary: summaryOf(executed, settlement) });
  } finally {
    await Promise.all(loose);
    // What a stream of bodies paid for, after the flush above.
    await flushBill(run, bill);
  }
}
