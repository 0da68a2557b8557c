import { createIdTokens } from '@userport/auth';
import { createCallbackSender, fixBody } from '@userport/callback';
import type { Config } from '@userport/config';
import type { Logger } from '@userport/logging';
import type { Env } from '@userport/runner';
import { openWarehouse, type Stores } from '@userport/warehouse';
import { randomToken } from './random-token';
import { systemClock } from './system-clock';
import { type TaskServices, taskServicesOn } from './task-services';

/** The sections that every function needs to run deliveries. */
export const ENV_SECTIONS = ['runtime', 'warehouse', 'callback', 'budget'] as const;

/** Everything from outside that the runner may touch, on these stores. */
export function envOn(stores: Stores, config: Config<'runtime' | 'callback'>, log: Logger): Env {
  const { runtime, callback } = config;
  const tokens = createIdTokens();
  return {
    store: stores.jobs,
    callbacks: createCallbackSender({
      baseUrl: callback.DJANGO_BASE_URL,
      tokenFor: tokens.tokenFor,
      timeoutMs: callback.CALLBACK_TIMEOUT_SECONDS * 1000,
      clock: systemClock,
    }),
    fix: (body) => {
      const { cleaned, ...fixed } = fixBody(body);
      if (Object.values(cleaned).some((count) => count > 0))
        log.warn('What Django cannot store was cleaned from a body.', { cleaned });
      return fixed;
    },
    openBill: stores.openBill,
    clock: systemClock,
    randomToken,
    log,
    settings: {
      leaseMarginMs: runtime.LEASE_MARGIN_SECONDS * 1000,
      requestTimeoutMs: runtime.REQUEST_TIMEOUT_SECONDS * 1000,
    },
  };
}

/**
 * Opens what a deployed function runs on: its warehouse and its callbacks.
 * @throws TerminalError `configuration` naming what is missing
 */
export async function openEnv(
  config: Config<(typeof ENV_SECTIONS)[number]>,
  log: Logger,
): Promise<{ readonly env: Env; readonly services: TaskServices }> {
  const warehouse = await openWarehouse(config.warehouse);
  await warehouse.ensureTables();
  const services = taskServicesOn(warehouse, log, config.budget);
  return { env: envOn(services.stores, config, log), services };
}
