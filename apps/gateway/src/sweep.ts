import type { JsonObject } from '@userport/contracts';
import { describeError } from '@userport/errors';
import { isFinished, statusOf } from '@userport/runner';
import type { ListedUnit, UnitCursor } from '@userport/warehouse';
import pLimit from 'p-limit';
import { z } from 'zod';
import { enqueueNext } from './enqueue-next';
import { type KnownUnit, unitsOf } from './known-job';
import { ok, unprocessable } from './problem';
import { readQuery } from './read-query';
import type { Handler } from './route';
import type { Services } from './services';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Above the queue's longest back-off of 10 minutes: what the queue still retries leaves a trace in less. */
const DEFAULT_OLDER_THAN_MINUTES = 15;
/** What nobody brought on its way for so long is for an operator to judge. */
const WINDOW_MS = 30 * DAY_MS;
const PAGE = 200;
/** As many storage operations as the warehouse runs at a time. */
const UNITS_AT_A_TIME = 8;
const DEFAULT_LIMIT = 1000;
const MOST_DELIVERIES = 10_000;
/** A week. */
const MOST_MINUTES = 10_080;

const wholeNumber = (most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, `must be a whole number up to ${most}`)
    .transform(Number)
    .pipe(z.number().max(most));

/** The query of a sweep. */
export const sweepQuery = z.strictObject({
  older_than_minutes: wholeNumber(MOST_MINUTES)
    .optional()
    .meta({
      type: 'integer',
      minimum: 0,
      maximum: MOST_MINUTES,
      description:
        `Takes what has not moved for so long; ${DEFAULT_OLDER_THAN_MINUTES} when absent. 0 takes everything that is ` +
        'not finished, also what looks as if it was being worked on: for a local stack that was killed.',
    }),
  limit: wholeNumber(MOST_DELIVERIES)
    .optional()
    .meta({
      type: 'integer',
      minimum: 0,
      maximum: MOST_DELIVERIES,
      description: `Deliveries enqueued by one sweep at most; ${DEFAULT_LIMIT} when absent.`,
    }),
});

/** What a sweep is to look for. */
export interface SweepOptions {
  readonly olderThanMs: number;
  readonly limit: number;
}

/** What a sweep did. */
export interface SweepReport extends JsonObject {
  readonly looked_at: number;
  readonly enqueued: readonly JsonObject[];
  /** True when the limit ended it: sweep again. */
  readonly more: boolean;
}

/**
 * True when a unit is due: nothing happened to it for a while, which doubles with every enqueue before. A function that
 * cannot be reached for a day gets a handful of deliveries that way, not one from each sweep.
 */
export function isDue({ latest, events }: KnownUnit, olderThanMs: number, nowMs: number): boolean {
  const patienceMs = Math.min(DAY_MS, olderThanMs * 2 ** Math.max(0, latest.enqueued.length - 1));
  const lastMs = Math.max(...events.map(({ at }) => at.getTime()));
  return nowMs - lastMs >= patienceMs;
}

const dueUnit = (
  { events, generation }: ListedUnit,
  { olderThanMs }: SweepOptions,
  nowMs: number,
): KnownUnit | undefined => {
  const [unit] = unitsOf(events);
  if (unit === undefined || unit.latest.generation !== generation) return undefined;
  const { latest } = unit;
  if (latest.requested === undefined || isFinished(latest)) return undefined;
  if (olderThanMs > 0 && statusOf(latest, nowMs) === 'running') return undefined;
  return isDue(unit, olderThanMs, nowMs) ? unit : undefined;
};

/** Enqueues the next delivery of one unit; a queue that refuses one must not keep the others back. */
async function bring(
  services: Services,
  { latest, jobId, entityId }: KnownUnit,
  nowMs: number,
): Promise<JsonObject[]> {
  const { requested } = latest;
  if (requested === undefined) return [];
  const about = { job_id: jobId, entity_id: entityId, generation: latest.generation };
  const detail: JsonObject = { source: 'sweep', ...(latest.round > 1 ? { round: latest.round } : {}) };
  try {
    const { taskId, enqueued } = await enqueueNext(services, { requested, state: latest, detail });
    return enqueued ? [{ ...about, was: statusOf(latest, nowMs), task_id: taskId }] : [];
  } catch (error) {
    services.log.error('A stuck job could not be enqueued.', {
      ...about,
      error: describeError(error).message,
    });
    return [];
  }
}

/**
 * Enqueues again what is stored and does not move by itself any more: results that were not delivered, requests that
 * were never enqueued, and jobs whose deliveries ended without one. Of two sweeps at the same time both name the same
 * deliveries, so each is enqueued once; a later one finds that something happened and waits.
 */
export async function sweep(services: Services, options: SweepOptions): Promise<SweepReport> {
  const startMs = services.now();
  const limit = pLimit(UNITS_AT_A_TIME);
  const enqueued: JsonObject[] = [];
  let lookedAt = 0;
  let left = 0;
  let after: UnitCursor | undefined;
  do {
    const { units, nowMs, next } = await services.stores.events.stalled({
      from: new Date(startMs - WINDOW_MS),
      before: new Date(startMs + 1),
      overdueBefore: new Date(startMs - options.olderThanMs + 1),
      after,
      limit: PAGE,
    });
    lookedAt += units.length;
    const due = units.map((unit) => dueUnit(unit, options, nowMs)).filter((unit) => unit !== undefined);
    const room = options.limit - enqueued.length;
    left = Math.max(0, due.length - room);
    const brought = await Promise.all(
      due.slice(0, room).map((unit) => limit(() => bring(services, unit, nowMs))),
    );
    enqueued.push(...brought.flat());
    after = next;
  } while (after !== undefined && enqueued.length < options.limit);
  services.log.info('Swept.', { looked_at: lookedAt, enqueued: enqueued.length });
  return { looked_at: lookedAt, enqueued, more: after !== undefined || left > 0 };
}

/** Removes rows whose time is over; a clean-up that fails must not keep a sweep from being answered. */
async function removeExpired({ stores, log }: Services): Promise<number> {
  try {
    return await stores.expired.remove();
  } catch (error) {
    log.warn('Expired rows could not be removed; a later sweep tries again.', {
      error: describeError(error).message,
    });
    return 0;
  }
}

/** `POST /api/v1/sweep`: see {@link sweep}, and removes what has expired. For a scheduler, for the start of the local stack, and for operators. */
export const sweepTasks: Handler = async (services, { query }) => {
  const read = readQuery(sweepQuery, query);
  if (read.name === 'refused') return unprocessable('The query', read.errors);
  const { older_than_minutes: minutes = DEFAULT_OLDER_THAN_MINUTES, limit = DEFAULT_LIMIT } = read.query;
  const report = await sweep(services, { olderThanMs: minutes * MINUTE_MS, limit });
  return ok({ ...report, expired_rows: await removeExpired(services) });
};
