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

  it('keeps the configured budgets of a job and of a day', async () => {
    const warehouse = openMemoryWarehouse({ now: Date.now });
    const log = createLogger({ level: 'error' });
    const { stores } = taskServicesOn(warehouse, log, { JOB_BUDGET_USD: 1, DAY_BUDGET_USD: 1.5 });
    const reserve = (jobId: string, estimateUsd: number) =>
      stores
        .openBill({ jobId, entityId: 'a', generation: 1, taskName: 'probe' })
        .reserve({ vendor: 'v', operation: 'o', estimateUsd })
        .then((reservation) => reservation.settle({ units: {}, costUsd: estimateUsd }));
    await expect(reserve('one', 1.1)).rejects.toThrow(/budget of this job is 1\.0/);
    await reserve('one', 1);
    await expect(reserve('two', 0.6)).rejects.toThrow(/budget of the day .* is 1\.5/);
    await warehouse.close();
  });
});
