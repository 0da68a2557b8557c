import { type Table, tables } from './tables';

const all = Object.entries<Table>(tables);

describe('tables', () => {
  it('are the eight of the design', () => {
    expect(all.map(([name]) => name)).toEqual([
      'account_data',
      'enrichment_raw_data',
      'enrichment_callbacks',
      'api_request_cache',
      'ai_prompt_cache',
      'task_events',
      'task_payloads',
      'provider_usage',
    ]);
  });

  it.each(all)(
    '%s names columns of its own as key, cluster and partition',
    (_name, { columns, key, cluster, partition }) => {
      for (const column of [...key, ...cluster, partition]) expect(columns[column]?.required).toBe(true);
      expect(columns[partition]?.type).toBe('timestamp');
      expect(cluster.length).toBeLessThanOrEqual(4);
      expect([...key, ...cluster].filter((column) => columns[column]?.type === 'json')).toEqual([]);
    },
  );

  it('let caches, requests and raw material expire, and nothing that a promise stands on', () => {
    const expiring = all.filter(([, { expiryDays }]) => expiryDays !== undefined);
    expect(expiring.map(([name, { expiryDays, expirySetBy }]) => [name, expiryDays, expirySetBy])).toEqual([
      ['enrichment_raw_data', 90, 'RAW_EXPIRY_DAYS'],
      ['api_request_cache', 30, undefined],
      ['ai_prompt_cache', 30, undefined],
      ['task_payloads', 90, 'RAW_EXPIRY_DAYS'],
    ]);
  });
});
