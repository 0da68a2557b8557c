import { type EntityKey, type JsonObject, keyHashOf, type PlannedCall } from '@userport/contracts';
import { allRows } from './all-rows';
import type { KnownCall } from './bill-total';
import type { RowOf } from './tables';
import type { Find, Warehouse } from './warehouse';

/** A row of the ledger: one state of one paid call. */
export type UsageRow = RowOf<'provider_usage'>;

/** Rows of one request; what is more comes in further ones. */
const MOST_ROWS = 10_000;

/** All rows that fit, in order of call and state. */
export async function readUsageRows(
  warehouse: Pick<Warehouse, 'find'>,
  where: Find<'provider_usage'>['where'],
): Promise<readonly UsageRow[]> {
  const find: Find<'provider_usage'> = {
    table: 'provider_usage',
    where,
    orderBy: [{ column: 'usage_id' }, { column: 'state' }],
    limit: MOST_ROWS,
  };
  const { rows } = await warehouse.find(find);
  return allRows(warehouse, find, rows[0]);
}

/** One call from its rows: settled beats released beats reserved. */
function callOf(rows: readonly UsageRow[]): KnownCall[] {
  const of = (state: string) => rows.find((row) => row.state === state);
  const row = of('settled') ?? of('released') ?? of('reserved');
  if (row === undefined) return [];
  const { vendor, state, cost_usd: costUsd, units, cached } = row;
  const estimateUsd = of('reserved')?.cost_usd ?? 0;
  return [
    { vendor, state: state as KnownCall['state'], estimateUsd, costUsd, units: units as JsonObject, cached },
  ];
}

/** The calls that rows tell of; a row that was stored twice counts once. */
export const callsOf = (rows: Iterable<UsageRow>): KnownCall[] =>
  [...Map.groupBy(rows, (row) => row.usage_id).values()].flatMap(callOf);

/** Of whom a row is. */
export interface UsageOf extends EntityKey {
  readonly generation: number;
  readonly taskName: string;
}

/** The row of a call as far as it is known. */
export const usageRow = (
  usageId: string,
  of: UsageOf,
  planned: PlannedCall,
  call: KnownCall,
  at: Date,
): UsageRow => ({
  usage_id: usageId,
  state: call.state,
  key_hash: keyHashOf(of),
  job_id: of.jobId,
  entity_id: of.entityId,
  generation: of.generation,
  task_name: of.taskName,
  vendor: planned.vendor,
  operation: planned.operation,
  model: planned.model ?? null,
  units: call.units,
  cost_usd: call.state === 'reserved' ? call.estimateUsd : call.costUsd,
  cached: call.cached,
  at,
});
