import { openCache } from '@userport/cache';
import { loadConfig } from '@userport/config';
import { openCacheStore, openStores } from '@userport/warehouse';
import { openMemoryWarehouse } from '@userport/warehouse/testing';
import { type Sandbox, startSandbox } from '../../../tools/sandbox';
import { createBrightdata } from './brightdata';
import { createBuiltwith } from './builtwith';
import { createJina } from './jina';
import type { ProviderCall } from './paid-call';

const COMPANIES = ['northwind-robotics', 'quarrystone', 'lumenfjord'];

describe('what caches save', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.stop());

  const vendorCalls = () =>
    Object.values(sandbox.vendors).reduce((sum, { desk }) => sum + desk.calls.length, 0);

  /** An instance with its own memory on a warehouse that all share; every job looks up the same companies. */
  function openInstance(warehouse: ReturnType<typeof openMemoryWarehouse>) {
    let calls = 0;
    const instance = `i${vendorCalls()}`;
    const stores = openStores(warehouse, { now: Date.now, randomId: () => `${instance}-${(calls += 1)}` });
    const store = openCacheStore(warehouse, 'api_request_cache', { now: Date.now });
    const cache = openCache({ store, now: Date.now, log: { warn: () => undefined } });
    const { providers: config } = loadConfig(['providers'], sandbox.environment);
    const parts = { config, cache, instances: 1 };
    const [jina, builtwith, brightdata] = [
      createJina(parts),
      createBuiltwith(parts),
      createBrightdata(parts),
    ];
    const lookUp = async (jobId: string, more: Partial<ProviderCall> = {}) => {
      const bill = stores.openBill({ jobId, entityId: 'account-1', generation: 1, taskName: 'probe' });
      const call: ProviderCall = { signal: new AbortController().signal, bill, ...more };
      const answers = await Promise.all([
        ...COMPANIES.map((name) =>
          jina.read({ url: `https://${name}.example/about`, form: 'markdown' }, call),
        ),
        builtwith.profiles(
          COMPANIES.map((name) => `${name}.example`),
          call,
        ),
        brightdata.companies(
          COMPANIES.map((name) => `https://www.linkedin.com/company/${name}-demo`),
          call,
        ),
      ]);
      await bill.flush();
      return { answers, cost: await stores.costOf(jobId) };
    };
    return { lookUp };
  }

  it('is the whole price of vendor look-ups that another job has paid before, in another instance too', async () => {
    const warehouse = openMemoryWarehouse({ now: Date.now });
    const first = await openInstance(warehouse).lookUp('job-1');
    const callsOfFirst = vendorCalls();
    expect(first.cost.costUsd).toBeGreaterThan(0);
    expect(first.cost).toMatchObject({ cachedCalls: 0, unknownCalls: 0 });

    const second = await openInstance(warehouse).lookUp('job-2');
    expect(vendorCalls()).toBe(callsOfFirst);
    expect(second.answers).toEqual(first.answers);
    expect(second.cost).toMatchObject({ costUsd: 0, calls: 9, cachedCalls: 9, unknownCalls: 0 });
    expect(second.cost.units['saved_usd']).toBeCloseTo(first.cost.costUsd, 9);
  });

  it('is nothing for a job that wants fresh answers, which then serve the next one', async () => {
    const warehouse = openMemoryWarehouse({ now: Date.now });
    const { lookUp } = openInstance(warehouse);
    const first = await lookUp('job-1');
    const fresh = await lookUp('job-2', { fresh: true });
    expect(fresh.cost).toMatchObject({ cachedCalls: 0, costUsd: first.cost.costUsd });
    const before = vendorCalls();
    await lookUp('job-3');
    expect(vendorCalls()).toBe(before);
  });
});
