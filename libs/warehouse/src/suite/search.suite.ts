import type { Find } from '../warehouse';
import { bodyRow, eventRow, eventsOf, fresh, MOMENT, type Suite } from './sample-rows';

/** Rows are found, ordered, bounded and paged. */
export const describeSearch = ({ warehouse }: Suite) => {
  /** Nine events e1 to e9: kinds a, b, c in turn, generations 1 to 3, a second apart. */
  const nine = async (): Promise<string> => {
    const key_hash = fresh('key');
    const rows = Array.from({ length: 9 }, (_, index) =>
      eventRow({
        key_hash,
        event_id: `e${index + 1}`,
        kind: 'abc'.charAt(index % 3),
        generation: Math.floor(index / 3) + 1,
        round: index % 2 === 0 ? null : index,
        at: new Date(MOMENT.getTime() + index * 1000),
        detail: index === 4 ? { reason: 'drained', count: 5 } : { reason: 'failed' },
      }),
    );
    await warehouse().append('task_events', rows);
    return key_hash;
  };
  const ids = async (find: Find<'task_events'>): Promise<string> => {
    const { rows } = await warehouse().find(find);
    return rows[0].map(({ event_id }) => event_id.slice(1)).join('');
  };

  it('finds by one value, by one of several and by a range of time', async () => {
    const key = await nine();
    const second = (index: number) => new Date(MOMENT.getTime() + index * 1000);
    expect(await ids(eventsOf(key, { where: { kind: 'b' } }))).toBe('258');
    expect(await ids(eventsOf(key, { where: { kind: { in: ['a', 'c'] }, generation: 2 } }))).toBe('46');
    expect(await ids(eventsOf(key, { where: { generation: { in: [1, 3] } } }))).toBe('123789');
    expect(await ids(eventsOf(key, { where: { at: { from: second(2), before: second(5) } } }))).toBe('345');
    expect(await ids(eventsOf(key, { where: { at: { before: second(2) } } }))).toBe('12');
    expect(await ids(eventsOf(key, { where: { at: { from: second(7) } } }))).toBe('89');
    expect(await ids(eventsOf(key, { where: { kind: 'd' } }))).toBe('');
  });

  it('finds by long lists, and nothing by an empty one', async () => {
    const key = await nine();
    const many = Array.from({ length: 300 }, (_, index) => `e${index + 7}`);
    const numbers = Array.from({ length: 300 }, (_, index) => index + 3);
    expect(await ids(eventsOf(key, { where: { event_id: { in: many } } }))).toBe('789');
    expect(await ids(eventsOf(key, { where: { generation: { in: numbers } } }))).toBe('789');
    expect(await ids(eventsOf(key, { where: { kind: { in: [] } } }))).toBe('');
  });

  it('finds by true and false', async () => {
    const key_hash = fresh('key');
    const rows = [true, false].map((once, index) => bodyRow({ key_hash, once, position: index + 1 }));
    await warehouse().append('enrichment_callbacks', rows);
    const found = await warehouse().find(
      { table: 'enrichment_callbacks', where: { key_hash, once: true }, limit: 9 },
      { table: 'enrichment_callbacks', where: { key_hash, once: false }, limit: 9 },
    );
    expect(found.rows.map((page) => page.map(({ position }) => position))).toEqual([[1], [2]]);
  });

  it('finds by a field of a JSON column', async () => {
    const key = await nine();
    expect(await ids(eventsOf(key, { fields: { detail: { reason: 'drained' } } }))).toBe('5');
    const either = { detail: { reason: { in: ['drained', 'failed'] } } };
    expect(await ids(eventsOf(key, { where: { kind: 'b' }, fields: either }))).toBe('258');
    expect(await ids(eventsOf(key, { fields: { detail: { reason: 'failed', count: '5' } } }))).toBe('');
    expect(await ids(eventsOf(key, { fields: { detail: { unknown: 'failed' } } }))).toBe('');
  });

  it('leaves out rows that have a partner', async () => {
    const key = await nine();
    const lacking = (kind: string) => ({ by: ['key_hash', 'generation'], where: { kind } }) as const;
    expect(await ids(eventsOf(key, { where: { kind: 'a' }, lacking: lacking('b') }))).toBe('');
    expect(await ids(eventsOf(key, { where: { kind: 'a' }, lacking: lacking('d') }))).toBe('147');
    const late = {
      by: ['key_hash', 'generation'],
      where: { kind: 'b', generation: { in: [2, 3] } },
    } as const;
    expect(await ids(eventsOf(key, { where: { kind: 'a' }, lacking: late }))).toBe('1');
  });

  it('takes two empty columns for equal when it looks for a partner', async () => {
    const key_hash = fresh('key');
    const rows = [
      eventRow({ key_hash, event_id: 'e1', kind: 'asked', round: null }),
      eventRow({ key_hash, event_id: 'e2', kind: 'asked', round: 2 }),
      eventRow({ key_hash, event_id: 'e3', kind: 'asked', round: 3 }),
      eventRow({ key_hash, event_id: 'e4', kind: 'done', round: null }),
      eventRow({ key_hash, event_id: 'e5', kind: 'done', round: 3 }),
    ];
    await warehouse().append('task_events', rows);
    const lacking = { by: ['key_hash', 'round'], where: { kind: 'done' } } as const;
    expect(await ids(eventsOf(key_hash, { where: { kind: 'asked' }, lacking }))).toBe('2');
  });

  it('orders by several columns, empty ones first when ascending', async () => {
    const key = await nine();
    const by = (orderBy: NonNullable<Find<'task_events'>['orderBy']>) => ids(eventsOf(key, { orderBy }));
    expect(await by([{ column: 'event_id', descending: true }])).toBe('987654321');
    expect(await by([{ column: 'kind' }, { column: 'at', descending: true }])).toBe('741852963');
    expect(await by([{ column: 'round' }, { column: 'event_id' }])).toBe('135792468');
    expect(await by([{ column: 'round', descending: true }, { column: 'event_id' }])).toBe('864213579');
  });

  it('orders text by code points', async () => {
    const key_hash = fresh('key');
    const words = ['Z', 'a', 'ab', 'é', '\uFFFD', '\u{1F600}'];
    await warehouse().append(
      'task_events',
      words.toReversed().map((event_id) => eventRow({ key_hash, event_id })),
    );
    const { rows } = await warehouse().find(eventsOf(key_hash));
    expect(rows[0].map(({ event_id }) => event_id)).toEqual(words);
  });

  it('pages through everything once with a keyset', async () => {
    const key = await nine();
    const orderBy = [{ column: 'kind', descending: true }, { column: 'at' }, { column: 'event_id' }] as const;
    const pages: string[] = [];
    let after: Find<'task_events'>['after'];
    for (let page = 0; page < 9; page += 1) {
      const find = eventsOf(key, { orderBy, limit: 2, ...(after && { after }) });
      const { rows } = await warehouse().find(find);
      const last = rows[0].at(-1);
      if (last === undefined) break;
      pages.push(rows[0].map(({ event_id }) => event_id.slice(1)).join(''));
      after = [last.kind, last.at, last.event_id];
    }
    expect(pages).toEqual(['36', '92', '58', '14', '7']);
  });

  it('answers the first and the newest', async () => {
    const key = await nine();
    expect(await ids(eventsOf(key, { orderBy: [{ column: 'at' }], limit: 1 }))).toBe('1');
    expect(await ids(eventsOf(key, { orderBy: [{ column: 'at', descending: true }], limit: 1 }))).toBe('9');
  });

  it('reads only the columns that are asked for', async () => {
    const key_hash = fresh('key');
    await warehouse().append('enrichment_callbacks', [bodyRow({ key_hash })]);
    const { rows } = await warehouse().find({
      table: 'enrichment_callbacks',
      where: { key_hash },
      columns: ['token', 'position'],
      limit: 1,
    });
    expect(rows[0]).toEqual([
      {
        key_hash: null,
        job_id: null,
        entity_id: null,
        generation: null,
        token: 'token-1',
        kind: null,
        position: 1,
        total: null,
        body: new Uint8Array(),
        sha256: null,
        once: null,
        fingerprint: null,
        stored_at: null,
      },
    ]);
  });

  it('answers several finds in their order, empty ones too', async () => {
    const key = await nine();
    const { rows } = await warehouse().find(
      eventsOf(key, { where: { kind: 'c' } }),
      { table: 'task_payloads', where: { payload_hash: fresh('hash') }, limit: 5 },
      eventsOf(key, { where: { kind: 'a' }, limit: 1 }),
    );
    expect(rows.map((page) => page.length)).toEqual([3, 0, 1]);
  });
};
