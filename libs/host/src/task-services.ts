import { type Cache, openCache } from '@userport/cache';
import type { Section } from '@userport/config';
import type { Logger } from '@userport/logging';
import { openCacheStore, openStores, type Stores, type Warehouse } from '@userport/warehouse';
import { randomToken } from './random-token';
import { systemClock } from './system-clock';

/** What every task may use of the deployment's storage; one per instance, so that callers find each other. */
export interface TaskServices {
  readonly stores: Stores;
  readonly caches: {
    /** Vendors' answers. */
    readonly requests: Cache;
    /** Models' answers and judgements. */
    readonly prompts: Cache;
  };
}

/** Opens what tasks use of a warehouse; without budgets a job may cost what it costs. */
export function taskServicesOn(
  warehouse: Warehouse,
  log: Logger,
  { JOB_BUDGET_USD: jobBudgetUsd, DAY_BUDGET_USD: dayBudgetUsd }: Section<'budget'> = {},
): TaskServices {
  const { now } = systemClock;
  const cacheOn = (table: 'api_request_cache' | 'ai_prompt_cache') =>
    openCache({ store: openCacheStore(warehouse, table, { now }), log, now });
  return {
    stores: openStores(warehouse, { now, randomId: randomToken, jobBudgetUsd, dayBudgetUsd }),
    caches: { requests: cacheOn('api_request_cache'), prompts: cacheOn('ai_prompt_cache') },
  };
}
