import { describeError } from '@userport/errors';
import { addToLogContext, logSubject } from '@userport/logging';
import { askForClaim, claimGeneration } from './claim';
import type { Task } from './define-task';
import { adopt, deliver, replay, settlementIn } from './deliver';
import { type Delivery, readPayload } from './delivery';
import { fenceOlder } from './fence';
import { isStorageError } from './insistent-store';
import { foldWithStrays, type JobWithStrays } from './job-state';
import { judge, type Verdict } from './judge';
import { openLease } from './lease';
import type { Outcome } from './outcome';
import type { Env, Holder, Lookup } from './ports';
import { electGeneration } from './request-job';
import { type ClaimedRun, endedClaim, giveBack, openRun, type Run, runEvent, settlingTools } from './run';
import { runClaimed } from './run-claimed';
import { completeSuccess, type Settlement, SETTLING_UNKNOWN, vote } from './settle';

type Answer = Extract<Verdict, { name: 'answer' }>;
type Doable = Exclude<Verdict, { name: 'answer' }>;

/** Every further line tells whom the job is about, as its payload or the event that asked for it says. */
function tellSubject({ unit: { entityId } }: Run, verdict: Doable): void {
  const { payload, entity } =
    verdict.name === 'run'
      ? verdict.read
      : { payload: {}, entity: { entityId, kind: verdict.state.requested?.detail['entity_kind'] } };
  addToLogContext(logSubject(payload, entity));
}

const lookAgain = ({ store, unit, delivery: { body } }: Run): Promise<Lookup> =>
  store.lookup(unit, unit.generation, body.payload === undefined ? body.payload_hash : undefined);

/** What stored rows tell, judged. */
interface Judged {
  readonly job: JobWithStrays;
  readonly verdict: Verdict;
  /** Without the text of the payload: it is read by now, and may be large. */
  readonly lookup: Lookup;
}

function judged({ task, delivery }: Run, { payload, ...lookup }: Lookup): Judged {
  const job = foldWithStrays(lookup.events);
  const read = () => readPayload(task.contract, delivery.body, { ...lookup, payload });
  return { job, verdict: judge(job, delivery, read, lookup.nowMs), lookup };
}

/** Looks everything up and asks for the first claim at the same time: one round trip before the first paid call. */
async function lookAndAsk(run: Run): Promise<Judged & { first: Holder }> {
  const [lookup, first] = await Promise.allSettled([
    lookAgain(run),
    askForClaim(run.store, run.unit, 1, run),
  ]);
  if (lookup.status === 'fulfilled' && first.status === 'fulfilled')
    return { ...judged(run, lookup.value), first: first.value };
  if (first.status === 'rejected' || first.value.won) await giveBack(run, 1, 'released');
  throw (lookup.status === 'rejected' ? lookup.reason : (first as PromiseRejectedResult).reason) as Error;
}

/** Ends a delivery that has nothing to do: writes the row that its answer stands on, and gives back a claim it won. */
async function answerOnly(run: Run, { outcome, row }: Answer, epoch: number | undefined): Promise<Outcome> {
  const rows = epoch === undefined ? [] : [endedClaim(run, epoch, 'released')];
  const reason = 'reason' in outcome ? outcome.reason : '';
  if (row !== undefined) {
    const unit = { ...run.unit, generation: row.generation ?? run.unit.generation };
    rows.push(runEvent({ ...run, unit }, row.kind, { detail: { reason } }));
  }
  if (rows.length > 0) await run.store.appendEvents(rows);
  return outcome;
}

/** A generation that nobody wrote down (the function was called without the gateway) is elected here. */
async function isElsewhere(run: Run, verdict: Doable): Promise<boolean> {
  if (verdict.name !== 'run' || verdict.state?.requested !== undefined) return false;
  const { jobId, taskName, generation, fingerprint } = run.unit;
  const { payload, entity, hash: payloadHash } = verdict.read;
  const maxRetries = run.task.contract.maxRetries(payload);
  const at = new Date(run.env.clock.now());
  const request = { jobId, taskName, generation, fingerprint, maxRetries, at, entity, payloadHash };
  const elected = await electGeneration(run.store, { ...request, source: 'function' }, run.token);
  return elected.fingerprint !== fingerprint;
}

/** A complete set of bodies that nobody voted for is as good as a run, and costs nothing. */
async function voteForLeftOver(
  { run, epoch }: ClaimedRun,
  { bodies }: Lookup,
): Promise<Settlement | undefined> {
  const left = completeSuccess(bodies, run.unit.fingerprint);
  if (left === undefined) return undefined;
  const { token, kind, total } = left;
  return vote(settlingTools(run), run.unit, { token, kind, total, epoch });
}

/** Does what the claim was taken for. */
async function withClaim(claimed: ClaimedRun, verdict: Verdict, lookup: Lookup): Promise<Outcome> {
  const { run, epoch } = claimed;
  if (verdict.name === 'answer') return answerOnly(run, verdict, epoch);
  if (verdict.name !== 'run') {
    const settlement = settlementIn(verdict.settled);
    return verdict.name === 'replay'
      ? replay(claimed, settlement)
      : deliver(claimed, { settlement, before: verdict.state, summary: {} });
  }
  const { state, read } = verdict;
  if (epoch > 1) {
    const settlement = (await adopt(run)) ?? (await voteForLeftOver(claimed, lookup));
    if (settlement !== undefined) return deliver(claimed, { settlement, before: state, summary: {} });
  }
  return runClaimed(claimed, { state, read, lookup });
}

/** Takes a claim: the first one that is free, unless somebody else is at work or the job has crashed too often. */
async function takeClaim(run: Run, verdict: Doable, first: Holder, nowMs: number) {
  const { token, leaseMs } = run;
  const onUnclear = (epoch: number) => giveBack(run, epoch, 'released');
  const mayQuarantine = verdict.name === 'run';
  const request = { token, leaseMs, nowMs, mayQuarantine, onUnclear };
  return claimGeneration(run.store, run.unit, verdict.state, request, first);
}

/** Sets a job aside that crashes again and again, unless one of its runs got as far as a result. */
async function quarantine(run: Run, crashes: number): Promise<Outcome> {
  if ((await adopt(run)) !== undefined)
    return { name: 'settling_unknown', reason: 'A result was found; the next delivery sends it.' };
  await run.store.appendEvents([runEvent(run, 'quarantined', { detail: { crashes } })]);
  const reason = `${crashes} claims ended with neither a failure nor a result.`;
  return { name: 'quarantined', reason };
}

/** Claims and works. The first claim may have been won already, together with the lookup. */
async function claimAndWork(
  run: Run,
  verdict: Doable,
  { lookup, first, job }: { readonly lookup: Lookup; readonly first: Holder; readonly job: JobWithStrays },
): Promise<Outcome> {
  let mine = first.won ? 1 : undefined;
  try {
    if (await isElsewhere(run, verdict)) {
      const outcome = { name: 'rejected', reason: 'This job was asked for with another payload.' } as const;
      return await answerOnly(run, { name: 'answer', outcome, row: { kind: 'rejected' } }, mine);
    }
    const waitMs = await fenceOlder(run, job, lookup.nowMs);
    if (waitMs !== undefined) {
      if (mine !== undefined) await giveBack(run, mine, 'released');
      return { name: 'held', retryAfterMs: waitMs };
    }
    const claim = await takeClaim(run, verdict, first, lookup.nowMs);
    if (claim.name === 'held') return claim;
    if (claim.name === 'crashed_too_often') return await quarantine(run, claim.crashes);
    mine = claim.epoch;
    const lease = openLease(run.env.clock, run.startedMs, run.leaseMs, run.delivery.drain);
    const claimed = { run, epoch: claim.epoch, lease, claimedAtMs: claim.atMs };
    try {
      // What an earlier delivery left is finished, not redone: from the second claim on, look once more.
      if (claim.epoch === 1) return await withClaim(claimed, verdict, lookup);
      const fresh = judged(run, await lookAgain(run));
      return await withClaim(claimed, fresh.verdict, fresh.lookup);
    } finally {
      lease.close();
    }
  } catch (error) {
    // Whatever stopped this run must not lock the job for a whole lease; only an unclear settling may.
    if (mine !== undefined && describeError(error).code !== SETTLING_UNKNOWN)
      await giveBack(run, mine, 'unsure');
    throw error;
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
    const { job, verdict, lookup, first } = await lookAndAsk(run);
    if (verdict.name === 'answer') return await answerOnly(run, verdict, first.won ? 1 : undefined);
    tellSubject(run, verdict);
    return await claimAndWork(run, verdict, { lookup, first, job });
  } catch (error) {
    const { code, message } = describeError(error);
    if (code === SETTLING_UNKNOWN) return { name: 'settling_unknown', reason: message };
    if (isStorageError(error)) return { name: 'storage_unreachable', reason: message };
    throw error;
  }
}
