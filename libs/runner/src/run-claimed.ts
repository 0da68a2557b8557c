import type { JsonObject } from '@userport/contracts';
import { describeError } from '@userport/errors';
import type { TaskContext } from './define-task';
import type { ReadPayload } from './delivery';
import { closingOf, type Executed, execute, failureDetail, judgeFailure } from './execute';
import type { GenerationState } from './job-state';
import type { Lease } from './lease';
import { settlingName } from './names';
import type { Outcome } from './outcome';
import type { JobBill, Lookup } from './ports';
import { electGeneration } from './request-job';
import { endedClaim, giveBack, type Run, runEvent } from './run';
import { sendResult } from './send-result';
import { settle, settledEvent, type Settlement, SETTLING_UNKNOWN } from './settle';
import { openContext } from './task-context';

/** A run that holds its claim. */
export interface ClaimedRun {
  readonly run: Run;
  readonly epoch: number;
  readonly lease: Lease;
}

/** Everything that a claimed run needs to do the work itself. */
export interface Work {
  readonly state: GenerationState | undefined;
  readonly read: Extract<ReadPayload, { name: 'read' }>;
  readonly lookup: Lookup;
  /** The store's time at which the claim was taken. */
  readonly claimedAtMs: number;
}

/** Sends a settled result and says how the delivery ended. `before` is what was known when it began. */
export async function deliver(
  { run, epoch, lease }: ClaimedRun,
  settlement: Settlement,
  before: GenerationState | undefined,
  summary: JsonObject,
): Promise<Outcome> {
  const { unit, token, env, store } = run;
  const sent = await sendResult(env, store, {
    unit,
    settlement,
    before,
    epoch,
    token,
    signal: lease.sendSignal,
  });
  if (sent.name === 'parked') return sent;
  if (sent.name === 'not_taken') return { name: 'not_taken', summary: { ...summary, reason: sent.reason } };
  if (sent.name === 'unfinished')
    return { name: 'callback_failed', reason: sent.reason, retryAfterMs: sent.retryAfterMs };
  if (before?.settled !== undefined) return { name: 'resumed', summary: { ...summary, sent: sent.sent } };
  const names = { success: 'delivered', failure: 'failed', cancelled: 'cancelled' } as const;
  return { name: names[settlement.kind], summary };
}

/** Finishes what the winner of the vote left undone: makes its `settled` event durable. */
export async function adopt(run: Run): Promise<Settlement | undefined> {
  const holder = await run.store.holderOf(settlingName(run.unit, run.unit.generation));
  if (holder === undefined) return undefined;
  await run.store.appendEvents([settledEvent(run.unit, holder.token, holder.labels, run.env.clock.now())]);
  const { kind, total } = holder.labels;
  return { token: holder.token, kind: kind as Settlement['kind'], total: Number(total), won: false };
}

/** A generation that nobody wrote down (the function was called without the gateway) is elected here. */
async function ensureRequested(run: Run, { state, read }: Work): Promise<string> {
  if (state?.requested !== undefined) return run.unit.fingerprint;
  const { jobId, taskName, generation, fingerprint } = run.unit;
  const maxRetries = run.task.contract.maxRetries(read.payload);
  const at = new Date(run.env.clock.now());
  const request = { jobId, taskName, generation, fingerprint, maxRetries, at, entity: read.entity };
  const elected = await electGeneration(
    run.store,
    { ...request, payloadHash: read.hash, source: 'function' },
    run.token,
  );
  return elected.fingerprint;
}

const attemptOf = ({ run }: ClaimedRun, { state, read }: Work): TaskContext['attempt'] => {
  const number = (state?.failedAttempts.length ?? 0) + 1;
  const asked = Number(state?.requested?.detail['max_retries'] ?? run.task.contract.maxRetries(read.payload));
  return { number, last: number >= asked };
};

/** Settles what the task made; a result that cannot be settled is the task's failure, unless nothing is known. */
async function settleResult(claimed: ClaimedRun, executed: Executed): Promise<Executed | Settlement> {
  const { run, epoch, lease } = claimed;
  if (executed.name !== 'done') return executed;
  try {
    const tools = { store: run.store, fix: run.env.fix, token: run.token, now: run.env.clock.now };
    const { bodies, total } = executed.result;
    return await settle(tools, run.unit, { kind: 'success', bodies, total, epoch });
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
    if (settlement !== undefined) return deliver(claimed, settlement, undefined, { settled_elsewhere: true });
  }
  await giveBack(run, epoch, stopped.reason === 'draining' ? 'drained' : 'released');
  if (stopped.reason === 'draining') return { name: 'draining' };
  return { name: 'storage_unreachable', reason: describeError(stopped.error).message };
}

async function endFailed(
  claimed: ClaimedRun,
  work: Work,
  { error, final }: Extract<Executed, { name: 'failed' }>,
  attempt: TaskContext['attempt'],
): Promise<Settlement | Outcome> {
  const { run, epoch } = claimed;
  const failed = runEvent(run, 'attempt_failed', { epoch, token: run.token, detail: failureDetail(error) });
  if (!final && !attempt.last) {
    await run.store.appendEvents([failed]);
    return { name: 'retry', error: describeError(error) };
  }
  const bodies = run.task.contract.closingBodies(
    work.read.payload,
    closingOf(run.unit, run.task.contract, error),
  );
  const tools = { store: run.store, fix: run.env.fix, token: run.token, now: run.env.clock.now };
  return settle(tools, run.unit, {
    kind: 'failure',
    bodies,
    total: bodies.length,
    epoch,
    alongside: [failed],
  });
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

/** Does the work of a claimed unit: run, settle, send, in this order and no other. */
export async function runClaimed(claimed: ClaimedRun, work: Work): Promise<Outcome> {
  const { run, epoch, lease } = claimed;
  const { unit, env, store, token, task } = run;
  if ((await ensureRequested(run, work)) !== unit.fingerprint) {
    await store.appendEvents([runEvent(run, 'rejected'), endedClaim(run, epoch, 'released')]);
    return { name: 'rejected', reason: 'This generation was asked for with another payload.' };
  }
  const detail = { lease_ms: run.leaseMs, claimed_at_ms: work.claimedAtMs };
  const claimedRow = store
    .appendEvents([runEvent(run, 'claimed', { epoch, token, detail })])
    .catch((error: unknown) => {
      env.log.warn('The row of a claim could not be stored; its name stands.', {
        error: describeError(error).message,
      });
    });
  const attempt = attemptOf(claimed, work);
  const bill = env.openBill({ ...unit, budgetUsd: task.contract.budgetUsd?.(work.read.payload) });
  const { context, endProgress } = openContext({
    env,
    store,
    unit,
    lease,
    bill,
    memos: work.lookup.memos,
    attempt,
  });
  const executed = await execute(task, work.read.payload, context, lease);
  const flushed = flushBill(run, bill);
  await claimedRow;
  const ended = await settleResult(claimed, executed);
  const progressEnded = endProgress();
  try {
    if ('name' in ended && ended.name === 'stopped') return await endStopped(claimed, ended);
    const settlement =
      'name' in ended && ended.name === 'failed' ? await endFailed(claimed, work, ended, attempt) : ended;
    if ('name' in settlement) return settlement as Outcome;
    await progressEnded;
    const summary = executed.name === 'done' ? executed.result.summary : { status: settlement.kind };
    return await deliver(claimed, settlement, undefined, summary);
  } finally {
    await Promise.all([flushed, progressEnded]);
  }
}
