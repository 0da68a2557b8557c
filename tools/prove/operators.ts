import {
  canonicalJson,
  type DeliveryBody,
  fingerprintOf,
  sha256Base32,
  taskEvent,
  type TaskContract,
  type TaskEvent,
} from '@userport/contracts';
import type * as runnerModule from './proved';
import type { JobStore } from '@userport/runner';
import { removeLeftovers } from './memory-store';
import { fixBody, storeOf } from './boundaries';
import type { Actor } from './crossing';
import type { ProbePayload } from './probe-task';
import type { World } from './world';

const payloadHashOf = ({ detail }: TaskEvent): string =>
  typeof detail['payload_hash'] === 'string' ? detail['payload_hash'] : '';

/** The code under proof: as it is, or with a planted bug. */
export type Runner = typeof runnerModule;

/** A delivery in the queue. */
export interface QueuedTask {
  readonly name: string;
  readonly body: DeliveryBody;
  /** Deliveries made so far. */
  tries: number;
  done: boolean;
  notBeforeMs: number;
}

/** What an operator's call works on. */
export interface Office {
  readonly world: World;
  readonly runner: Runner;
  readonly contract: TaskContract<ProbePayload>;
  readonly queue: Map<string, QueuedTask>;
  draw(): string;
}

/** What a call came to, as its caller sees it. */
export type CallAnswer = 'done' | 'refused';

type GenerationState = runnerModule.GenerationState;

interface Desk {
  readonly office: Office;
  readonly actor: Actor;
  readonly store: JobStore;
}

const at = ({ office, actor }: Desk): Date => new Date(office.world.time.now() + actor.skewMs);

async function enqueue(desk: Desk, state: GenerationState | undefined, requested: TaskEvent): Promise<void> {
  const { office, actor, store } = desk;
  const { world, queue } = office;
  const { name, event } = office.runner.nextEnqueueOf(state, requested, at(desk));
  const body: DeliveryBody = {
    job_id: requested.jobId,
    entity_id: requested.entityId,
    generation: requested.generation,
    fingerprint: requested.fingerprint ?? '',
    payload_hash: payloadHashOf(requested),
  };
  await world.cross({ actor, side: 'queue', deed: { op: 'enqueue', name } }, () => {
    if (!queue.has(name)) queue.set(name, { name, body, tries: 0, done: false, notBeforeMs: 0 });
  });
  await store.appendEvents([event]);
}

async function lookUp(desk: Desk, generation = 1) {
  const lookup = await desk.store.lookup(desk.actor.key, generation);
  return { lookup, job: desk.office.runner.foldJob(lookup.events) };
}

/** A create call: stores the payload, elects the generation, enqueues. */
async function create(desk: Desk, payload: ProbePayload): Promise<CallAnswer> {
  const { office, actor, store } = desk;
  const { contract, runner, world } = office;
  const text = canonicalJson(payload);
  const payloadHash = sha256Base32(text);
  const fingerprint = fingerprintOf(contract.name, payload, contract.volatileFields);
  const { job } = await lookUp(desk);
  const newest = job.generations.at(-1);
  if (newest?.forgotten !== undefined) return 'refused';
  await world.cross({ actor, side: 'store', deed: { op: 'storePayload' } }, () => {
    world.tables.payloads.set(payloadHash, text);
  });
  const known = newest?.requested?.fingerprint;
  if (known === fingerprint && newest !== undefined) {
    if (newest.enqueued.length === 0 && newest.requested !== undefined)
      await enqueue(desk, newest, newest.requested);
    return 'done';
  }
  if (known !== undefined && contract.newPayload === 'refuse') return 'refused';
  const elected = await runner.electGeneration(
    store,
    {
      ...{ jobId: actor.key.jobId, taskName: contract.name, generation: (newest?.generation ?? 0) + 1 },
      ...{
        fingerprint,
        payloadHash,
        maxRetries: contract.maxRetries(payload),
        source: 'create',
        at: at(desk),
      },
      entity: { entityId: actor.key.entityId, kind: 'lead' },
    },
    office.draw(),
  );
  if (elected.fingerprint !== fingerprint) return 'refused';
  await enqueue(desk, undefined, elected.requested);
  return 'done';
}

/** A retry: the next generation, with the payload that is stored. */
async function retry(desk: Desk): Promise<CallAnswer> {
  const { office, actor, store } = desk;
  const newest = (await lookUp(desk)).job.generations.at(-1);
  if (newest?.requested === undefined) return 'refused';
  const { requested } = newest;
  const isBegun = requested.detail['source'] === 'retry' && newest.enqueued.length === 0;
  if (isBegun && !office.runner.isFinished(newest)) {
    await enqueue(desk, newest, requested);
    return 'done';
  }
  if (!office.runner.isRetryable(newest)) return 'refused';
  const elected = await office.runner.electGeneration(
    store,
    {
      ...{ jobId: actor.key.jobId, taskName: requested.taskName, generation: newest.generation + 1 },
      ...{ fingerprint: requested.fingerprint ?? '', payloadHash: payloadHashOf(requested) },
      ...{ maxRetries: Number(requested.detail['max_retries']), source: 'retry', at: at(desk) },
      entity: { entityId: actor.key.entityId, kind: 'lead' },
    },
    office.draw(),
  );
  await enqueue(desk, undefined, elected.requested);
  return 'done';
}

/** A cancel: settles what Django is to be told; a function sends it. */
async function cancel(desk: Desk, payload: ProbePayload): Promise<CallAnswer> {
  const { office, actor, store } = desk;
  const newest = (await lookUp(desk)).job.generations.at(-1);
  if (newest?.requested === undefined || newest.settled !== undefined) return 'refused';
  if (newest.forgotten !== undefined) return 'refused';
  const { requested } = newest;
  const token = office.draw();
  const bodies = office.contract.closingBodies(payload, {
    ...{ kind: 'cancelled', reason: 'cancelled', details: {}, ...actor.key },
  });
  const unit = {
    ...{ ...actor.key, taskName: requested.taskName, generation: newest.generation },
    fingerprint: requested.fingerprint ?? '',
  };
  const settlement = await office.runner.settle(
    { store, fix: fixBody, token, now: () => at(desk).getTime() },
    unit,
    { kind: 'cancelled', bodies, total: bodies.length, epoch: 0 },
  );
  await enqueue(desk, newest, requested);
  return settlement.won ? 'done' : 'refused';
}

/** A redeliver: opens the next round of a finished result. */
async function redeliver(desk: Desk): Promise<CallAnswer> {
  const { office, actor, store } = desk;
  const newest = (await lookUp(desk)).job.generations.at(-1);
  if (newest?.settled === undefined || newest.requested === undefined) return 'refused';
  if (newest.forgotten !== undefined) return 'refused';
  if (office.runner.isFinished(newest)) {
    const place = { generation: newest.generation, round: newest.round + 1 };
    const { taskName } = newest.requested;
    const event = { ...actor.key, taskName, ...place, kind: 'redeliver_requested' as const, at: at(desk) };
    await store.appendEvents([taskEvent(event)]);
  }
  await enqueue(desk, newest, newest.requested);
  return 'done';
}

/** A sweep: enqueues again what is neither finished nor at work. */
async function sweep(desk: Desk): Promise<CallAnswer> {
  const { lookup, job } = await lookUp(desk);
  const newest = job.generations.at(-1);
  if (newest?.requested === undefined || desk.office.runner.isFinished(newest)) return 'refused';
  if (desk.office.runner.statusOf(newest, lookup.nowMs) === 'running') return 'refused';
  await enqueue(desk, newest, newest.requested);
  return 'done';
}

/** A forget: the tombstones first, then what the job left behind. */
async function forget(desk: Desk): Promise<CallAnswer> {
  const { office, actor, store } = desk;
  const { contract, runner, world } = office;
  const generations = (await lookUp(desk)).job.generations.map(({ generation }) => generation);
  if (generations.length === 0) return 'refused';
  const job = { ...actor.key, taskName: contract.name, generations };
  await runner.forgetJob(store, job, { token: office.draw(), at: at(desk) });
  await world.cross({ actor, side: 'store', deed: { op: 'remove', key: actor.key } }, () =>
    removeLeftovers(world.tables, actor.key),
  );
  return 'done';
}

/** What people and schedulers can ask for. */
export const operations = { create, retry, cancel, redeliver, sweep, forget } as const;
/** See {@link operations}. */
export type OperationName = keyof typeof operations;

/** Does one call as an actor. */
export const operate = (
  office: Office,
  actor: Actor,
  operation: OperationName,
  payload: ProbePayload,
): Promise<CallAnswer> =>
  operations[operation]({ office, actor, store: storeOf(office.world, actor) }, payload);
