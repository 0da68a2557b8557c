import { canonicalJson, sha256Base32, taskEvent } from '@userport/contracts';
import { openStores, openWarehouse } from '@userport/warehouse';

/** Makes a store in a file with one request for the research of a lead, and closes it. */
export async function storeWithResearch(path: string, leadId: string): Promise<void> {
  const warehouse = await openWarehouse({ DUCKDB_PATH: path, BIGQUERY_LOCATION: 'US' });
  await warehouse.ensureTables();
  const stores = openStores(warehouse, { now: Date.now, randomId: () => 'usage' });
  const payload = { lead_id: leadId, posts_html: '<p>Ada Example wrote this.</p>' };
  const hash = sha256Base32(canonicalJson(payload));
  await stores.payloads.put(payload, hash);
  await stores.events.append([
    taskEvent({
      jobId: `linkedin_research_${leadId}`,
      entityId: leadId,
      taskName: 'lead_linkedin_research',
      kind: 'requested',
      generation: 1,
      at: new Date(),
      detail: { entity_kind: 'lead', payload_hash: hash },
    }),
  ]);
  await warehouse.close();
}
