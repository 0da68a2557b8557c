import type { EventKind, JsonObject, TaskEvent } from '@userport/contracts';
import { describeError } from '@userport/errors';
import type { ClaimEnd } from './job-state';
import type { Task } from './define-task';
import type { Delivery } from './delivery';
import { type ForgetWatch, openForgetWatch } from './forget-watch';
import { insistentStore } from './insistent-store';
import type { Lease } from './lease';
import type { Env, JobStore } from './ports';
import type { SettlingTools } from './settle';
import { type Unit, unitEvent } from './unit';

/** One delivery on its way through the runner. */
export interface Run {
  readonly task: Task;
  readonly delivery: Delivery;
  readonly env: Env;
  readonly store: JobStore;
  readonly unit: Unit;
  /** Random word of this delivery; every claim that it asks for carries it. */
  readonly token: string;
  /** Monotonic ms from before the first claim was sent. */
  readonly startedMs: number;
  readonly leaseMs: number;
  readonly forget: ForgetWatch;
}

/** A run that holds its claim. */
export interface ClaimedRun {
  readonly run: Run;
  readonly epoch: number;
  readonly lease: Lease;
  /** The store's time at which the claim was taken. */
  readonly claimedAtMs: number;
}

/** Begins a run; undefined when the queue would stop listening before anything could be done. */
export function openRun(task: Task, delivery: Delivery, env: Env): Run | undefined {
  const leftMs = Math.min(delivery.deadlineMs, env.settings.requestTimeoutMs);
  if (leftMs <= 0) return undefined;
  const { job_id: jobId, entity_id: entityId, generation, fingerprint } = delivery.body;
  const store = insistentStore(env.store, env.clock);
  const unit = { jobId, entityId, generation, fingerprint, taskName: task.contract.name };
  return {
    ...{ task, delivery, env, store, unit },
    token: env.randomToken(),
    startedMs: env.clock.monotonicMs(),
    leaseMs: leftMs + env.settings.leaseMarginMs,
    forget: openForgetWatch(store, unit, env.clock),
  };
}

/** An event of this run's unit of work. */
export const runEvent = (run: Run, kind: EventKind, place: Parameters<typeof unitEvent>[3] = {}): TaskEvent =>
  unitEvent(run.unit, kind, run.env.clock.now(), place);

/** The event by which this run ends a claim of its own. */
export const endedClaim = (run: Run, epoch: number, reason: Exclude<ClaimEnd, 'failed'>): TaskEvent =>
  runEvent(run, 'claim_ended', { epoch, token: run.token, detail: { reason } });

/** Gives a claim back as far as storage lets us; if it does not, the lease runs out by itself. */
export async function giveBack(run: Run, epoch: number, reason: Exclude<ClaimEnd, 'failed'>): Promise<void> {
  try {
    await run.store.appendEvents([endedClaim(run, epoch, reason)]);
  } catch (error) {
    const detail: JsonObject = { epoch, error: describeError(error).message };
    run.env.log.warn('A claim could not be given back; it lapses with its lease.', detail);
  }
}

/**
 * What a result of this run is settled with. Each result has a word of its own: bodies of a success that could not be
 * settled must not mix with those of the failure that follows.
 */
export const settlingTools = ({ env, store }: Run): SettlingTools => ({
  store,
  fix: (body) => env.fix(body),
  token: env.randomToken(),
  now: () => env.clock.now(),
});
