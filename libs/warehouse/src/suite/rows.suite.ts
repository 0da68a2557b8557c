import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { bodyRow, eventRow, eventsOf, fresh, type Suite, usageRow } from './sample-rows';

/** Bytes that compress badly and are the same in every run. */
const noise = (bytes: number, seed: string): Uint8Array => {
  const block = createHash('sha512').update(seed).digest();
  const all = new Uint8Array(bytes);
  for (let index = 0; index < bytes; index += 1) {
    all[index] = (block[index % 64] ?? 0) ^ (index >>> 6) ^ (index >>> 14);
  }
  return all;
};

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Rows come back as they went in. */
export const describeRows = ({ warehouse }: Suite) => {
  it('answers rows that were appended just before', async () => {
    const key_hash = fresh('key');
    for (let number = 1; number <= 5; number += 1) {
      await warehouse().append('task_events', [eventRow({ key_hash, event_id: `e${number}` })]);
      const { rows } = await warehouse().find(eventsOf(key_hash));
      expect(rows[0]).toHaveLength(number);
    }
  });

  it('keeps every type of column exactly', async () => {
    const key_hash = fresh('key');
    const text = 'Äpfel, "quotes", \\ and \' and $1; \u0000 \u{1F600} \uFFFD 漢字\r\n\t';
    const event = eventRow({
      key_hash,
      job_id: text,
      entity_id: '',
      epoch: Number.MAX_SAFE_INTEGER,
      round: Number.MIN_SAFE_INTEGER,
      position: 0,
      at: new Date('1969-12-31T23:59:59.999Z'),
      detail: {
        text,
        list: [1, 'two', null, [true, { deep: {} }]],
        number: 0.1,
        large: 1.7976931348623157e308,
      },
    });
    const costs = [0.1 + 0.2, 5e-324, -1e308, 0];
    const usage = costs.map((cost_usd, index) => usageRow({ key_hash, cost_usd, cached: index % 2 === 0 }));
    const bodies = [new Uint8Array(), Uint8Array.from({ length: 256 }, (_, byte) => byte)];
    await warehouse().append('task_events', [event]);
    await warehouse().append('provider_usage', usage);
    await warehouse().append(
      'enrichment_callbacks',
      bodies.map((body, index) => bodyRow({ key_hash, body, position: index + 1, once: index === 1 })),
    );
    const { rows } = await warehouse().find(
      eventsOf(key_hash),
      { table: 'provider_usage', where: { key_hash }, limit: 10 },
      { table: 'enrichment_callbacks', where: { key_hash }, orderBy: [{ column: 'position' }], limit: 10 },
    );
    expect(rows[0]).toEqual([event]);
    expect(rows[1]).toHaveLength(4);
    expect(rows[1]).toEqual(expect.arrayContaining(usage));
    expect(rows[2].map(({ body, once }) => [[...body], once])).toEqual([
      [[], false],
      [[...(bodies[1] ?? [])], true],
    ]);
  });

  it('keeps any JSON value, and a large and deep one', async () => {
    const key_hash = fresh('key');
    const deep = Array.from({ length: 200 }).reduce<unknown>((inner) => ({ inner: [inner] }), 'bottom');
    const large = Object.fromEntries(
      Array.from({ length: 5000 }, (_, index) => [`field ${index}`, 'x'.repeat(100)]),
    );
    const values = [...fc.sample(fc.jsonValue(), { numRuns: 100, seed: 20260301 }), deep, large];
    const rows = values.map((detail, index) =>
      eventRow({ key_hash, event_id: String(index).padStart(4, '0'), detail }),
    );
    await warehouse().append('task_events', rows);
    const found = await warehouse().find(eventsOf(key_hash, { limit: 1000 }));
    expect(found.rows[0].map(({ detail }) => detail)).toEqual(
      values.map((value) => JSON.parse(JSON.stringify(value)) as unknown),
    );
  });

  it('keeps what is absent apart from what is empty', async () => {
    const key_hash = fresh('key');
    await warehouse().append('task_events', [eventRow({ key_hash, event_id: 'a', token: '', detail: null })]);
    await warehouse().append('task_events', [eventRow({ key_hash, event_id: 'b', token: null, detail: '' })]);
    const { rows } = await warehouse().find(eventsOf(key_hash));
    expect(rows[0].map(({ token, detail }) => [token, detail])).toEqual([
      ['', null],
      [null, ''],
    ]);
  });

  it('answers each row of a doubled append alike', async () => {
    const key_hash = fresh('key');
    const row = eventRow({ key_hash });
    await warehouse().append('task_events', [row]);
    await warehouse().append('task_events', [row]);
    const { rows } = await warehouse().find(eventsOf(key_hash));
    expect(rows[0].length).toBeGreaterThan(0);
    expect(rows[0]).toEqual(rows[0].map(() => row));
  });

  it('takes nothing for an append of no rows', async () => {
    await expect(warehouse().append('task_events', [])).resolves.toBeUndefined();
  });

  it('returns 10 MB of bodies in parts, byte for byte', async () => {
    const key_hash = fresh('key');
    const bodies = Array.from({ length: 10 }, (_, index) => noise(1_000_000, `body ${index}`));
    for (const [index, body] of bodies.entries()) {
      await warehouse().append('enrichment_callbacks', [
        bodyRow({ key_hash, body, position: index + 1, total: 10 }),
      ]);
    }
    const part = async (positions: readonly number[]) => {
      const { rows } = await warehouse().find({
        table: 'enrichment_callbacks',
        where: { key_hash, position: { in: positions } },
        orderBy: [{ column: 'position' }],
        limit: 10,
      });
      return rows[0].map(({ body }) => sha(body));
    };
    expect([...(await part([1, 2, 3, 4, 5])), ...(await part([6, 7, 8, 9, 10]))]).toEqual(bodies.map(sha));
  });

  it('serves many appends and finds at once', async () => {
    const key_hash = fresh('key');
    await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        await warehouse().append('task_events', [
          eventRow({ key_hash, event_id: `e${index}`, position: index }),
        ]);
        const { rows } = await warehouse().find(eventsOf(key_hash, { where: { event_id: `e${index}` } }));
        expect(rows[0].map(({ position }) => position)).toEqual([index]);
      }),
    );
    const { rows } = await warehouse().find(eventsOf(key_hash));
    expect(rows[0]).toHaveLength(60);
  });
};
