import { bodyRow, eventRow, eventsOf, fresh, MOMENT, type Suite } from './sample-rows';

/** Long enough that an engine may keep it apart from its row. */
const LONG_BYTES = 300_000;

/** What must go goes, and nothing else. An engine that cannot count says null. */
export const describeRemoval = ({ warehouse }: Suite) => {
  const long = (fill: number): Uint8Array => new Uint8Array(LONG_BYTES).fill(fill);
  const bodiesOf = async (keys: readonly string[]) => {
    const { rows } = await warehouse().find({
      table: 'enrichment_callbacks',
      where: { key_hash: { in: keys } },
      orderBy: [{ column: 'key_hash' }, { column: 'position' }],
      limit: 100,
    });
    return rows[0];
  };

  it('removes the rows that fit and no others', async () => {
    const cache_key = fresh('cache');
    const row = { cache_key, vendor: 'apollo', scope: 'shared', answer: {}, stored_at: MOMENT };
    await warehouse().append('api_request_cache', [row, { ...row, scope: 'tenant' }]);
    const removed = await warehouse().remove('api_request_cache', { cache_key, scope: 'tenant' });
    expect([1, null]).toContain(removed);
    const { rows } = await warehouse().find({ table: 'api_request_cache', where: { cache_key }, limit: 5 });
    expect(rows[0]).toEqual([row]);
  });

  it('removes long values with their rows, and leaves those of neighbours whole', async () => {
    const [gone, other] = [fresh('key'), fresh('key')];
    await warehouse().append('enrichment_callbacks', [
      bodyRow({ key_hash: gone, body: long(1) }),
      bodyRow({ key_hash: other, body: long(2) }),
      bodyRow({ key_hash: gone, body: long(3), position: 2 }),
    ]);
    expect([2, null]).toContain(await warehouse().remove('enrichment_callbacks', { key_hash: gone }));
    const left = await bodiesOf([gone, other]);
    expect(left.map(({ key_hash, body }) => [key_hash, body.length, body[LONG_BYTES - 1]])).toEqual([
      [other, LONG_BYTES, 2],
    ]);
  });

  it('removes by several values, and of those what was written before a moment', async () => {
    const keys = [fresh('key'), fresh('key'), fresh('key')] as const;
    const at = (seconds: number) => new Date(MOMENT.getTime() + seconds * 1000);
    await warehouse().append(
      'task_events',
      keys.flatMap((key_hash) => [1, 2, 3].map((second) => eventRow({ key_hash, at: at(second) }))),
    );
    const bound = { key_hash: { in: [keys[0], keys[1]] }, at: { before: at(3) } };
    expect([4, null]).toContain(await warehouse().remove('task_events', bound));
    const left = await Promise.all(
      keys.map(async (key) => (await warehouse().find(eventsOf(key))).rows[0].map((row) => row.at)),
    );
    expect(left.map((times) => times.map((time) => time.getTime() - MOMENT.getTime()).sort())).toEqual([
      [3000],
      [3000],
      [1000, 2000, 3000],
    ]);
  });

  it('removes nothing by an empty list, and nothing a second time', async () => {
    const key_hash = fresh('key');
    await warehouse().append('task_events', [eventRow({ key_hash, kind: 'parked' })]);
    expect([0, null]).toContain(await warehouse().remove('task_events', { key_hash: { in: [] } }));
    expect((await warehouse().find(eventsOf(key_hash))).rows[0]).toHaveLength(1);
    expect([1, null]).toContain(await warehouse().remove('task_events', { key_hash }));
    expect([0, null]).toContain(await warehouse().remove('task_events', { key_hash }));
    expect((await warehouse().find(eventsOf(key_hash))).rows[0]).toEqual([]);
  });

  it('keeps what is appended after a removal, with its long values', async () => {
    const key_hash = fresh('key');
    await warehouse().append('enrichment_callbacks', [bodyRow({ key_hash, body: long(1) })]);
    await warehouse().remove('enrichment_callbacks', { key_hash });
    await warehouse().append('enrichment_callbacks', [bodyRow({ key_hash, body: long(2) })]);
    expect((await bodiesOf([key_hash])).map(({ body }) => body[0])).toEqual([2]);
  });

  it('removes while others append and read', async () => {
    const keys = Array.from({ length: 20 }, () => fresh('key'));
    await Promise.all(
      keys.map(async (key_hash, index) => {
        await warehouse().append('enrichment_callbacks', [bodyRow({ key_hash, body: long(index) })]);
        if (index % 2 === 0) await warehouse().remove('enrichment_callbacks', { key_hash });
      }),
    );
    const left = new Map((await bodiesOf(keys)).map(({ key_hash, body }) => [key_hash, body[0]]));
    expect([...left].sort()).toEqual(
      keys.flatMap((key, index) => (index % 2 === 0 ? [] : [[key, index] as const])).sort(),
    );
  });

  it('refuses to remove everything', async () => {
    await expect(warehouse().remove('api_request_cache', {})).rejects.toMatchObject({ code: 'find_invalid' });
  });
};
