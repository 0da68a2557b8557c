import type { JsonObject } from '@userport/contracts';
import type { DemoResult } from './run-demo';

/** What the jobs of a demo came to together. */
export interface DemoBill {
  /** Calls that this run paid for; kept answers and earlier runs are not among them. */
  readonly paidCallsNow: number;
  readonly doneBefore: number;
  readonly jobs: number;
  /** US dollars of all jobs since they were created. */
  readonly costUsd: number;
  readonly savedUsd: number;
  readonly byVendor: Readonly<Record<string, number>>;
  /** Calls that nobody knows the price of. */
  readonly unknownCalls: number;
  /** True when the vendors' sums are the jobs' sums. */
  readonly addsUp: boolean;
}

/** Billionths of a dollar: sums of fractions differ below that. */
const NANOS = 1e9;

const sum = (values: readonly number[]): number =>
  Math.round(values.reduce((total, value) => total + value, 0) * NANOS) / NANOS;

const numberIn = (cost: JsonObject, name: string): number => Number(cost[name] ?? 0);

/** Calls of a job that were paid, whenever that was. */
export const paidCallsOf = (cost: JsonObject): number =>
  numberIn(cost, 'calls') - numberIn(cost, 'cached_calls');

/** Adds up the bills of the jobs, as the gateway tells them. */
export function billOf(
  results: readonly Pick<DemoResult, 'cost' | 'paidCallsNow' | 'doneBefore'>[],
): DemoBill {
  const byVendor: Record<string, number> = {};
  for (const { cost } of results) {
    for (const [vendor, usd] of Object.entries((cost['by_vendor'] ?? {}) as Record<string, number>)) {
      byVendor[vendor] = sum([byVendor[vendor] ?? 0, usd]);
    }
  }
  const costUsd = sum(results.map(({ cost }) => numberIn(cost, 'cost_usd')));
  return {
    paidCallsNow: sum(results.map(({ paidCallsNow }) => paidCallsNow)),
    doneBefore: results.filter(({ doneBefore }) => doneBefore).length,
    jobs: results.length,
    costUsd,
    savedUsd: sum(results.map(({ cost }) => numberIn(cost, 'saved_usd'))),
    byVendor,
    unknownCalls: sum(results.map(({ cost }) => numberIn(cost, 'unknown_calls'))),
    addsUp: sum(Object.values(byVendor)) === costUsd,
  };
}
