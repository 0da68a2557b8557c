import type { RowOf } from '../tables';
import { MOMENT } from '../suite/sample-rows';
import { openDuckdb } from './duckdb';
import { loadEngine } from './duckdb-engine';
import { haveLongValues } from './duckdb-long';
import { engineValues } from './duckdb-values';

const row = (step: string, raw: unknown, processed: unknown): RowOf<'enrichment_raw_data'> => ({
  key_hash: 'key',
  job_id: 'job-1',
  entity_id: 'column-1',
  generation: 1,
  kind: 'raw',
  step,
  input_hash: '',
  content_hash: 'hash',
  source: null,
  raw,
  processed,
  stored_at: MOMENT,
});

const text = (length: number, word: string) => word.repeat(length / word.length);

describe('long values', () => {
  it('come back as they were, beside short and empty ones of the same rows', async () => {
    const warehouse = await openDuckdb({ path: ':memory:' });
    await warehouse.ensureTables();
    const rows = [
      row('1', { page: text(50_000, 'é漢') }, null),
      row('2', 'short', { list: [text(20_000, 'ab'), text(40_000, '\u{1F600}')] }),
      row('3', null, 'short'),
      row('4', text(100_000, '0123456789'), text(16_400, 'cd')),
      row('5', text(5_000_000, 'large'), null),
    ];
    await warehouse.append('enrichment_raw_data', rows.slice(0, 2));
    await warehouse.append('enrichment_raw_data', rows.slice(2));
    const find = {
      table: 'enrichment_raw_data',
      where: {},
      orderBy: [{ column: 'step' }],
      limit: 9,
    } as const;
    expect((await warehouse.find(find)).rows[0]).toEqual(rows);
    const { rows: parts } = await warehouse.find({ ...find, columns: ['step', 'processed'] });
    expect(parts[0].map(({ raw, processed }) => [raw, processed])).toEqual(
      rows.map(({ processed }) => [null, processed]),
    );
    await warehouse.close();
  });

  it('come back byte for byte at every length around the border', async () => {
    const warehouse = await openDuckdb({ path: ':memory:' });
    await warehouse.ensureTables();
    const lengths = [0, 3999, 4000, 4001, 16_383, 16_384, 16_385, 20_000, 24_000, 1_024_001];
    const parts = lengths.map((length, index) => ({
      payload_hash: 'hash',
      part: index + 1,
      parts: lengths.length,
      bytes: Uint8Array.from({ length }, (_, place) => (place * 31 + index) & 255),
      sha256: 'hash',
      stored_at: MOMENT,
    }));
    await warehouse.append('task_payloads', parts);
    const { rows } = await warehouse.find({
      table: 'task_payloads',
      where: {},
      orderBy: [{ column: 'part' }],
      limit: 99,
    });
    expect(rows[0].map(({ bytes }) => bytes.length)).toEqual(lengths);
    expect(
      rows[0].every(
        ({ bytes }, index) => Buffer.compare(bytes, parts[index]?.bytes ?? new Uint8Array(1)) === 0,
      ),
    ).toBe(true);
    await warehouse.close();
  });
});

describe('haveLongValues', () => {
  it('is so above 16 KiB, in columns that may be long', async () => {
    const engine = await loadEngine();
    const values = (raw: string, step = 'step') => [
      engineValues(engine, 'enrichment_raw_data', row(step, raw, null)),
    ];
    expect(haveLongValues('enrichment_raw_data', values('x'.repeat(16_382)))).toBe(false);
    expect(haveLongValues('enrichment_raw_data', values('x'.repeat(16_383)))).toBe(true);
    expect(haveLongValues('enrichment_raw_data', values('short', 'x'.repeat(20_000)))).toBe(false);
  });
});
