import type { JsonObject } from '@userport/contracts';
import { addToLogContext } from '@userport/logging';
import { forgetJob } from '@userport/runner';
import { atWorkUntil } from '@userport/runner/job-status';
import type { Removal } from '@userport/warehouse';
import { detailText, type KnownUnit, unitsOf } from './known-job';
import { notFound, ok } from './problem';
import type { Handler } from './route';
import type { Services } from './services';
import { stillKept } from './still-kept';

/** What of the gateway's services forgetting needs; a command has no more than this. */
export type ForgetServices = Pick<Services, 'contracts' | 'log' | 'now' | 'randomToken'> & {
  readonly stores: Pick<Services['stores'], 'events' | 'jobs' | 'forget'>;
};

/** What the gateway takes for the id of an entity. */
const LONGEST_ID = 200;

const isPossibleId = (id: string): boolean =>
  id.length <= LONGEST_ID && id.isWellFormed() && !id.includes('\0');

const isoOf = (ms: number | undefined): string | null =>
  ms === undefined ? null : new Date(ms).toISOString();

/** True for a unit of work that is a lead: its request says so, or the contract of its task. */
const isLead =
  ({ contracts }: ForgetServices) =>
  ({ taskName, events }: KnownUnit): boolean =>
    events.some(({ detail }) => detail['entity_kind'] === 'lead') ||
    (Object.hasOwn(contracts, taskName) && contracts[taskName]?.leads === 'unit');

const generationsOf = ({ job }: KnownUnit): number[] => job.generations.map(({ generation }) => generation);

/** The payloads that a unit was asked for with, in all its generations. */
const payloadHashesOf = ({ job }: KnownUnit): string[] =>
  job.generations.map(({ requested }) => detailText(requested, 'payload_hash')).filter((hash) => hash !== '');

const leaseEndOf = ({ job }: KnownUnit, nowMs: number): number | undefined => {
  const ends = job.generations.flatMap((state) => atWorkUntil(state, nowMs) ?? []);
  return ends.length === 0 ? undefined : Math.max(...ends);
};

const leftLine = ({ table, left, againAt, expiresAt }: Removal): JsonObject => ({
  table,
  rows: left,
  again_at: isoOf(againAt?.getTime()),
  expires_at: isoOf(expiresAt?.getTime()),
});

/** When asking once more will remove what is still there, or what somebody who is at work may still write. */
const againAt = (
  removals: readonly Removal[],
  leaseEnds: readonly (number | undefined)[],
): number | undefined => {
  const moments = [...removals.map((one) => one.againAt?.getTime()), ...leaseEnds];
  const known = moments.filter((moment) => moment !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
};

/**
 * Forgets a lead: a tombstone for every job that is about it, first and for good; then everything that such a job has
 * left behind is removed as far as the engine takes it. Answers what was removed, what is left and when that can go,
 * and what is kept elsewhere; undefined when nothing is known of the lead. Idempotent: repeated, it removes the rest.
 */
export async function forgetLead(services: ForgetServices, leadId: string): Promise<JsonObject | undefined> {
  const { stores, log } = services;
  const { nowMs, events } = await stores.events.ofEntity(leadId);
  const units = unitsOf(events).filter(isLead(services));
  if (units.length === 0) return undefined;
  const at = new Date(services.now());
  for (const unit of units) {
    const { jobId, entityId, taskName } = unit;
    const job = { jobId, entityId, taskName, generations: generationsOf(unit) };
    await forgetJob(stores.jobs, job, { token: services.randomToken(), at });
  }
  const jobs = { keys: units, payloadHashes: [...new Set(units.flatMap(payloadHashesOf))] };
  const inUse = await stores.forget.inUse(jobs);
  const payloadHashes = jobs.payloadHashes.filter((hash) => !inUse.has(hash));
  const removals = await stores.forget.remove({ ...jobs, payloadHashes });
  const leaseEnds = units.map((unit) => leaseEndOf(unit, nowMs));
  const again = againAt(removals, leaseEnds);
  const left = removals.filter((one) => one.left > 0);
  const counts = Object.fromEntries(removals.map(({ table, removed }) => [table, removed]));
  log.info('A lead was forgotten.', { jobs: units.length, removed: counts, again_at: isoOf(again) });
  return {
    lead_id: leadId,
    status: 'forgotten',
    existing: units.every(({ latest }) => latest.forgotten !== undefined),
    complete: again === undefined,
    again_at: isoOf(again),
    jobs: units.map((unit, index) => ({
      job_id: unit.jobId,
      task_name: unit.taskName,
      generations: generationsOf(unit),
      forgotten_at: (unit.latest.forgotten?.at ?? at).toISOString(),
      at_work_until: isoOf(leaseEnds[index]),
    })),
    removed: removals.map(({ table, removed }) => ({ table, rows: removed })),
    left: left.map(leftLine),
    payloads_in_use: inUse.size,
    kept: stillKept(services),
  };
}

const unknownLead = () =>
  notFound(
    'unknown_lead',
    'No job is about a lead of this id. Nothing was removed, and nothing is prevented.',
  );

/** `POST /api/v1/leads/{lead_id}/forget`: see {@link forgetLead}. */
export const forgetLeadTask: Handler = async (services, { params }) => {
  const leadId = params['lead_id'] ?? '';
  if (!isPossibleId(leadId)) return unknownLead();
  addToLogContext({ lead_id: leadId });
  const report = await forgetLead(services, leadId);
  return report === undefined ? unknownLead() : ok(report);
};
