import { type Closing, taskEvent, type TaskContract } from '@userport/contracts';
import { settle, type Unit } from '@userport/runner';
import { enqueueNext, type Scheduled } from './enqueue-next';
import { detailText, type KnownUnit } from './known-job';
import { isBeyondNames } from './plan-create';
import { ok } from './problem';
import type { Handler } from './route';
import { forgottenJob, notInState, selectUnits } from './select-units';
import type { Services } from './services';

type CancelOutcome =
  | (Scheduled & { readonly name: 'cancelled'; readonly unit: KnownUnit; readonly existing: boolean })
  | { readonly name: 'too_late' };

const REASON = 'Cancelled by an operator.';

const closingOf = ({ jobId, entityId }: KnownUnit): Closing => ({
  kind: 'cancelled',
  reason: REASON,
  details: { error_type: 'Cancelled', message: REASON, stage: 'cancelled', retryable: true },
  jobId,
  entityId,
});

/** The stored payload as its contract reads it, or as far as it can be read: closing bodies are written all the same. */
const payloadFrom = (contract: TaskContract, text: string | undefined): object => {
  const stored: unknown = JSON.parse(text ?? '{}');
  const parsed = contract.payload.safeParse(stored);
  if (parsed.success) return parsed.data;
  return typeof stored === 'object' && stored !== null ? stored : {};
};

/** Settles a generation as cancelled, unless it settles otherwise first, and enqueues the delivery that tells Django. */
async function cancelUnit(services: Services, unit: KnownUnit): Promise<CancelOutcome> {
  const { jobId, entityId, taskName, latest } = unit;
  const { requested, generation } = latest;
  const contract = Object.hasOwn(services.contracts, taskName) ? services.contracts[taskName] : undefined;
  if (requested === undefined || contract === undefined) return { name: 'too_late' };
  const jobs = services.stores.jobs;
  const { payload } = await jobs.lookup(unit, generation, detailText(requested, 'payload_hash'));
  const bodies = contract.closingBodies(payloadFrom(contract, payload), closingOf(unit));
  const settling: Unit = { jobId, entityId, taskName, generation, fingerprint: requested.fingerprint ?? '' };
  const { kind, won } = await settle(
    { store: jobs, fix: services.fix, token: services.randomToken(), now: services.now },
    settling,
    { kind: 'cancelled', bodies, total: bodies.length, epoch: 0 },
  );
  if (kind !== 'cancelled') return { name: 'too_late' };
  const at = new Date(services.now());
  const place = { jobId, entityId, taskName, generation, fingerprint: settling.fingerprint };
  await jobs.appendEvents([taskEvent({ ...place, kind: 'cancelled', at, detail: { reason: REASON } })]);
  const scheduled = await enqueueNext(services, { requested, state: latest, detail: { source: 'cancel' } });
  services.log.info('A job was cancelled.', { job_id: jobId, entity_id: entityId, generation });
  return { name: 'cancelled', unit, existing: !won, ...scheduled };
}

/**
 * `POST /api/v1/tasks/{job_id}/cancel`: ends every unit that has no result yet with the closing bodies of its
 * contract, so that nobody waits for it any more. The vote decides: a result that settles first stays. The function
 * sends the bodies; one that is at work sees the settling at its next boundary.
 */
export const cancelTask: Handler = async (services, request) => {
  const selected = await selectUnits(services, request);
  if (selected.name === 'problem') return selected.answer;
  const { units, job } = selected;
  const live = units.filter(({ latest }) => latest.forgotten === undefined);
  if (live.length === 0) return forgottenJob(units, job.nowMs);
  const open = live.filter(({ latest }) => latest.settled === undefined && !isBeyondNames(latest, job.nowMs));
  const ended = 'This job has its result already; it cannot be cancelled any more.';
  if (open.length === 0) return notInState('already_settled', ended, units, job.nowMs);
  const outcomes = await Promise.all(open.map((unit) => cancelUnit(services, unit)));
  const cancelled = outcomes.filter((outcome) => outcome.name === 'cancelled');
  const [first] = cancelled;
  if (first === undefined) {
    const after = await selectUnits(services, request);
    if (after.name === 'problem') return after.answer;
    return notInState('already_settled', ended, after.units, after.job.nowMs);
  }
  return ok({
    job_id: first.unit.jobId,
    status: 'cancelled',
    task_name: first.unit.taskName,
    task_id: first.taskId,
    existing: cancelled.every(({ existing }) => existing),
    enqueued: cancelled.every(({ enqueued }) => enqueued),
    entities: cancelled.map(({ unit, taskId }) => ({
      entity_id: unit.entityId,
      generation: unit.latest.generation,
      task_id: taskId,
    })),
  });
};
