import type { JsonObject } from '../../json';
import { columnBodies, columnEnvelope, type CustomColumnValue, failedValue } from './bodies';

const COLUMN = 'column-1';
const end = { avgConfidence: 0.5, processingTimeSeconds: 1.5, continueChain: true };

const value = (entityId: string, text = 'x'): CustomColumnValue => ({
  ...failedValue(COLUMN, entityId, {}),
  status: 'completed',
  value_string: text,
  error_details: null,
});
const values = (count: number, text?: string): CustomColumnValue[] =>
  Array.from({ length: count }, (_, n) => value(`e${n}`, text));

const rowsOf = (body: JsonObject): readonly CustomColumnValue[] =>
  (body['processed_data'] as { values: CustomColumnValue[] }).values;

describe('columnEnvelope', () => {
  it('names the first entity where Django asks for an account', () => {
    expect(columnEnvelope('j', 'e')).toEqual({
      job_id: 'j',
      account_id: 'e',
      lead_id: null,
      enrichment_type: 'custom_column',
      source: 'custom_column',
    });
  });
});

describe('failedValue', () => {
  it('holds no value of any kind', () => {
    expect(failedValue(COLUMN, 'e1', { error: 'no' }, { model: 'm' })).toEqual({
      column_id: COLUMN,
      entity_id: 'e1',
      status: 'error',
      value_string: null,
      value_json: null,
      value_boolean: null,
      value_number: null,
      value_enum: null,
      confidence_score: null,
      rationale: null,
      error_details: { error: 'no' },
      generation_metadata: { model: 'm' },
    });
  });
});

describe('columnBodies', () => {
  it('sends the values first and completes without them', () => {
    const rows = [value('e1'), failedValue(COLUMN, 'e2', { error: 'no' })];
    const bodies = columnBodies({ orchestration_data: null }, 'j', rows, end);
    expect(bodies).toEqual([
      {
        body: {
          ...columnEnvelope('j', 'e1'),
          status: 'processing',
          is_partial: true,
          completion_percentage: 99,
          orchestration_data: null,
          processed_data: { stage: 'values', processed_count: 2, total_count: 2, values: rows },
        },
      },
      {
        body: {
          ...columnEnvelope('j', 'e1'),
          status: 'completed',
          is_partial: false,
          completion_percentage: 100,
          orchestration_data: null,
          processed_data: {
            successful_count: 1,
            failed_count: 1,
            avg_confidence: 0.5,
            processing_time_seconds: 1.5,
            values: [],
          },
        },
      },
    ]);
  });

  it.each([
    [50, [50]],
    [51, [50, 1]],
    [120, [50, 50, 20]],
  ])('cuts %i values into bodies of at most fifty', (count, sizes) => {
    const bodies = columnBodies({}, 'j', values(count), end).map(({ body }) => body);
    expect(bodies.slice(0, -1).map((body) => rowsOf(body).length)).toEqual(sizes);
    expect(bodies.flatMap(rowsOf).map((row) => row.entity_id)).toEqual(
      values(count).map((row) => row.entity_id),
    );
    expect(bodies.map((body) => body['completion_percentage'])).toEqual(
      count === 120 ? [93, 97, 99, 100] : count === 51 ? [98, 99, 100] : [99, 100],
    );
  });

  it('keeps every body within 1 MiB', () => {
    const bodies = columnBodies({}, 'j', values(7, 'ü'.repeat(200_000)), end).map(({ body }) => body);
    expect(bodies.slice(0, -1).map((body) => rowsOf(body).length)).toEqual([2, 2, 2, 1]);
    for (const body of bodies) expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThanOrEqual(1_048_576);
  });

  it('turns a value that no body can carry into an error', () => {
    const [first] = columnBodies({}, 'j', [value('e1', 'x'.repeat(1_100_000)), value('e2')], end);
    expect(rowsOf(first?.body ?? {}).map((row) => [row.entity_id, row.status])).toEqual([
      ['e1', 'error'],
      ['e2', 'completed'],
    ]);
  });

  it('echoes the chain unchanged and marks the body that starts the next column', () => {
    const chain = { next_columns: ['c2'], entity_ids: ['e1'], tenant_id: 't', odd: [1] };
    const bodies = columnBodies({ orchestration_data: chain }, 'j', values(1), end);
    expect(bodies.map(({ once }) => once)).toEqual([undefined, true]);
    expect(bodies.map(({ body }) => body['orchestration_data'])).toEqual([null, chain]);
  });

  it('does not mark the last column of a chain', () => {
    const chain = { next_columns: [], entity_ids: ['e1'] };
    const last = columnBodies({ orchestration_data: chain }, 'j', values(1), end).at(-1);
    expect(last).not.toHaveProperty('once');
    expect(last?.body['orchestration_data']).toEqual(chain);
  });

  it('ends the chain when asked', () => {
    const chain = { next_columns: ['c2'], entity_ids: ['e1'] };
    const last = columnBodies({ orchestration_data: chain }, 'j', values(1), {
      ...end,
      continueChain: false,
    }).at(-1);
    expect(last).not.toHaveProperty('once');
    expect(last?.body['orchestration_data']).toBeNull();
  });

  it('completes a column of which no entity is known', () => {
    const bodies = columnBodies({ column_id: COLUMN }, 'j', [], { ...end, errorDetails: { message: 'm' } });
    expect(bodies).toHaveLength(1);
    expect(bodies[0]?.body).toMatchObject({
      account_id: COLUMN,
      status: 'completed',
      error_details: { message: 'm' },
    });
  });
});
