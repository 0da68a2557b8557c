import { describeError } from '@userport/errors';
import { askForClaim, claimGeneration } from './claim';
import type { Task } from './define-task';
import { type Delivery, readPayload } from './delivery';
import { isStorageError } from './insistent-store';
import { foldJob, type JobState } from './job-state';
import { isFinished } from './job-status';
import { judge, type Verdict } from './judge';
import { openLease } from './lease';
import type { Outcome } from './outcome';
import type { Env, Holder, Lookup } from './ports';
import { endedClaim, giveBack, openRun, type Run, runEvent } from './run';
import { adopt, type ClaimedRun, deliver, runClaimed } from './run-claimed';
import { replayResult } from './send-result';
import { completeSuccess, SETTLING_UNKNOWN, vote } from './settle';

const lookAgain = ({ store, unit, delivery: { body } }: Run): Promise<Lookup> =>
  store.lookup(unit, unit.generation, body.payload === undefined ? body.payload_hash : undefined);

const judgeLookup = ({ task, delivery }: Run, job: JobState, lookup: Lookup): Verdict =>
  judge(job, delivery, () => readPayload(task.contract, delivery.body, lookup), lookup.nowMs);

/** Looks everything up and asks for the first claim at the same time: one round trip before the first paid call. */
async function lookAndAsk(run: Run): Promise<{ lookup: Lookup; first: Holder }> {
  const [lookup, first] = await Promise.allSettled([
    lookAgain(run),
    askForClaim(run.store, run.unit, 1, run),
  ]);
  if (lookup.status === 'fulfilled' && first.status === 'fulfilled')
    return { lookup: lookup.value, first: first.value };
  if (first.status === 'rejected' || first.value.won) await giveBack(run, 1, 'released');
  throw (lookup.status === 'rejected' ? lookup.reason : (first as PromiseRejectedResult).reason) as Error;
}

/** Ends a delivery that has nothing to run: writes the row that its answer stands on, and gives back a claim it won. */
async function answerOnly(
  run: Run,
  verdict: Extract<Verdict, { name: 'answer' | 'replay' }>,
  epoch?: number,
): Promise<Outcome> {
  const { env, store, unit, token } = run;
  const rows = epoch === undefined ? [] : [endedClaim(run, epoch, 'released')];
  if (verdict.name === 'answer') {
    const reason = 'reason' in verdict.outcome ? verdict.outcome.reason : '';
    if (verdict.row !== undefined) rows.push(runEvent(run, verdict.row, { detail: { reason } }));
    if (rows.length > 0) await store.appendEvents(rows);
    return verdict.outcome;
  }
  if (rows.length > 0) await store.appendEvents(rows);
  const { settled } = verdict.state;
  if (settled === undefined)
    return { name: 'settling_unknown', reason: 'A delivered generation has no result.' };
  const settlement = { ...settled, won: false };
  const signal = AbortSignal.any([run.delivery.drain]);
  const taken = await replayResult(env, store, {
    unit,
    settlement,
    before: verdict.state,
    epoch: 0,
    token,
    signal,
  });
  return { name: 'replayed', summary: { bodies: settled.total, taken } };
}

/** Makes sure that nobody works for the generation before this one any more; answers how long somebody still may. */
async function fencePrevious(run: Run, job: JobState, nowMs: number): Promise<number | undefined> {
  const previous = job.generations.find(({ generation }) => generation === run.unit.generation - 1);
  if (previous === undefined || isFinished(previous)) return undefined;
  const unit = { ...run.unit, generation: previous.generation };
  const older = { ...run, unit };
  const { token, leaseMs } = run;
  const onUnclear = (epoch: number) => giveBack(older, epoch, 'superseded');
  const answer = await claimGeneration(run.store, unit, previous, {
    token,
    leaseMs,
    nowMs,
    mayQuarantine: false,
    onUnclear,
  });
  if (answer.name === 'held') return answer.retryAfterMs;
  if (answer.name === 'granted')
    await run.store.appendEvents([endedClaim(older, answer.epoch, 'superseded')]);
  return undefined;
}

/** From the second claim of a generation on, looks once more: what an earlier delivery left is finished, not redone. */
async function withClaim(
  claimed: ClaimedRun,
  verdict: Verdict,
  lookup: Lookup,
  claimedAtMs: number,
): Promise<Outcome> {
  const { run, epoch } = claimed;
  if (verdict.name === 'answer' || verdict.name === 'replay') return answerOnly(run, verdict, epoch);
  if (verdict.name === 'send') {
    const { settled } = verdict.state;
    return deliver(
      claimed,
      { token: '', kind: 'success', total: 0, ...settled, won: false },
      verdict.state,
      {},
    );
  }
  if (epoch > 1) {
    const settlement = (await adopt(run)) ?? (await voteForLeftOver(claimed, lookup));
    if (settlement !== undefined) return deliver(claimed, settlement, verdict.state, {});
  }
  return runClaimed(claimed, { state: verdict.state, read: verdict.read, lookup, claimedAtMs });
}

/** A complete set of bodies that nobody voted for is as good as a run, and costs nothing. */
async function voteForLeftOver({ run }: ClaimedRun, lookup: Lookup) {
  const left = completeSuccess(lookup.bodies, run.unit.fingerprint);
  if (left === undefined) return undefined;
  const { token, kind, total } = left;
  return vote({ store: run.store, now: run.env.clock.now }, run.unit, { token, kind, total, epoch: 0 });
}

async function begin(run: Run): Promise<Outcome> {
  const { lookup, first } = await lookAndAsk(run);
  const job = foldJob(lookup.events);
  const verdict = judgeLookup(run, job, lookup);
  if (verdict.name === 'answer' || verdict.name === 'replay')
    return answerOnly(run, verdict, first.won ? 1 : undefined);
  const waitMs = verdict.name === 'run' ? await fencePrevious(run, job, lookup.nowMs) : undefined;
  if (waitMs !== undefined) {
    if (first.won) await giveBack(run, 1, 'released');
    return { name: 'held', retryAfterMs: waitMs };
  }
  const { token, leaseMs } = run;
  const onUnclear = (epoch: number) => giveBack(run, epoch, 'released');
  const request = { token, leaseMs, nowMs: lookup.nowMs, mayQuarantine: verdict.name === 'run', onUnclear };
  const claim = await claimGeneration(run.store, run.unit, verdict.state, request, first);
  if (claim.name === 'held') return claim;
  if (claim.name === 'crashed_too_often') {
    await run.store.appendEvents([runEvent(run, 'quarantined', { detail: { crashes: claim.crashes } })]);
    return {
      name: 'quarantined',
      reason: `${claim.crashes} claims ended with neither a failure nor a result.`,
    };
  }
  const lease = openLease(run.env.clock, run.startedMs, run.leaseMs, run.delivery.drain);
  try {
    const claimed = { run, epoch: claim.epoch, lease };
    if (claim.epoch === 1) return await withClaim(claimed, verdict, lookup, claim.atMs);
    const fresh = await lookAgain(run);
    return await withClaim(claimed, judgeLookup(run, foldJob(fresh.events), fresh), fresh, claim.atMs);
  } catch (error) {
    // Whatever stopped this run must not lock the job for a whole lease; only an unclear settling may.
    if (describeError(error).code !== SETTLING_UNKNOWN) await giveBack(run, claim.epoch, 'unsure');
    throw error;
  } finally {
    lease.close();
  }
}

/**
 * The life of a job, one delivery of it: look up, claim, run, settle, send. However often it is delivered, it runs
 * once, and only stored bytes are sent.
 * @throws what is a fault of the runner itself; everything that can happen to a job is an {@link Outcome}
 */
export async function runTask(task: Task, delivery: Delivery, env: Env): Promise<Outcome> {
  const run = openRun(task, delivery, env);
  if (run === undefined) return { name: 'too_late' };
  if (delivery.drain.aborted) return { name: 'draining' };
  try {
    return await begin(run);
  } catch (error) {
    const { code, message } = describeError(error);
    if (code === SETTLING_UNKNOWN) return { name: 'settling_unknown', reason: message };
    if (isStorageError(error)) return { name: 'storage_unreachable', reason: message };
    throw error;
  }
}
