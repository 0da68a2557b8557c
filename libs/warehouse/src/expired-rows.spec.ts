import { canonicalJson, sha256Base32 } from '@userport/contracts';
import { openDuckdb } from './drivers/duckdb';
import { openStores } from './stores';
import { openMemoryWarehouse } from './testing';
import type { Warehouse } from './warehouse';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const START = Date.UTC(2026, 10, 23);
const key = { jobId: 'job', entityId: 'lead' };

describe.each<[string, () => Promise<Warehouse>]>([
  ['DuckDB', () => openDuckdb({ path: ':memory:' })],
  ['memory', async () => openMemoryWarehouse({ now: () => START })],
])('expired rows on %s', (_name, openEngine) => {
  const setUp = async (rawExpiryDays?: number) => {
    const warehouse = await openEngine();
    await warehouse.ensureTables();
    const time = { nowMs: START };
    const stores = openStores(warehouse, { now: () => time.nowMs, randomId: () => 'id', rawExpiryDays });
    const put = async (payload: object) => {
      const hash = sha256Base32(canonicalJson(payload));
      await stores.payloads.put(payload, hash);
      return hash;
    };
    return { warehouse, time, stores, put };
  };

  it('go once their time is over: requests and raw material, and no result', async () => {
    const { warehouse, time, stores, put } = await setUp();
    const [old, again] = [await put({ lead: 'old' }), await put({ lead: 'asked again' })];
    await stores.jobs.appendRaw(key, 1, { step: 'parse', source: 'linkedin', raw: { tabs: 1 } });
    const body = {
      token: 'a',
      kind: 'success' as const,
      position: 1,
      total: 1,
      once: false,
      fingerprint: 'f',
    };
    const bytes = Buffer.from('{}');
    await stores.jobs.appendBodies(key, 1, [{ ...body, bytes, sha256: sha256Base32(bytes) }]);
    time.nowMs += 60 * DAY_MS;
    await put({ lead: 'asked again' });
    await stores.jobs.appendRaw(key, 2, { step: 'parse', source: 'linkedin', raw: { tabs: 2 } });
    expect(await stores.expired.remove()).toBe(0);
    time.nowMs += 31 * DAY_MS;
    expect(await stores.expired.remove()).toBe(3);
    expect(await stores.payloads.read(old)).toBeUndefined();
    expect(await stores.payloads.read(again)).toBe('{"lead":"asked again"}');
    expect(await stores.materials.of(key, 1)).toEqual([]);
    expect(await stores.materials.of(key, 2)).toHaveLength(1);
    expect(await stores.jobs.readBodies(key, 1, 'a', [1])).toHaveLength(1);
    await warehouse.close();
  });

  it('are kept as long as the configuration says', async () => {
    const { warehouse, time, stores, put } = await setUp(40);
    const hash = await put({ lead: 'old' });
    time.nowMs += 40 * DAY_MS;
    expect(await stores.expired.remove()).toBe(0);
    time.nowMs += HOUR_MS;
    expect(await stores.expired.remove()).toBe(1);
    expect(await stores.payloads.read(hash)).toBeUndefined();
    await warehouse.close();
  });

  it('go some at a time, the oldest first, and are looked for once an hour', async () => {
    const { warehouse, time, stores, put } = await setUp();
    const hashes: string[] = [];
    for (let number = 0; number < 60; number += 1) {
      hashes.push(await put({ number }));
      time.nowMs += 1;
    }
    time.nowMs += 91 * DAY_MS;
    expect([await stores.expired.remove(), await stores.expired.remove()]).toEqual([50, 0]);
    expect(await stores.payloads.read(hashes[49] ?? '')).toBeUndefined();
    expect(await stores.payloads.read(hashes[50] ?? '')).toBe('{"number":50}');
    time.nowMs += HOUR_MS;
    expect(await stores.expired.remove()).toBe(10);
    await warehouse.close();
  });
});
