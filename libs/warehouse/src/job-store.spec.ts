import { keyHashOf, sha256Base32, taskEvent } from '@userport/contracts';
import { openDuckdb } from './drivers/duckdb';
import { openJobStore } from './job-store';
import { openPayloadStore } from './payload-store';
import { engineChecks, jobStoreChecks } from './suite/job-store-checks';
import { openMemoryWarehouse } from './testing';
import type { Warehouse } from './warehouse';

const key = { jobId: 'job-1', entityId: 'column-1' };
const at = new Date('2026-03-01T08:30:00.123Z');
const now = () => at.getTime();

const event = (generation: number, epoch: number) =>
  taskEvent({ ...key, taskName: 'custom_column', kind: 'claimed', generation, epoch, at, token: 'token-1' });

const body = (position: number) => {
  const bytes = new TextEncoder().encode(`body ${position}`);
  const sha256 = sha256Base32(bytes);
  const kind = 'success' as const;
  return {
    token: 'token-1',
    kind,
    position,
    total: 2,
    sha256,
    once: position === 2,
    fingerprint: 'f',
    bytes,
  };
};

const memo = { step: 'value', inputHash: 'i', contentHash: 'c', answer: { text: 'kept' } };

const engines: [string, () => Promise<Warehouse>][] = [
  ['memory', async () => openMemoryWarehouse({ now })],
  ['DuckDB', () => openDuckdb({ path: ':memory:', now })],
];

describe.each(engines)('openJobStore on %s', (_engine, open) => {
  let warehouse: Warehouse;
  const store = () => openJobStore(warehouse, { now });

  beforeEach(async () => {
    warehouse = await open();
    await warehouse.ensureTables();
  });
  afterEach(() => warehouse.close());

  it.each([...jobStoreChecks, ...engineChecks])('$what', ({ check }) => check(store()));

  it('finds nothing of a job that nobody asked for, and tells the time', async () => {
    expect(await store().lookup(key, 1)).toEqual({ nowMs: at.getTime(), events: [], bodies: [], memos: [] });
  });

  it('finds all of a job in one request: events of every life, bodies and memos of one, the payload', async () => {
    const text = '{"column":"Has a shop"}';
    const hash = sha256Base32(text);
    await openPayloadStore(warehouse, { now }).put({ column: 'Has a shop' }, hash);
    await store().appendEvents([event(1, 1), event(2, 1), event(2, 1)]);
    await store().appendEvents([event(2, 1)]);
    await store().appendBodies(key, 1, [body(1), body(2)]);
    await store().appendBodies(key, 1, [body(2)]);
    await store().appendMemo(key, 1, memo);
    await store().appendMemo(key, 2, { ...memo, step: 'later' });
    await store().appendRaw(key, 1, { step: 'value', source: 'gemini', raw: 'raw' });
    await store().appendEvents([taskEvent({ ...event(1, 1), entityId: 'column-2' })]);
    const find = jest.spyOn(warehouse, 'find');
    const found = await store().lookup(key, 1, hash);
    const { bytes: _first, ...headOne } = body(1);
    const { bytes: _second, ...headTwo } = body(2);
    expect(find).toHaveBeenCalledTimes(1);
    expect(found.events).toHaveLength(2);
    expect(found.events).toEqual(expect.arrayContaining([event(1, 1), event(2, 1)]));
    expect(found.bodies).toEqual([headOne, headTwo]);
    expect(found.memos).toEqual([memo]);
    expect(found.payload).toBe(text);
  });

  it('leaves the payload out when a part of it is not there', async () => {
    expect(await store().lookup(key, 1, sha256Base32('never stored'))).not.toHaveProperty('payload');
  });

  it('reads bodies back with their bytes', async () => {
    await store().appendBodies(key, 1, [body(1), body(2)]);
    const [second, ...others] = await store().readBodies(key, 1, 'token-1', [2]);
    expect(others).toEqual([]);
    expect({ ...second, bytes: [...(second?.bytes ?? [])] }).toEqual({
      ...body(2),
      bytes: [...body(2).bytes],
    });
  });

  it('elects by name', async () => {
    const first = await store().putIfAbsent('claim_1', 'token-1', { kind: 'claim' });
    const second = await store().putIfAbsent('claim_1', 'token-2', {});
    expect([first.won, second.won, second.token]).toEqual([true, false, 'token-1']);
    expect((await store().holderOf('claim_1'))?.token).toBe('token-1');
  });

  it('finds every event of a job that has more than one request holds', async () => {
    const many = Array.from({ length: 10_050 }, (_, index) => event(1, index + 1));
    await store().appendEvents(many);
    const found = await store().lookup(key, 1);
    expect(found.events).toHaveLength(10_050);
    expect(new Set(found.events.map(({ epoch }) => epoch)).size).toBe(10_050);
  });

  it('stores events under the key that everything is found by', async () => {
    await store().appendEvents([event(1, 1)]);
    const { rows } = await warehouse.find({
      table: 'task_events',
      where: { key_hash: keyHashOf(key) },
      limit: 9,
    });
    expect(rows[0]).toMatchObject([{ job_id: 'job-1', entity_id: 'column-1', kind: 'claimed', epoch: 1 }]);
  });
});
