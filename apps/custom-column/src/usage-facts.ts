import { addUsage, type Usage } from '@userport/ai';

/** What some answers used, as rows, summaries and cells tell it. */
export interface UsageFacts {
  readonly calls: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly search_queries: number;
  /** US dollars; null as soon as one price is not known. */
  readonly cost_usd: number | null;
  readonly [key: string]: number | null;
}

/** Adds up what answers used. */
export function usageFacts(usages: readonly Usage[]): UsageFacts {
  const total = addUsage(usages);
  return {
    calls: total.calls,
    input_tokens: total.inputTokens,
    output_tokens: total.outputTokens,
    search_queries: total.searchQueries,
    cost_usd: total.costUsd,
  };
}
