import { sha256Base32 } from '@userport/contracts';
import { openStores } from './stores';
import { openMemoryWarehouse } from './testing';

const key = { jobId: 'job-1', entityId: 'column-1' };

describe('openStores', () => {
  it('opens every store on one warehouse', async () => {
    const stores = openStores(openMemoryWarehouse({ now: () => 1 }), {
      now: () => 1,
      randomId: () => 'usage-1',
      jobBudgetUsd: 1,
    });
    const text = '{"column":"Has a shop"}';
    await stores.payloads.put({ column: 'Has a shop' }, sha256Base32(text));
    expect((await stores.jobs.lookup(key, 1, sha256Base32(text))).payload).toBe(text);
    expect((await stores.events.ofKey(key)).events).toEqual([]);
    expect(await stores.accounts.newest('account-1')).toBeUndefined();

    const bill = stores.openBill({ ...key, generation: 1, taskName: 'custom_column' });
    const call = { vendor: 'gemini', operation: 'search', estimateUsd: 0.5 };
    (await bill.reserve(call)).settle({ units: {}, costUsd: 0.75 });
    await bill.flush();
    expect(await stores.costOf('job-1')).toMatchObject({ costUsd: 0.75, calls: 1 });
    await expect(bill.reserve(call)).rejects.toMatchObject({ code: 'budget_exhausted' });
  });
});
