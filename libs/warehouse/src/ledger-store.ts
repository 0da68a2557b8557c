import {
  type Bill,
  type BillTotal,
  type EntityKey,
  type JsonObject,
  keyHashOf,
  type PlannedCall,
} from '@userport/contracts';
import { TerminalError } from '@userport/errors';
import { allRows } from './all-rows';
import { type KnownCall, spentOf, totalOf } from './bill-total';
import type { RowOf } from './tables';
import type { Find, Warehouse } from './warehouse';

type UsageRow = RowOf<'provider_usage'>;

/** For whom a bill is opened. */
export interface BillFor extends EntityKey {
  readonly generation: number;
  readonly taskName: string;
  /** The payload's own budget in US dollars, if it names one. */
  readonly budgetUsd?: number | undefined;
}

/** What a bill is opened with. */
export interface BillOptions {
  readonly warehouse: Pick<Warehouse, 'append' | 'find'>;
  readonly of: BillFor;
  /** Wall clock, ms since 1970; dates the rows. */
  readonly now: () => number;
  /** A fresh word for each call. */
  readonly randomId: () => string;
  /** US dollars that no generation of a job may pass, whatever its payload says. */
  readonly maxBudgetUsd?: number | undefined;
}

/** The bill of one delivery. */
export interface OpenBill extends Bill {
  /** Stores settlements that are still only in memory; when that fails they stay for the next flush. */
  flush(): Promise<void>;
  /** What this delivery has cost. */
  total(): BillTotal;
}

/** A sum of fractions may lie this far beside the true one; no price is as small. */
const NOISE_USD = 1e-9;

/** Rows of one request; what is more comes in further ones. */
const MOST_ROWS = 10_000;

const usageFind = (where: Find<'provider_usage'>['where']): Find<'provider_usage'> => ({
  table: 'provider_usage',
  where,
  orderBy: [{ column: 'usage_id' }, { column: 'state' }],
  limit: MOST_ROWS,
});

async function readUsage(
  warehouse: Pick<Warehouse, 'find'>,
  where: Find<'provider_usage'>['where'],
): Promise<KnownCall[]> {
  const find = usageFind(where);
  const { rows } = await warehouse.find(find);
  const byCall = Map.groupBy(await allRows(warehouse, find, rows[0]), (row) => row.usage_id);
  return [...byCall.values()].flatMap(callOf);
}

/** One call from its rows: settled beats released beats reserved. */
const callOf = (rows: readonly UsageRow[]): KnownCall[] => {
  const of = (state: string) => rows.find((row) => row.state === state);
  const row = of('settled') ?? of('released') ?? of('reserved');
  if (row === undefined) return [];
  const { vendor, state, cost_usd: costUsd, units, cached } = row;
  const estimateUsd = of('reserved')?.cost_usd ?? 0;
  return [
    { vendor, state: state as KnownCall['state'], estimateUsd, costUsd, units: units as JsonObject, cached },
  ];
};

/**
 * What a job has cost over all its units, generations and deliveries. A call that was reserved and never settled
 * counts as unknown, never as zero.
 */
export const costOf = async (warehouse: Pick<Warehouse, 'find'>, jobId: string): Promise<BillTotal> =>
  totalOf(await readUsage(warehouse, { job_id: jobId }));

const dollars = (usd: number): string => usd.toFixed(4);

/** The smaller of the two budgets; undefined when there is none. */
const budgetOf = ({ of, maxBudgetUsd }: BillOptions): number | undefined => {
  const budgets = [of.budgetUsd, maxBudgetUsd].filter((budget) => budget !== undefined);
  return budgets.length === 0 ? undefined : Math.min(...budgets);
};

/** What earlier deliveries of this generation have spent; asked once, and only where a budget is to be kept. */
const openEarlierSpending = ({ warehouse, of }: BillOptions) => {
  let asked: Promise<number> | undefined;
  return (): Promise<number> => {
    asked ??= readUsage(warehouse, { key_hash: keyHashOf(of), generation: of.generation }).then(spentOf);
    asked.catch(() => (asked = undefined));
    return asked;
  };
};

const exhausted = (budgetUsd: number, spentUsd: number, { vendor, operation, estimateUsd }: PlannedCall) =>
  new TerminalError(
    `The budget of this job is ${dollars(budgetUsd)} US dollars; ${dollars(spentUsd)} are spent or set aside, and ` +
      `${operation} at ${vendor} needs up to ${dollars(estimateUsd)}. Raise the budget and retry the job.`,
    { code: 'budget_exhausted' },
  );

const usageRow = (
  { of, now }: BillOptions,
  usageId: string,
  planned: PlannedCall,
  call: KnownCall,
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
  at: new Date(now()),
});

/**
 * Opens the bill of one delivery: one stored row before each paid call, the settlements in one batch at the flush.
 * A generation's budget counts what its earlier deliveries have spent.
 */
export function openBill(options: BillOptions): OpenBill {
  const { warehouse, randomId } = options;
  const budgetUsd = budgetOf(options);
  const earlierUsd = openEarlierSpending(options);
  const calls = new Map<string, KnownCall>();
  const held: UsageRow[] = [];

  const end = (usageId: string, planned: PlannedCall, ended: Partial<KnownCall>) => {
    const call = calls.get(usageId);
    if (call?.state !== 'reserved') return;
    const next = { ...call, ...ended };
    calls.set(usageId, next);
    held.push(usageRow(options, usageId, planned, next));
  };

  return {
    async reserve(planned) {
      const paid = planned.cached !== true;
      const beforeUsd = budgetUsd === undefined || !paid ? 0 : await earlierUsd();
      const spentUsd = beforeUsd + spentOf(calls.values());
      if (paid && budgetUsd !== undefined && spentUsd + planned.estimateUsd - budgetUsd > NOISE_USD) {
        throw exhausted(budgetUsd, spentUsd, planned);
      }
      const usageId = randomId();
      const { vendor, estimateUsd } = planned;
      const call: KnownCall = {
        vendor,
        state: 'reserved',
        estimateUsd,
        costUsd: null,
        units: {},
        cached: false,
      };
      // Set aside before the first await: of two that ask at once the second sees what the first has taken.
      calls.set(usageId, call);
      try {
        if (paid) await warehouse.append('provider_usage', [usageRow(options, usageId, planned, call)]);
      } catch (error) {
        calls.delete(usageId);
        throw error;
      }
      return {
        settle: ({ units, costUsd, cached = false }) =>
          end(usageId, planned, { state: 'settled', units, costUsd, cached }),
        release: () => end(usageId, planned, { state: 'released', costUsd: 0 }),
      };
    },
    async flush() {
      const rows = held.splice(0);
      if (rows.length === 0) return;
      try {
        await warehouse.append('provider_usage', rows);
      } catch (error) {
        held.unshift(...rows);
        throw error;
      }
    },
    total: () => totalOf(calls.values()),
  };
}
