import type { Bill, PlannedCall, SettledCall } from '@userport/contracts';
import { RetryableError, TerminalError } from '@userport/errors';
import { openCacheStore, openStores } from '@userport/warehouse';
import { openMemoryWarehouse } from '@userport/warehouse/testing';
import { z } from 'zod';
import { type Cache, type CacheQuery, type Loaded, openCache } from './cached';

const DAY_MS = 24 * 60 * 60 * 1000;
const START = Date.UTC(2026, 10, 23);

/** A bill that notes its lines. */
const notingBill = () => {
  const lines: (PlannedCall & SettledCall)[] = [];
  const bill: Bill = {
    reserve: async (planned) => ({
      settle: (settled) => void lines.push({ ...planned, ...settled }),
      release: () => undefined,
    }),
  };
  return { bill, lines };
};

describe('openCache', () => {
  let nowMs: number;
  let said: string[];
  let cache: Cache;
  let finds: number;
  let broken: { read?: boolean; write?: boolean };
  let warehouse: ReturnType<typeof openMemoryWarehouse>;

  beforeEach(() => {
    nowMs = START;
    said = [];
    finds = 0;
    broken = {};
    const memory = openMemoryWarehouse({ now: () => nowMs });
    const away = () => Promise.reject(new RetryableError('away'));
    warehouse = {
      ...memory,
      append: (table, rows) => (broken.write === true ? away() : memory.append(table, rows)),
      find: (...wanted) => {
        finds += 1;
        return broken.read === true ? away() : memory.find(...wanted);
      },
    };
    const now = () => nowMs;
    const store = openCacheStore(warehouse, 'api_request_cache', { now });
    cache = openCache({ store, now, log: { warn: (line) => void said.push(line) } });
  });

  const page = z.object({ text: z.string() });
  type Page = z.infer<typeof page>;
  const { bill: anyBill } = notingBill();
  const query = (more: Partial<CacheQuery<Page>> = {}, request: Record<string, unknown> = { url: 'a' }) => ({
    identity: { vendor: 'jina', method: 'reader', schemaVersion: 1, scope: 'shared', request },
    maxAgeMs: DAY_MS,
    parse: (kept: unknown) => page.parse(kept),
    operation: 'reader',
    bill: anyBill,
    signal: new AbortController().signal,
    ...more,
  });
  const loads = (text = 'page', costUsd: number | null = 0.01) =>
    jest.fn(async (): Promise<Loaded<Page>> => ({ answer: { text }, kept: { text }, costUsd }));

  it('asks the vendor once and serves what it kept', async () => {
    const load = loads();
    expect(await cache.cached(query(), load)).toEqual({ text: 'page' });
    expect(await cache.cached(query(), load)).toEqual({ text: 'page' });
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('writes a line at zero for a kept answer, with what it saves, and none for a new one', async () => {
    const { bill, lines } = notingBill();
    await cache.cached(query({ bill }), loads());
    expect(lines).toEqual([]);
    await cache.cached(query({ bill, model: 'm' }), loads());
    expect(lines).toEqual([
      {
        vendor: 'jina',
        operation: 'reader',
        model: 'm',
        estimateUsd: 0,
        cached: true,
        units: { saved_usd: 0.01 },
        costUsd: 0,
      },
    ]);
  });

  it('does not say what a kept answer saves whose price was not known', async () => {
    const { bill, lines } = notingBill();
    await cache.cached(query(), loads('page', null));
    await cache.cached(query({ bill }), loads());
    expect(lines[0]).toMatchObject({ units: {}, costUsd: 0, cached: true });
  });

  it('serves a kept answer although the budget is spent, as one row of the bill', async () => {
    await cache.cached(query(), loads());
    const of = { jobId: 'job', entityId: 'entity', generation: 1, taskName: 'task', budgetUsd: 0 };
    const bill = openStores(warehouse, { now: () => nowMs, randomId: () => 'one' }).openBill(of);
    await cache.cached(query({ bill }), loads());
    await bill.flush();
    const { rows } = await warehouse.find({ table: 'provider_usage', where: { job_id: 'job' }, limit: 9 });
    expect(rows[0]).toMatchObject([
      { usage_id: 'one', state: 'settled', vendor: 'jina', cost_usd: 0, cached: true },
    ]);
    expect(bill.total()).toMatchObject({ costUsd: 0, calls: 1, cachedCalls: 1, unknownCalls: 0 });
  });

  it('asks again once an answer is too old', async () => {
    await cache.cached(query(), loads());
    nowMs += DAY_MS;
    expect(await cache.cached(query(), loads('new'))).toEqual({ text: 'page' });
    nowMs += 1;
    expect(await cache.cached(query(), loads('new'))).toEqual({ text: 'new' });
  });

  it('passes over what is kept when asked for something fresh, and keeps that', async () => {
    await cache.cached(query(), loads('old'));
    nowMs += 1;
    expect(await cache.cached(query({ fresh: true }), loads('fresh'))).toEqual({ text: 'fresh' });
    expect(await cache.cached(query(), loads('other'))).toEqual({ text: 'fresh' });
  });

  it('shares nothing between scopes', async () => {
    const of = (scope: string) => query({ identity: { ...query().identity, scope } });
    await cache.cached(of('tenant:1'), loads('one'));
    expect(await cache.cached(of('tenant:2'), loads('two'))).toEqual({ text: 'two' });
  });

  it('makes of a thousand misses of one key at the same time one call', async () => {
    const load = loads();
    const all = await Promise.all(Array.from({ length: 1000 }, () => cache.cached(query(), load)));
    expect(all).toEqual(Array.from({ length: 1000 }, () => ({ text: 'page' })));
    expect(load).toHaveBeenCalledTimes(1);
    expect(finds).toBe(2); // one look-up, one clean-up after the write
  });

  it('makes of 500 look-ups of a turn three queries', async () => {
    const keys = Array.from({ length: 500 }, (_, index) => ({ url: String(index) }));
    await Promise.all(keys.map((key) => cache.cached(query({}, key), loads())));
    finds = 0;
    const load = loads();
    await Promise.all(keys.map((key) => cache.cached(query({}, key), load)));
    expect([finds, load.mock.calls.length]).toEqual([3, 0]);
  });

  it('keeps no error', async () => {
    const busy = new RetryableError('busy', { code: 'vendor_unavailable' });
    await expect(cache.cached(query(), () => Promise.reject(busy))).rejects.toBe(busy);
    expect(await cache.cached(query(), loads('later'))).toEqual({ text: 'later' });
  });

  it('keeps nothing that its loader does not want to serve again', async () => {
    const once = async (): Promise<Loaded<Page>> => ({ answer: { text: 'x' }, kept: undefined, costUsd: 1 });
    expect(await cache.cached(query(), once)).toEqual({ text: 'x' });
    expect(await cache.cached(query(), loads('y'))).toEqual({ text: 'y' });
  });

  it('takes a kept answer of another shape for none', async () => {
    await cache.cached(query({ parse: () => ({ text: '' }) }), async () => ({
      answer: { text: '' },
      kept: { words: 3 },
      costUsd: 0,
    }));
    expect(await cache.cached(query(), loads('right'))).toEqual({ text: 'right' });
  });

  it('gives all who wait the vendor’s refusal', async () => {
    const gone = new TerminalError('gone', { code: 'vendor_refused' });
    const load = jest.fn(() => Promise.reject<Loaded<Page>>(gone));
    const ends = await Promise.allSettled([1, 2, 3].map(() => cache.cached(query(), load)));
    expect(ends.map((end) => end.status === 'rejected' && end.reason === gone)).toEqual([true, true, true]);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['gave up', new RetryableError('x', { code: 'aborted' })],
    ['had no budget', new TerminalError('x', { code: 'budget_exhausted' })],
  ])('lets another caller ask when the first one %s', async (_what, error) => {
    const first = cache.cached(query(), () => Promise.reject(error));
    const second = cache.cached(query(), loads('second'));
    await expect(first).rejects.toBe(error);
    expect(await second).toEqual({ text: 'second' });
  });

  it('lets another caller ask when the first one’s signal ended its call, whatever that threw', async () => {
    const giveUp = new AbortController();
    const first = cache.cached(query({ signal: giveUp.signal }), async () => {
      giveUp.abort();
      throw new RetryableError('no whole answer', { code: 'vendor_timeout' });
    });
    const second = cache.cached(query(), loads('second'));
    await expect(first).rejects.toMatchObject({ code: 'vendor_timeout' });
    expect(await second).toEqual({ text: 'second' });
  });

  it('does not make a caller wait who gave up', async () => {
    let answer: (loaded: Loaded<Page>) => void = () => undefined;
    const first = cache.cached(query(), () => new Promise<Loaded<Page>>((resolve) => (answer = resolve)));
    const giveUp = new AbortController();
    const second = cache.cached(query({ signal: giveUp.signal }), loads());
    giveUp.abort();
    await expect(second).rejects.toMatchObject({ code: 'aborted' });
    await new Promise((resolve) => setImmediate(resolve));
    answer({ answer: { text: 'late' }, kept: { text: 'late' }, costUsd: 0 });
    expect(await first).toEqual({ text: 'late' });
  });

  it('lets every call through while it cannot be read, and says so', async () => {
    broken.read = true;
    expect(await cache.cached(query(), loads())).toEqual({ text: 'page' });
    expect(said[0]).toBe('Kept answers cannot be read: the vendors are asked instead.');
  });

  it('loses no answer when it cannot be written, and says so', async () => {
    broken.write = true;
    expect(await cache.cached(query(), loads())).toEqual({ text: 'page' });
    expect(said[0]).toContain('Answers cannot be kept');
  });

  it('refuses a request that holds a secret before anything is asked', async () => {
    const load = loads();
    await expect(cache.cached(query({}, { apiKey: 'k' }), load)).rejects.toMatchObject({
      code: 'cache_key_secret',
    });
    expect(load).not.toHaveBeenCalled();
  });

  it('tells other processes a fact, the newest one, for a while', async () => {
    const { identity } = query({}, { about: 'stop' });
    await cache.remember(identity, { until: 1 });
    nowMs += 1000;
    await cache.remember(identity, { until: 2 });
    expect(await cache.recall(identity, 5000)).toMatchObject({
      value: { until: 2 },
      storedAtMs: START + 1000,
    });
    nowMs += 5001;
    expect(await cache.recall(identity, 5000)).toBeUndefined();
  });

  it('tells the first of several facts to whoever wants one for all, as long as it is young enough', async () => {
    const { identity } = query({}, { about: 'rubric' });
    for (const version of [1, 2, 3]) {
      await cache.remember(identity, { version });
      nowMs += 1000;
    }
    finds = 0;
    const both = [cache.recall(identity, 5000, 'first'), cache.recall(identity, 5000)];
    expect((await Promise.all(both)).map((fact) => fact?.value)).toEqual([{ version: 1 }, { version: 3 }]);
    expect(finds).toBe(1);
    nowMs += 2500;
    expect((await cache.recall(identity, 5000, 'first'))?.value).toEqual({ version: 2 });
  });
});
