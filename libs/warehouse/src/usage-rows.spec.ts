import { openMemoryWarehouse } from './testing';
import { callsOf, readUsageRows, usageRow } from './usage-rows';

const of = { jobId: 'job-1', entityId: 'column-1', generation: 2, taskName: 'custom_column' };
const planned = { vendor: 'gemini', operation: 'search', model: 'model-a', estimateUsd: 0.4 };
const call = {
  vendor: 'gemini',
  state: 'settled',
  estimateUsd: 0.4,
  costUsd: 0.1,
  units: { input_tokens: 7 },
  cached: false,
} as const;
const AT = new Date(1_772_000_000_000);
const settled = usageRow('a', of, planned, call, AT);
const reserved = usageRow('a', of, planned, { ...call, state: 'reserved', costUsd: null }, AT);
const released = usageRow('a', of, planned, { ...call, state: 'released', costUsd: 0 }, AT);

describe('usageRow', () => {
  it('holds the price of a call that ended, and the estimate of one that has not', () => {
    expect([settled, reserved, released].map((row) => [row.state, row.cost_usd])).toEqual([
      ['settled', 0.1],
      ['reserved', 0.4],
      ['released', 0],
    ]);
    expect(settled).toMatchObject({
      usage_id: 'a',
      job_id: 'job-1',
      generation: 2,
      model: 'model-a',
      at: AT,
    });
  });
});

describe('callsOf', () => {
  it('makes one call of all rows of an id, the last state first', () => {
    expect(callsOf([reserved, settled, reserved])).toEqual([call]);
    expect(callsOf([reserved, released])).toMatchObject([{ state: 'released', costUsd: 0 }]);
    expect(callsOf([reserved])).toMatchObject([{ state: 'reserved', estimateUsd: 0.4 }]);
    expect(callsOf([])).toEqual([]);
  });
});

describe('readUsageRows', () => {
  it('reads on where one request does not hold all', async () => {
    const warehouse = openMemoryWarehouse({ now: () => 0 });
    const rows = Array.from({ length: 10_001 }, (_, index) => ({
      ...reserved,
      usage_id: String(index).padStart(5, '0'),
    }));
    await warehouse.append('provider_usage', rows);
    expect(await readUsageRows(warehouse, { job_id: 'job-1' })).toHaveLength(10_001);
  });
});
