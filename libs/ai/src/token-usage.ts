import type { Usage } from './language-model';

/** What several answers used together. */
export interface UsageTotal {
  readonly calls: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  readonly searchQueries: number;
  /** US dollars; null as soon as one of them has no known price. */
  readonly costUsd: number | null;
}

type Counted = Pick<
  Usage,
  'inputTokens' | 'cachedInputTokens' | 'outputTokens' | 'searchQueries' | 'costUsd'
>;

const NOTHING: UsageTotal = {
  calls: 0,
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  searchQueries: 0,
  costUsd: 0,
};

/** Ten decimals: a tenth of the cheapest token, so that sums of floats stay readable. */
export const roundUsd = (usd: number): number => Math.round(usd * 1e10) / 1e10;

/** Adds up what answers used. Of nothing the cost is zero; of anything unknown it is unknown. */
export function addUsage(usages: readonly Counted[]): UsageTotal {
  return usages.reduce<UsageTotal>(
    (total, usage) => ({
      calls: total.calls + 1,
      inputTokens: total.inputTokens + usage.inputTokens,
      cachedInputTokens: total.cachedInputTokens + usage.cachedInputTokens,
      outputTokens: total.outputTokens + usage.outputTokens,
      searchQueries: total.searchQueries + usage.searchQueries,
      costUsd:
        total.costUsd === null || usage.costUsd === null ? null : roundUsd(total.costUsd + usage.costUsd),
    }),
    NOTHING,
  );
}
