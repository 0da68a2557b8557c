import { type JsonObject, taskContracts } from '@userport/contracts';
import { loadConfig } from '@userport/config';
import { randomToken } from '@userport/host';
import type { Logger } from '@userport/logging';
import { openStores, openWarehouse } from '@userport/warehouse';
import { forgetLead } from '../../apps/gateway/src/forget-lead';
import { namedStore } from '../local/named-store';

const nothing = (): void => undefined;
const silent: Logger = { error: nothing, warn: nothing, info: nothing, debug: nothing };

/**
 * Forgets a lead in a store without a gateway; undefined when the store knows no job about it.
 * @throws TerminalError `warehouse_locked` when another process has the DuckDB file
 */
export async function forgetInStore(
  file: string | undefined,
  leadId: string,
): Promise<JsonObject | undefined> {
  const { retention } = loadConfig(['retention']);
  const warehouse = await openWarehouse(namedStore(file));
  try {
    await warehouse.ensureTables();
    const stores = openStores(warehouse, {
      now: Date.now,
      randomId: randomToken,
      rawExpiryDays: retention.RAW_EXPIRY_DAYS,
    });
    const services = { contracts: taskContracts, stores, log: silent, now: Date.now, randomToken };
    return await forgetLead(services, leadId);
  } finally {
    await warehouse.close();
  }
}
