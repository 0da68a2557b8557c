import type { EntityRef, JsonObject, TaskContract } from '@userport/contracts';
import { RetryableError } from '@userport/errors';
import { type HttpAnswer, problemAnswer } from '@userport/host';
import { addToLogContext, logSubject } from '@userport/logging';
import { electGeneration, isFinished } from '@userport/runner';
import pLimit from 'p-limit';
import { enqueueNext, type Scheduled } from './enqueue-next';
import { inlineOf } from './inline-payload';
import { detailText, type KnownUnit, unitsOf } from './known-job';
import { openRoundOf } from './open-round';
import { type CreatePlan, planCreate } from './plan-create';
import { notFound, ok, unprocessable } from './problem';
import { type AcceptedPayload, readPayload } from './read-payload';
import type { Handler } from './route';
import type { Services } from './services';

/** One create call on its way. */
interface Creation {
  readonly services: Services;
  readonly contract: TaskContract;
  readonly accepted: AcceptedPayload;
  readonly jobId: string;
}

/** One of its units of work: what is known of it, and what the call means for it. */
interface PlannedUnit {
  readonly entity: EntityRef;
  readonly known: KnownUnit | undefined;
  readonly plan: CreatePlan;
}

/** What became of a unit of work. */
type Admission =
  | (Scheduled & {
      readonly name: 'admitted';
      readonly entityId: string;
      readonly generation: number;
      /** True when an earlier create asked for the same. */
      readonly existing: boolean;
    })
  | { readonly name: 'refused'; readonly entityId: string; readonly fingerprint: string };

/** As many storage operations as the warehouse runs at a time. */
const UNITS_AT_A_TIME = 8;
/** Each lost race means that another payload made this generation; so many at once are no accident. */
const MOST_RACES = 10;

/** Judges every unit before any is touched. A job id that was made just now needs no look. */
async function planUnits(
  { services, contract, accepted, jobId }: Creation,
  entities: readonly EntityRef[],
  fresh: boolean,
): Promise<PlannedUnit[]> {
  const read = fresh ? { nowMs: 0, events: [] } : await services.stores.events.ofJob(jobId);
  const units = new Map(unitsOf(read.events).map((unit) => [unit.entityId, unit]));
  return entities.map((entity) => {
    const known = units.get(entity.entityId);
    const job = known?.job ?? { generations: [] };
    return { entity, known, plan: planCreate(contract, job, accepted.fingerprint, read.nowMs) };
  });
}

/** Elects the generation, or the next while others win it with another payload and the contract allows that. */
async function electUnit(creation: Creation, entity: EntityRef, from: number): Promise<Admission> {
  const { services, contract, accepted, jobId } = creation;
  const { entityId } = entity;
  for (let generation = from; generation < from + MOST_RACES; generation += 1) {
    const request = {
      jobId,
      entity,
      taskName: contract.name,
      generation,
      fingerprint: accepted.fingerprint,
      payloadHash: accepted.hash,
      maxRetries: contract.maxRetries(accepted.payload),
      source: 'create',
      at: new Date(services.now()),
    };
    const elected = await electGeneration(services.stores.jobs, request, services.randomToken());
    if (elected.fingerprint === accepted.fingerprint) {
      const next = {
        requested: elected.requested,
        payload: inlineOf(accepted.given),
        detail: { source: 'create' },
      };
      const scheduled = await enqueueNext(services, next);
      return { name: 'admitted', entityId, generation, existing: !elected.won, ...scheduled };
    }
    if (contract.newPayload === 'refuse')
      return { name: 'refused', entityId, fingerprint: elected.fingerprint };
  }
  throw new RetryableError(
    'Too many create calls with other payloads for the same job at once; call again.',
    {
      code: 'create_races',
    },
  );
}

/** A repeated create: helps a request that was never enqueued, sends a result again where the contract says so. */
async function acknowledge({ services, contract, accepted }: Creation, unit: KnownUnit): Promise<Admission> {
  const { entityId, latest: state } = unit;
  const { generation, requested, enqueued, settled } = state;
  const admitted = { name: 'admitted', entityId, generation, existing: true } as const;
  if (settled !== undefined && contract.repeatedCreate === 'redeliver') {
    const { taskId, enqueued: sent } = await openRoundOf(services, unit);
    return { ...admitted, taskId, enqueued: sent };
  }
  const last = enqueued.at(-1);
  if (last !== undefined || requested === undefined || isFinished(state))
    return { ...admitted, taskId: detailText(last, 'queue_task'), enqueued: last !== undefined };
  const next = { requested, state, payload: inlineOf(accepted.given), detail: { source: 'create' } };
  return { ...admitted, ...(await enqueueNext(services, next)) };
}

const admit = (creation: Creation, { entity, known, plan }: PlannedUnit): Promise<Admission> => {
  if (plan.name === 'known' && known !== undefined) return acknowledge(creation, known);
  if (plan.name === 'elect') return electUnit(creation, entity, plan.generation);
  const fingerprint = plan.name === 'refused' ? plan.fingerprint : creation.accepted.fingerprint;
  return Promise.resolve({ name: 'refused', entityId: entity.entityId, fingerprint });
};

const otherPayload = (
  { accepted, jobId }: Creation,
  { entityId, fingerprint }: Extract<Admission, { name: 'refused' }>,
): HttpAnswer =>
  problemAnswer({
    status: 422,
    type: 'other_payload',
    title: 'Known with another payload',
    detail:
      `Job ${jobId} is known for ${entityId} with another payload (fingerprint ${fingerprint}; this request has ` +
      `${accepted.fingerprint}). Send the same payload, or choose another job_id.`,
    more: {
      job_id: jobId,
      entity_id: entityId,
      known_fingerprint: fingerprint,
      request_fingerprint: accepted.fingerprint,
      errors: [{ path: 'job_id', rule: 'same_payload', message: 'is known with another payload' }],
    },
  });

const answerOf = (
  { contract, accepted, jobId }: Creation,
  units: readonly Extract<Admission, { name: 'admitted' }>[],
): JsonObject => ({
  job_id: jobId,
  status: 'scheduled',
  task_name: contract.name,
  task_id: units[0]?.taskId ?? '',
  attempt_number: 1,
  max_retries: contract.maxRetries(accepted.payload),
  original_job_id: null,
  existing: units.every(({ existing }) => existing),
  enqueued: units.every(({ enqueued }) => enqueued),
  ...(accepted.cleanedCharacters === 0 ? {} : { cleaned_characters: accepted.cleanedCharacters }),
  ...(units.length === 1
    ? {}
    : { entities: units.map(({ entityId, taskId }) => ({ entity_id: entityId, task_id: taskId })) }),
});

/** Whoever asks again for a job that was forgotten, be it by mistake or on purpose, must hear what became of it. */
const forgottenJob = ({ jobId }: Creation, entityId: string, at: Date): HttpAnswer =>
  problemAnswer({
    status: 410,
    type: 'forgotten',
    title: 'Forgotten',
    detail:
      `Job ${jobId} was forgotten on ${at.toISOString().slice(0, 10)} together with whom it is about: it is never run, ` +
      'sent or retried again, and nothing of this request was stored. Whoever means to begin anew, and may, chooses ' +
      'another job_id.',
    more: { job_id: jobId, entity_id: entityId, forgotten_at: at.toISOString() },
  });

/**
 * Judges the units of a call and stores its payload, side by side: on BigQuery each is a second, and a payload that
 * nobody refers to harms nobody. Of somebody who was forgotten nothing may be stored, not even for a moment, so where
 * units are leads it waits for the judgement.
 */
async function planAndStore(
  creation: Creation,
  entities: readonly EntityRef[],
  fresh: boolean,
): Promise<PlannedUnit[]> {
  const { services, contract, accepted } = creation;
  const planning = planUnits(creation, entities, fresh);
  if (contract.leads === 'unit') {
    const planned = await planning;
    if (planned.some(({ plan }) => plan.name === 'forgotten')) return planned;
  }
  const [planned] = await Promise.all([
    planning,
    services.stores.payloads.put(accepted.given, accepted.hash),
  ]);
  return planned;
}

const unknownTask = ({ contracts }: Services): HttpAnswer =>
  notFound('unknown_task', `No task has this name. Known are: ${Object.keys(contracts).sort().join(', ')}.`);

/**
 * `POST /api/v1/tasks/create/{task_name}`: takes a request for a task and answers at once; Django calls it while it
 * holds a row lock. The payload is durable before its generation is elected, and elected before it is enqueued, so
 * that a crash in between loses nothing that was answered with 200 and the sweep finds the rest.
 */
export const createTask: Handler = async (services, { params, body }) => {
  const name = params['task_name'] ?? '';
  const contract = Object.hasOwn(services.contracts, name) ? services.contracts[name] : undefined;
  if (contract === undefined) return unknownTask(services);
  const accepted = readPayload(contract, body);
  if (accepted.name === 'refused') return unprocessable('The body', accepted.errors);
  const given = contract.jobId(accepted.payload);
  const creation: Creation = { services, contract, accepted, jobId: given ?? services.randomId() };
  const entities = contract.entities(accepted.payload);
  const subject = logSubject(accepted.payload, entities.length === 1 ? entities[0] : undefined);
  addToLogContext({ ...subject, job_id: creation.jobId, task_name: name });
  const planned = await planAndStore(creation, entities, given === undefined);
  for (const { entity, plan } of planned)
    if (plan.name === 'forgotten') return forgottenJob(creation, entity.entityId, plan.at);
  const refusal = planned.find(({ plan }) => plan.name === 'refused');
  const limit = pLimit(UNITS_AT_A_TIME);
  const admissions = await Promise.all(
    (refusal === undefined ? planned : [refusal]).map((unit) => limit(() => admit(creation, unit))),
  );
  const refused = admissions.find((admission) => admission.name === 'refused');
  if (refused !== undefined) return otherPayload(creation, refused);
  const admitted = admissions.filter((admission) => admission.name === 'admitted');
  services.log.info('A job was asked for.', {
    entities: admitted.length,
    existing: admitted.every(({ existing }) => existing),
    cleaned_characters: accepted.cleanedCharacters,
  });
  return ok(answerOf(creation, admitted));
};
