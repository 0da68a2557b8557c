import type { AnyFind } from '../warehouse';
import { loadEngine } from './duckdb-engine';
import { dateOf, decodeRows, engineValues, timestampOf } from './duckdb-values';
import { bodyRow, MOMENT } from '../suite/sample-rows';

describe('timestampOf', () => {
  it.each([MOMENT, new Date(0), new Date('1969-12-31T23:59:59.999Z'), new Date('9999-12-31T23:59:59.999Z')])(
    'keeps %s to the millisecond',
    async (moment) => {
      expect(dateOf(timestampOf(await loadEngine(), moment))).toEqual(moment);
    },
  );
});

describe('engineValues', () => {
  it('puts the values in the order of the columns, and knows how large they are', async () => {
    const row = bodyRow({ key_hash: 'key', body: new Uint8Array(5000) });
    const values = engineValues(await loadEngine(), 'enrichment_callbacks', row);
    expect(values.map(({ type }) => type).join()).toBe(
      'text,text,text,integer,text,text,integer,integer,bytes,text,boolean,text,timestamp,text',
    );
    expect(values[3]?.value).toBe(1n);
    expect(values[8]?.size).toBe(5000);
    expect(values.at(-1)?.value).toBeNull();
  });
});

describe('decodeRows', () => {
  const find: AnyFind = {
    table: 'enrichment_callbacks',
    where: {},
    columns: ['total', 'body', 'stored_at', 'once'],
    limit: 1,
  };

  it('reads what the JSON of a row says, and leaves the rest empty', () => {
    const [row] = decodeRows(find, [[3, 'AQID', MOMENT.getTime(), true, null]]);
    expect(row).toMatchObject({ total: 3, stored_at: MOMENT, once: true, token: null, generation: null });
    expect([...(row?.['body'] as Uint8Array)]).toEqual([1, 2, 3]);
  });

  it('takes a long value in place of what is in the row', () => {
    const long = new Map([[0, new Map([['body', new Uint8Array([9])]])]]);
    expect(decodeRows(find, [[3, '', 0, true, '{"body":1}']], long)[0]?.['body']).toEqual(
      new Uint8Array([9]),
    );
  });

  it('refuses a whole number that JavaScript cannot hold', () => {
    expect(() => decodeRows(find, [[2 ** 53, '', 0, true, null]])).toThrow('beyond ±(2^53 - 1)');
  });
});
