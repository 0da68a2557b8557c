import type { BillTotal, JsonObject } from '@userport/contracts';
import { type JobStatus, statusOf } from '@userport/runner';
import { type KnownUnit, readJobWithCost } from './known-job';
import { ok, unknownJob } from './problem';
import type { Handler } from './route';
import { unitView } from './unit-view';

/** Of several units the job's word is the first of these that any of them has: what still moves, then what went wrong. */
const WORST_FIRST: readonly JobStatus[] = [
  'running',
  'retrying',
  'scheduled',
  'delivering',
  'quarantined',
  'parked',
  'not_taken',
  'failed',
  'cancelled',
  'delivered',
  'forgotten',
];

/** What a job cost, in one line of the answer. */
export const costLine = (total: BillTotal): JsonObject => ({
  cost_usd: total.costUsd,
  saved_usd: total.units['saved_usd'] ?? 0,
  calls: total.calls,
  cached_calls: total.cachedCalls,
  unknown_calls: total.unknownCalls,
  by_vendor: total.byVendor,
});

const wholeOf = (units: readonly JsonObject[]): JobStatus =>
  WORST_FIRST.find((status) => units.some((unit) => unit['status'] === status)) ?? 'scheduled';

const sumOf = (units: readonly KnownUnit[], count: (unit: KnownUnit) => number): number =>
  units.reduce((sum, unit) => sum + count(unit), 0);

/** Counts over several units, where one of them speaks for the job in everything else. */
const totals = (units: readonly KnownUnit[], nowMs: number): JsonObject => ({
  entities_total: units.length,
  entities_delivered: sumOf(units, ({ latest }) => Number(statusOf(latest, nowMs) === 'delivered')),
});

/**
 * `GET /api/v1/tasks/{job_id}/status`: every unit of a job, and on top the one that speaks for it: the only one, or
 * of several the one that still moves or fared worst.
 */
export const taskStatus: Handler = async (services, { params }) => {
  const job = await readJobWithCost(services, params['job_id'] ?? '');
  if (job === undefined) return unknownJob();
  const entities = job.units.map((unit) => unitView(unit, unit.latest, job.nowMs));
  const status = wholeOf(entities);
  const speaker = entities.find((entity) => entity['status'] === status);
  return ok({ ...speaker, ...totals(job.units, job.nowMs), cost: costLine(job.total), entities });
};
