import { canonicalJson, type EntityKey, type EventKind, sha256Base32, taskEvent } from '@userport/contracts';
import { RetryableError } from '@userport/errors';
import { openDuckdb } from './drivers/duckdb';
import { openStores } from './stores';
import { openMemoryWarehouse } from './testing';
import type { Warehouse } from './warehouse';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const START = Date.UTC(2026, 10, 23);
const lead = { jobId: 'research_1', entityId: 'lead-1' };
const neighbour = { jobId: 'research_2', entityId: 'lead-2' };
const bytes = Buffer.from('{"insights":"of Ada Example"}');

const openOn = async (warehouse: Warehouse) => {
  await warehouse.ensureTables();
  const time = { nowMs: START };
  const stores = openStores(warehouse, { now: () => time.nowMs, randomId: () => 'usage' });
  const event = (key: EntityKey, kind: EventKind, detail = {}) =>
    taskEvent({
      ...{ ...key, taskName: 'probe', generation: 1, kind, at: new Date(time.nowMs), detail },
      ...(kind === 'requested' ? {} : { round: 1, position: 1 }),
    });
  /** Everything that a job leaves behind. */
  const leave = async (key: EntityKey, payload: object = { about: key.entityId }) => {
    const hash = sha256Base32(canonicalJson(payload));
    await stores.payloads.put(payload, hash);
    await stores.jobs.appendMemo(key, 1, { step: 's', inputHash: 'i', contentHash: 'c', answer: 'Ada' });
    await stores.jobs.appendRaw(key, 1, { step: 'parse', source: 'linkedin', raw: { name: 'Ada' } });
    const body = {
      token: 'a',
      kind: 'success' as const,
      position: 1,
      total: 1,
      once: false,
      fingerprint: 'f',
    };
    await stores.jobs.appendBodies(key, 1, [{ ...body, bytes, sha256: sha256Base32(bytes) }]);
    await stores.jobs.appendEvents([
      event(key, 'requested', { payload_hash: hash }),
      event(key, 'page_refused', { answer: 'What is "Ada Example"?' }),
      event(key, 'parked', { answer: 'What is "Ada Example"?' }),
    ]);
    return hash;
  };
  /** What is still there of a job: payload, memos, raw material, bodies, kinds of events. */
  const left = async (key: EntityKey, hash: string) => {
    const { events, memos, bodies, payload } = await stores.jobs.lookup(key, 1, hash);
    const raw = await stores.materials.of(key, 1);
    return [
      payload !== undefined,
      memos.length,
      raw.length,
      bodies.length,
      events.map(({ kind }) => kind).sort(),
    ];
  };
  return { warehouse, stores, time, leave, left, event };
};

const whole = [true, 1, 1, 1, ['page_refused', 'parked', 'requested']];

describe.each<[string, () => Promise<Warehouse>]>([
  ['DuckDB', () => openDuckdb({ path: ':memory:' })],
  ['memory', async () => openMemoryWarehouse({ now: () => START })],
])('the forget store on %s', (_name, openEngine) => {
  it('removes all that a job left behind but what happened to it, and nothing of another', async () => {
    const { warehouse, stores, leave, left } = await openOn(await openEngine());
    const [hash, other] = [await leave(lead), await leave(neighbour)];
    const removals = await stores.forget.remove({ keys: [lead], payloadHashes: [hash] });
    expect(removals).toEqual([
      { table: 'task_payloads', removed: 1, left: 0 },
      { table: 'enrichment_raw_data', removed: 2, left: 0 },
      { table: 'enrichment_callbacks', removed: 1, left: 0 },
      { table: 'task_events', removed: 2, left: 0 },
    ]);
    expect(await left(lead, hash)).toEqual([false, 0, 0, 0, ['requested']]);
    expect(await left(neighbour, other)).toEqual(whole);
    const again = await stores.forget.remove({ keys: [lead], payloadHashes: [hash] });
    expect(again.map(({ removed }) => removed)).toEqual([0, 0, 0, 0]);
    await warehouse.close();
  });

  it('removes nothing where nothing is named', async () => {
    const { warehouse, stores, leave, left } = await openOn(await openEngine());
    const hash = await leave(lead);
    await stores.forget.remove({ keys: [], payloadHashes: [] });
    expect(await left(lead, hash)).toEqual(whole);
    await warehouse.close();
  });

  it('knows which payloads another job was asked for with, unless that was forgotten as well', async () => {
    const { warehouse, stores, leave, event } = await openOn(await openEngine());
    const shared = await leave(lead, { about: 'both' });
    const own = await leave(lead);
    await leave(neighbour, { about: 'both' });
    const jobs = { keys: [lead], payloadHashes: [shared, own] };
    expect([...(await stores.forget.inUse(jobs))]).toEqual([shared]);
    await stores.jobs.appendEvents([event(neighbour, 'forgotten')]);
    expect([...(await stores.forget.inUse(jobs))]).toEqual([]);
    expect([...(await stores.forget.inUse({ keys: [lead], payloadHashes: [] }))]).toEqual([]);
    await warehouse.close();
  });
});

describe('the forget store on an engine that takes new rows only later', () => {
  const STREAMING_MS = 30 * MINUTE_MS;

  /** As BigQuery does it: a removal that would meet a row of the last half hour removes nothing. */
  const streaming = async () => {
    const engine = openMemoryWarehouse({ now: () => START });
    const asked: unknown[] = [];
    const warehouse: Warehouse = {
      ...engine,
      async remove(table, where) {
        asked.push(where);
        const time = table === 'task_events' ? 'at' : 'stored_at';
        const newest = { [time]: { from: new Date(opened.time.nowMs - STREAMING_MS) } };
        const bound: Readonly<Record<string, unknown>> = where;
        const find = { table, where: bound[time] === undefined ? { ...where, ...newest } : where, limit: 1 };
        const met = (await engine.find(find as never)).rows as unknown as readonly (readonly object[])[];
        if (bound[time] === undefined && (met[0]?.length ?? 0) > 0)
          throw new RetryableError('too new', { code: 'streaming_buffer', retryAfterMs: STREAMING_MS });
        return engine.remove(table, where);
      },
    };
    const opened = await openOn(warehouse);
    return { ...opened, asked };
  };

  it('removes what is old enough, says what is left, when it can go and when it expires', async () => {
    const { stores, time, leave, left } = await streaming();
    await leave(lead);
    time.nowMs += 31 * MINUTE_MS;
    const hash = await leave(lead);
    const newest = time.nowMs;
    time.nowMs += MINUTE_MS;
    const removals = await stores.forget.remove({ keys: [lead], payloadHashes: [hash] });
    const againAt = new Date(newest + STREAMING_MS);
    const expiresAt = new Date(newest + 90 * DAY_MS);
    expect(removals).toEqual([
      { table: 'task_payloads', removed: 1, left: 1, againAt, expiresAt },
      { table: 'enrichment_raw_data', removed: 2, left: 2, againAt, expiresAt },
      { table: 'enrichment_callbacks', removed: 1, left: 1, againAt },
      { table: 'task_events', removed: 2, left: 2, againAt },
    ]);
    time.nowMs = againAt.getTime() + 1;
    const rest = await stores.forget.remove({ keys: [lead], payloadHashes: [hash] });
    expect(rest.map((one) => [one.removed, one.left, one.againAt])).toEqual([
      [1, 0, undefined],
      [2, 0, undefined],
      [1, 0, undefined],
      [2, 0, undefined],
    ]);
    expect(await left(lead, hash)).toEqual([false, 0, 0, 0, ['requested']]);
  });

  it('leaves everything where the engine does not even take what is old, and tells any other trouble', async () => {
    const refuse = (code: string) => async () => {
      throw new RetryableError('no', { code, retryAfterMs: STREAMING_MS });
    };
    const engine = openMemoryWarehouse({ now: () => START });
    const { stores, leave, left } = await openOn({ ...engine, remove: refuse('streaming_buffer') });
    const hash = await leave(lead);
    const removals = await stores.forget.remove({ keys: [lead], payloadHashes: [hash] });
    expect(removals.map(({ removed, left: rows }) => [removed, rows])).toEqual([
      [0, 1],
      [0, 2],
      [0, 1],
      [0, 2],
    ]);
    expect(await left(lead, hash)).toEqual(whole);
    const other = await openOn({ ...engine, remove: refuse('warehouse_busy') });
    await expect(other.stores.forget.remove({ keys: [lead], payloadHashes: [hash] })).rejects.toMatchObject({
      code: 'warehouse_busy',
    });
  });
});
