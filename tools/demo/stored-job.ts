import type { JsonObject } from '@userport/contracts';
import { foldJob, statusOf } from '@userport/runner';
import type { RawMaterial, Stores } from '@userport/warehouse';

/** One unit of a job as the store tells it. */
export interface StoredUnit {
  readonly jobId: string;
  readonly entityId: string;
  readonly taskName: string;
  /** The word of the status endpoint. */
  readonly status: string;
  /** The request; empty when it is not stored any more. */
  readonly payload: JsonObject;
  /** The callback bodies of its result, in order; none while it has no result. */
  readonly bodies: readonly JsonObject[];
  /** What its steps kept for people. */
  readonly materials: readonly RawMaterial[];
}

type ReadStores = Pick<Stores, 'events' | 'jobs' | 'materials'>;

async function unitOf(stores: ReadStores, jobId: string, entityId: string): Promise<StoredUnit[]> {
  const key = { jobId, entityId };
  const { nowMs, events } = await stores.events.ofKey(key);
  const latest = foldJob(events).generations.at(-1);
  if (latest === undefined) return [];
  const { generation, requested, settled } = latest;
  const hash = requested?.detail['payload_hash'];
  const kept = await stores.jobs.lookup(key, generation, typeof hash === 'string' ? hash : undefined);
  const positions = Array.from({ length: settled?.total ?? 0 }, (_, index) => index + 1);
  const [bodies, materials] = await Promise.all([
    stores.jobs.readBodies(key, generation, settled?.token ?? '', positions),
    stores.materials.of(key, generation),
  ]);
  const unit: StoredUnit = {
    ...key,
    taskName: events[0]?.taskName ?? '',
    status: statusOf(latest, nowMs),
    payload: JSON.parse(kept.payload ?? '{}') as JsonObject,
    bodies: bodies.map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString('utf8')) as JsonObject),
    materials,
  };
  return [unit];
}

/** The units of a job with the result that each has now, in order of their ids; none when nothing is known of it. */
export async function readStoredJob(stores: ReadStores, jobId: string): Promise<StoredUnit[]> {
  const { events } = await stores.events.ofJob(jobId);
  const entityIds = [...new Set(events.map(({ entityId }) => entityId))].sort();
  const units = await Promise.all(entityIds.map((entityId) => unitOf(stores, jobId, entityId)));
  return units.flat();
}
