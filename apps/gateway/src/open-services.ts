import { randomUUID } from 'node:crypto';
import { createIdTokens } from '@userport/auth';
import { fixBody } from '@userport/callback';
import { loadConfig } from '@userport/config';
import { randomToken, systemClock } from '@userport/host';
import type { Logger } from '@userport/logging';
import { openQueue, type Queue } from '@userport/queue';
import { openStores, openWarehouse } from '@userport/warehouse';
import type { About, Services } from './services';

/** What the services stand on. */
export interface ServicesParts extends About {
  readonly stores: Services['stores'];
  readonly queue: Queue;
  readonly log: Logger;
}

/** The services on stores and a queue that are open already. */
export const servicesOn = (parts: ServicesParts): Services => ({
  ...parts,
  fix(body) {
    const { cleaned, ...fixed } = fixBody(body);
    if (Object.values(cleaned).some((count) => count > 0))
      parts.log.warn('What Django cannot store was cleaned from a body.', { cleaned });
    return fixed;
  },
  now: systemClock.now,
  randomToken,
  randomId: randomUUID,
});

/** The sections that the gateway needs beyond its door's. */
export const SERVICES_SECTIONS = ['warehouse', 'queue', 'retention'] as const;

/**
 * Opens what a deployed gateway runs on, from the environment.
 * @throws TerminalError `configuration` naming what is missing
 */
export async function openServices(about: About, log: Logger): Promise<Services> {
  const config = loadConfig(SERVICES_SECTIONS);
  const { tokenFor } = createIdTokens();
  const queue = await openQueue(config.queue, (audience) => tokenFor(audience), { log });
  const warehouse = await openWarehouse(config.warehouse);
  await warehouse.ensureTables();
  const stores = openStores(warehouse, {
    now: systemClock.now,
    randomId: randomToken,
    rawExpiryDays: config.retention.RAW_EXPIRY_DAYS,
  });
  return servicesOn({ ...about, stores, queue, log });
}
