import { z } from 'zod';
import type { HttpAnswer } from '@userport/host';
import type { JsonObject } from '@userport/contracts';
import { statusOf } from '@userport/runner';
import { type KnownJob, type KnownUnit, readJob } from './known-job';
import { conflict, notFound, unknownJob, unprocessable } from './problem';
import { readQuery } from './read-query';
import type { GatewayRequest } from './route';
import type { Services } from './services';

/** The query of what an operator does to a job: one of its entities, or all of them. */
export const unitQuery = z.strictObject({
  entity_id: z.string().min(1).max(200).optional().describe('Only this entity of the job; all when absent.'),
});

/** The units that an operator means, or the problem to answer. */
export type SelectedUnits =
  | { readonly name: 'selected'; readonly job: KnownJob; readonly units: readonly KnownUnit[] }
  | { readonly name: 'problem'; readonly answer: HttpAnswer };

const problem = (answer: HttpAnswer): SelectedUnits => ({ name: 'problem', answer });

/** Reads the job of the path and picks the units of the query. */
export async function selectUnits(
  services: Services,
  { params, query }: GatewayRequest,
): Promise<SelectedUnits> {
  const read = readQuery(unitQuery, query);
  if (read.name === 'refused') return problem(unprocessable('The query', read.errors));
  const job = await readJob(services, params['job_id'] ?? '');
  if (job === undefined) return problem(unknownJob());
  const { entity_id: entityId } = read.query;
  const units = job.units.filter((unit) => entityId === undefined || unit.entityId === entityId);
  return units.length === 0
    ? problem(notFound('unknown_entity', 'This job has no such entity; its status lists them.'))
    : { name: 'selected', job, units };
}

const FORGOTTEN =
  'This job was forgotten: it is never run, sent or retried again, and what was stored of it is removed.';

/** The state of units, for an answer that says why something cannot be done. */
export const statesOf = (units: readonly KnownUnit[], nowMs: number): JsonObject => ({
  job_id: units[0]?.jobId ?? '',
  state: units[0] === undefined ? '' : statusOf(units[0].latest, nowMs),
  entities: units.map(({ entityId, latest }) => ({
    entity_id: entityId,
    status: statusOf(latest, nowMs),
    generation: latest.generation,
    round: latest.round,
  })),
});

/** The refusal of whatever is asked of a job that was forgotten. */
export const forgottenJob = (units: readonly KnownUnit[], nowMs: number): HttpAnswer =>
  notInState('forgotten', FORGOTTEN, units, nowMs);

/** A refusal that tells the state of every unit it was about. */
export const notInState = (
  type: string,
  detail: string,
  units: readonly KnownUnit[],
  nowMs: number,
): HttpAnswer => conflict(type, detail, statesOf(units, nowMs));
