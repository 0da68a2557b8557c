import { type CacheStore, type CacheTable, openCacheStore } from './cache-store';
import { openDuckdb } from './drivers/duckdb';
import { openMemoryWarehouse } from './testing';
import type { Warehouse } from './warehouse';

const DAY_MS = 24 * 60 * 60 * 1000;
const START = Date.UTC(2026, 10, 23);
const engines: readonly [string, () => Promise<Warehouse>][] = [
  ['DuckDB', () => openDuckdb({ path: ':memory:' })],
  ['memory', async () => openMemoryWarehouse({ now: () => START })],
];
const places = engines.flatMap(([name, open]) =>
  (['api_request_cache', 'ai_prompt_cache'] as const).map((table) => [name, table, open] as const),
);

describe.each(places)('the cache store on %s, table %s', (_name, table: CacheTable, openEngine) => {
  let nowMs: number;
  let warehouse: Warehouse;
  let finds: number;
  let store: CacheStore;

  beforeEach(async () => {
    nowMs = START;
    finds = 0;
    const engine = await openEngine();
    warehouse = {
      ...engine,
      find: (...wanted) => {
        finds += 1;
        return engine.find(...wanted);
      },
    };
    await warehouse.ensureTables();
    store = openCacheStore(warehouse, table, { now: () => nowMs });
  });
  afterEach(() => warehouse.close());

  const kept = (key: string, answer: unknown) => ({ key, vendor: 'jina', scope: 'shared', answer });
  const since = (daysAgo: number) => new Date(nowMs - daysAgo * DAY_MS);

  it('finds what was kept, with its age, and leaves out what was not', async () => {
    await store.keep([kept('a', { text: 'A' }), kept('b', [1, null])]);
    nowMs += DAY_MS;
    expect(await store.read(['a', 'b', 'c', 'a'], since(2))).toEqual(
      new Map([
        ['a', { answer: { text: 'A' }, storedAt: new Date(START) }],
        ['b', { answer: [1, null], storedAt: new Date(START) }],
      ]),
    );
  });

  it('finds the newest of several', async () => {
    for (const answer of ['first', 'second', 'third']) {
      await store.keep([kept('a', answer)]);
      nowMs += 1000;
    }
    const found = (await store.read(['a'], since(1))).get('a');
    expect(found?.answer).toBe('third');
    expect(found?.older).toEqual([
      { answer: 'first', storedAt: new Date(START) },
      { answer: 'second', storedAt: new Date(START + 1000) },
    ]);
  });

  it('leaves out what is too old', async () => {
    await store.keep([kept('a', 1)]);
    nowMs += DAY_MS + 1;
    expect(await store.read(['a'], since(1))).toEqual(new Map());
    expect((await store.read(['a'], since(2))).size).toBe(1);
  });

  it('reads 500 keys in three queries', async () => {
    const keys = Array.from({ length: 500 }, (_, index) => `key-${index}`);
    await store.keep(keys.map((key) => kept(key, key)));
    expect((await store.read(keys, since(1))).size).toBe(500);
    expect(finds).toBe(3);
  });

  it('reads nothing for no keys', async () => {
    expect(await store.read([], since(1))).toEqual(new Map());
    expect(finds).toBe(0);
  });

  it('removes what is beyond the age of the table, and nothing else', async () => {
    await store.keep([kept('a', 'old'), kept('b', 'old')]);
    nowMs += 29 * DAY_MS;
    await store.keep([kept('b', 'new')]);
    expect(await store.removeExpired()).toBe(0);
    nowMs += 2 * DAY_MS;
    expect(await store.removeExpired()).toBe(2);
    expect(await store.read(['a', 'b'], since(60))).toEqual(
      new Map([['b', { answer: 'new', storedAt: new Date(START + 29 * DAY_MS) }]]),
    );
  });

  it('looks for nothing to remove where the engine drops it by itself', async () => {
    await store.keep([kept('a', 'old')]);
    nowMs += 31 * DAY_MS;
    const self = openCacheStore({ ...warehouse, dropsExpired: true }, table, { now: () => nowMs });
    expect([await self.removeExpired(), finds]).toEqual([0, 0]);
  });

  it('removes at most a thousand at a time', async () => {
    await store.keep(Array.from({ length: 1200 }, (_, index) => kept(`key-${index}`, 1)));
    nowMs += 31 * DAY_MS;
    expect([await store.removeExpired(), await store.removeExpired()]).toEqual([1000, 200]);
  });
});

describe('a kept answer of a model', () => {
  it('is stored with its model and token counts', async () => {
    const warehouse = openMemoryWarehouse({ now: () => START });
    const store = openCacheStore(warehouse, 'ai_prompt_cache', { now: () => START });
    const model = { name: 'gpt-6-luna', inputTokens: 100, outputTokens: 20 };
    await store.keep([{ key: 'a', vendor: 'openai', scope: 'job:1', answer: 'x', model }]);
    const { rows } = await warehouse.find({ table: 'ai_prompt_cache', where: { cache_key: 'a' }, limit: 9 });
    expect(rows[0]).toEqual([
      {
        cache_key: 'a',
        vendor: 'openai',
        model: 'gpt-6-luna',
        scope: 'job:1',
        answer: 'x',
        input_tokens: 100,
        output_tokens: 20,
        stored_at: new Date(START),
      },
    ]);
  });
});
