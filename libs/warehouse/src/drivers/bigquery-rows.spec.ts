import { bodyRow, eventRow, MOMENT } from '../suite/sample-rows';
import { rawRow, requestsOf, rowOf } from './bigquery-rows';

describe('rawRow', () => {
  it('writes every type as insertAll takes it without loss', () => {
    const { json } = rawRow('enrichment_callbacks', bodyRow({ key_hash: 'k', generation: 2 ** 53 - 1 }));
    expect(json).toMatchObject({
      generation: '9007199254740991',
      body: 'AQID',
      once: false,
      stored_at: '2026-03-01T08:30:00.123Z',
    });
    expect(rawRow('task_events', eventRow({ key_hash: 'k', detail: null, round: null })).json).toMatchObject({
      detail: 'null',
      round: null,
      at: MOMENT.toISOString(),
    });
  });

  it("takes the insert id from the table's key alone", () => {
    const id = (position: number, sha256: string) =>
      rawRow('enrichment_callbacks', bodyRow({ key_hash: 'k', position, sha256 })).insertId;
    expect(id(1, 'a')).toBe(id(1, 'b'));
    expect(id(1, 'a')).not.toBe(id(2, 'a'));
  });
});

describe('requestsOf', () => {
  it('cuts at 500 rows', () => {
    const rows = Array.from({ length: 1001 }, () => rawRow('task_events', eventRow({ key_hash: 'k' })));
    expect(requestsOf('task_events', rows).map(({ length }) => length)).toEqual([500, 500, 1]);
  });

  it('counts quotes as they are escaped on the wire', () => {
    const detail = { text: '"'.repeat(1_600_000) };
    const rows = [1, 2].map(() => rawRow('task_events', eventRow({ key_hash: 'k', detail })));
    // Each quote is 4 bytes: escaped in the JSON text, and both characters of that again in the request.
    expect(requestsOf('task_events', rows).map(({ length }) => length)).toEqual([1, 1]);
  });

  it('makes no request of no rows', () => {
    expect(requestsOf('task_events', [])).toEqual([]);
  });
});

describe('rowOf', () => {
  it('reads a line back into a row', () => {
    const line = JSON.stringify({
      event_id: 'e',
      generation: '3',
      round: null,
      at: '1772353800123',
      detail: '{"a":[1]}',
    });
    expect(rowOf('task_events', line)).toMatchObject({
      event_id: 'e',
      generation: 3,
      round: null,
      at: MOMENT,
      detail: { a: [1] },
    });
  });

  it('leaves columns that were not asked for null, and bytes empty', () => {
    expect(rowOf('enrichment_callbacks', '{"token":"t"}', ['token'])).toMatchObject({
      token: 't',
      position: null,
      body: new Uint8Array(),
    });
  });
});
