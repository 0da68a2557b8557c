import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256Base32, taskEvent } from '@userport/contracts';
import { openStores } from '@userport/warehouse';
import { openMemoryWarehouse } from '@userport/warehouse/testing';
import { copyStore, readUnit } from './stored';

const key = { jobId: 'job-1', entityId: 'e' };
const at = new Date(Date.UTC(2026, 4, 4));
const settled = (token: string) =>
  taskEvent({
    ...{ ...key, taskName: 'probe', kind: 'settled', generation: 1, token, at },
    detail: { kind: 'success', total: 2 },
  });

describe('readUnit', () => {
  const openUnit = () => {
    const warehouse = openMemoryWarehouse({ now: () => at.getTime() });
    return { warehouse, stores: openStores(warehouse, { now: () => at.getTime(), randomId: () => 'id' }) };
  };
  const body = (position: number) => ({ position, bytes: Buffer.from(`body ${position}`) });

  it('is empty for what nobody asked for', async () => {
    expect(await readUnit(openUnit().warehouse, key)).toEqual([]);
  });

  it("reads the winner's bodies by hash, and what was accepted, generation by generation", async () => {
    const { warehouse, stores } = openUnit();
    const asked = { ...key, taskName: 'probe', kind: 'requested', generation: 1, at } as const;
    await stores.jobs.appendEvents([
      taskEvent({ ...asked, fingerprint: 'f', detail: { payload_hash: 'h', max_retries: 3 } }),
    ]);
    for (const token of ['winner', 'loser']) {
      const bodies = [1, 2].map((position) => ({
        ...body(position),
        ...{ token, kind: 'success' as const, total: 2, fingerprint: 'f', once: false },
        sha256: sha256Base32(body(position).bytes),
      }));
      await stores.jobs.appendBodies(key, 1, bodies);
    }
    await stores.jobs.appendEvents([
      settled('winner'),
      taskEvent({ ...asked, kind: 'page_accepted', position: 1, round: 1, detail: {} }),
    ]);
    const [generation] = await readUnit(warehouse, key);
    const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(generation).toMatchObject({ generation: 1, settledBy: ['winner'], memos: 0 });
    expect(generation?.result).toEqual({
      ...{ kind: 'success', total: 2, accepted: new Set([1]) },
      bodies: new Map([
        [1, hashOf('body 1')],
        [2, hashOf('body 2')],
      ]),
    });
  });

  it('tells of two results where two were settled', async () => {
    const { warehouse, stores } = openUnit();
    await stores.jobs.appendEvents([settled('a'), settled('b')]);
    expect((await readUnit(warehouse, key))[0]?.settledBy).toEqual(expect.arrayContaining(['a', 'b']));
  });
});

describe('copyStore', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stored-'));
    writeFileSync(join(folder, 'a'), 'rows');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string): string => join(folder, name);

  it('copies a file with its log', async () => {
    writeFileSync(path('a.wal'), 'log');
    await copyStore(path('a'), path('b'));
    expect([readFileSync(path('b'), 'utf8'), readFileSync(path('b.wal'), 'utf8')]).toEqual(['rows', 'log']);
  });

  it('leaves no older log beside a copy that has none', async () => {
    writeFileSync(path('b.wal'), 'of an older copy');
    await copyStore(path('a'), path('b'));
    expect(existsSync(path('b.wal'))).toBe(false);
  });
});
