import { createLogger } from '@userport/logging';
import { openMemoryWarehouse } from '@userport/warehouse/testing';
import { taskServicesOn } from './task-services';

describe('taskServicesOn', () => {
  it('keeps accounts and answers in the warehouse that it is given', async () => {
    const warehouse = openMemoryWarehouse({ now: Date.now });
    const log = createLogger({ level: 'error' });
    const { stores, caches } = taskServicesOn(warehouse, log);
    const identity = { vendor: 'v', method: 'm', schemaVersion: 1, scope: 'shared', request: { q: 1 } };
    await stores.accounts.append({ accountId: 'a', data: { name: 'Northwind' }, fetchedAt: new Date(0) });
    await caches.prompts.remember(identity, 'judged');
    const again = taskServicesOn(warehouse, log);
    expect((await again.stores.accounts.newest('a'))?.data).toEqual({ name: 'Northwind' });
    expect((await again.caches.prompts.recall(identity, 60_000))?.value).toBe('judged');
    expect(await again.caches.requests.recall(identity, 60_000)).toBeUndefined();
    await warehouse.close();
  });
});
