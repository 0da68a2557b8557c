import { type BillTotal, type EntityKey, keyHashOf, type TaskEvent } from '@userport/contracts';
import { addToLogContext, logSubject } from '@userport/logging';
import { foldJob, type GenerationState, type JobState } from '@userport/runner';
import type { Services } from './services';

/** One unit of work with all that happened to it. */
export interface KnownUnit extends EntityKey {
  readonly taskName: string;
  readonly events: readonly TaskEvent[];
  readonly job: JobState;
  readonly latest: GenerationState;
}

/** A job with its units, in order of entity id. */
export interface KnownJob {
  /** The store's clock, ms since 1970. */
  readonly nowMs: number;
  readonly units: readonly [KnownUnit, ...KnownUnit[]];
}

/** The bound of a delivery's body. */
const LONGEST_JOB_ID = 500;

const unitOf = (events: readonly TaskEvent[]): KnownUnit[] => {
  const job = foldJob(events);
  const latest = job.generations.at(-1);
  const [first] = events;
  if (first === undefined || latest === undefined) return [];
  const { jobId, entityId, taskName } = latest.requested ?? first;
  return [{ jobId, entityId, taskName, events, job, latest }];
};

/** A text in an event's detail; empty when there is none. */
export function detailText(event: Pick<TaskEvent, 'detail'> | undefined, name: string): string {
  const value = event?.detail[name];
  return typeof value === 'string' ? value : '';
}

/** Folds the events of several units. */
export function unitsOf(events: readonly TaskEvent[]): KnownUnit[] {
  const byKey = Map.groupBy(events, keyHashOf);
  return [...byKey.values()].flatMap(unitOf).sort((a, b) => (a.entityId < b.entityId ? -1 : 1));
}

/** What a delivery body and the stores take for a job id. */
const isPossibleId = (jobId: string): boolean =>
  jobId.length <= LONGEST_JOB_ID && jobId.isWellFormed() && !jobId.includes('\0');

/** Reads a job; undefined when nothing is known of it, or its id is none that a job can have. */
export async function readJob({ stores }: Services, jobId: string): Promise<KnownJob | undefined> {
  if (!isPossibleId(jobId)) return undefined;
  const read = await stores.events.ofJob(jobId);
  const [first, ...others] = unitsOf(read.events);
  if (first === undefined) return undefined;
  const { taskName, entityId, latest } = first;
  const entity = { entityId, kind: latest.requested?.detail['entity_kind'] };
  addToLogContext({
    ...(others.length === 0 ? logSubject({}, entity) : {}),
    job_id: jobId,
    task_name: taskName,
  });
  return { nowMs: read.nowMs, units: [first, ...others] };
}

/** The same with what it has cost, read side by side. */
export async function readJobWithCost(
  services: Services,
  jobId: string,
): Promise<(KnownJob & { readonly total: BillTotal }) | undefined> {
  if (!isPossibleId(jobId)) return undefined;
  const [job, total] = await Promise.all([readJob(services, jobId), services.stores.costOf(jobId)]);
  return job && { ...job, total };
}
