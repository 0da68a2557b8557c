import type { EntityKind, EntityRef } from '@userport/contracts';
import { electGeneration, isRetryable } from '@userport/runner';
import { inlineFrom } from './inline-payload';
import { enqueueNext, type Scheduled } from './enqueue-next';
import { detailText, type KnownUnit } from './known-job';
import { ok } from './problem';
import type { Handler } from './route';
import { forgottenJob, notInState, selectUnits } from './select-units';
import type { Services } from './services';
import { isRedeliverable } from './unit-view';

/** The next generation of a unit of work. */
interface Retried extends Scheduled {
  readonly name: 'retried';
  readonly unit: KnownUnit;
  readonly generation: number;
  readonly maxRetries: number;
  /** False when somebody else made it at the same time. */
  readonly won: boolean;
}

type RetryOutcome = Retried | { readonly name: 'payload_missing' | 'overtaken' };

/** Elects the next generation with the payload that is stored, and enqueues it. */
async function retryUnit(services: Services, unit: KnownUnit): Promise<RetryOutcome> {
  const { jobId, entityId, taskName, latest } = unit;
  const { detail = {}, fingerprint = '' } = latest.requested ?? {};
  const payloadHash = detailText(latest.requested, 'payload_hash');
  const { payload } = await services.stores.jobs.lookup(unit, latest.generation, payloadHash);
  if (payload === undefined) return { name: 'payload_missing' };
  const entity: EntityRef = { entityId, kind: detail['entity_kind'] as EntityKind };
  const generation = latest.generation + 1;
  const maxRetries = Number(detail['max_retries']);
  const at = new Date(services.now());
  const elected = await electGeneration(
    services.stores.jobs,
    { jobId, entity, taskName, generation, fingerprint, payloadHash, maxRetries, source: 'retry', at },
    services.randomToken(),
  );
  if (elected.fingerprint !== fingerprint) return { name: 'overtaken' };
  const next = { requested: elected.requested, payload: inlineFrom(payload), detail: { source: 'retry' } };
  const scheduled = await enqueueNext(services, next);
  services.log.info('A job was retried.', { job_id: jobId, entity_id: entityId, generation });
  return { name: 'retried', unit, generation, maxRetries, won: elected.won, ...scheduled };
}

const whyNot = (units: readonly KnownUnit[]): string => {
  if (units.some(({ latest }) => latest.settled?.kind === 'success' && isRedeliverable(latest)))
    return 'This job has a result; redeliver sends it again without running anything.';
  return 'Only what failed, was cancelled, quarantined, not taken or could not be read can be retried.';
};

/**
 * `POST /api/v1/tasks/{job_id}/retry`: the next generation of every unit that ended without a usable result, for any
 * task, with the stored payload. However many ask at once, one generation and one delivery come of it.
 */
export const retryTask: Handler = async (services, request) => {
  const selected = await selectUnits(services, request);
  if (selected.name === 'problem') return selected.answer;
  const { units, job } = selected;
  if (units.every(({ latest }) => latest.forgotten !== undefined)) return forgottenJob(units, job.nowMs);
  const retryable = units.filter(({ latest }) => latest.requested !== undefined && isRetryable(latest));
  if (retryable.length === 0) return notInState('not_retryable', whyNot(units), units, job.nowMs);
  const outcomes = await Promise.all(retryable.map((unit) => retryUnit(services, unit)));
  const retried = outcomes.filter((outcome) => outcome.name === 'retried');
  const [first] = retried;
  if (first === undefined) {
    const [type, detail] = outcomes.some(({ name }) => name === 'overtaken')
      ? ['overtaken', 'Another payload has begun the next generation at the same time; see the status.']
      : ['payload_missing', 'The stored payload is not whole; create the job again.'];
    return notInState(type, detail, retryable, job.nowMs);
  }
  return ok({
    job_id: first.unit.jobId,
    status: 'scheduled',
    task_name: first.unit.taskName,
    task_id: first.taskId,
    attempt_number: 1,
    max_retries: first.maxRetries,
    original_job_id: first.unit.jobId,
    generation: first.generation,
    existing: retried.every(({ won }) => !won),
    enqueued: retried.every(({ enqueued }) => enqueued),
    entities: retried.map(({ unit, generation, taskId }) => ({
      entity_id: unit.entityId,
      generation,
      task_id: taskId,
    })),
  });
};
