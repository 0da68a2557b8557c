import type { Json, JsonObject } from '@userport/contracts';
import { decideCustomColumn } from './custom-column';
import { type ColumnType, type Directory, emptyState, openDirectory } from './django-state';

const ENTITY = '7f1c3e1e-0d55-4c0a-9f3e-1b1b7a5d9c01';
const OTHER = '7f1c3e1e-0d55-4c0a-9f3e-1b1b7a5d9c02';
const COLUMN = 'c0a80101-0000-4000-8000-000000000001';

const body = (values: Json, more: JsonObject = {}): JsonObject => ({
  job_id: 'job-1',
  account_id: ENTITY,
  status: 'processing',
  enrichment_type: 'custom_column',
  processed_data: { values },
  ...more,
});
const value = (more: JsonObject): JsonObject => ({ column_id: COLUMN, entity_id: ENTITY, ...more });
const typed = (type: ColumnType): Directory => ({ ...openDirectory, columnType: () => type });

const run = (given: JsonObject, directory: Directory = openDirectory, state = emptyState()) => {
  const verdict = decideCustomColumn(given, directory);
  for (const change of [...(verdict.outside ?? []), ...verdict.changes]) change(state);
  return { ...verdict, state, cell: state.cells.get(`${COLUMN}/${ENTITY}`) };
};

describe('values of a column', () => {
  it('are stored with everything that came along, whatever the status of the body', () => {
    const given = value({
      value_number: 420,
      confidence_score: 0.9,
      rationale: 'because',
      generation_metadata: { model: 'm' },
      status: 'completed',
    });
    const { httpStatus, answer, cell } = run(body([given]));
    expect([httpStatus, answer]).toEqual([200, { status: 'success' }]);
    expect(cell).toEqual({
      columnId: COLUMN,
      entityId: ENTITY,
      status: 'completed',
      value: 420,
      confidence: 0.9,
      rationale: 'because',
      errorDetails: null,
      generationMetadata: { model: 'm' },
      timesApplied: 1,
    });
  });

  it('count how often they were stored', () => {
    const state = emptyState();
    run(body([value({ value_string: 'a' })]), openDirectory, state);
    expect(run(body([value({ value_string: 'b' })]), openDirectory, state).cell).toMatchObject({
      value: 'b',
      timesApplied: 2,
    });
  });

  it.each<[ColumnType, JsonObject, Json]>([
    ['string', { value_string: 'text', value_number: 3 }, 'text'],
    ['enum', { value_enum: 'hot' }, 'hot'],
    ['json_object', { value_json: [1, { a: null }] }, [1, { a: null }]],
    ['number', { value_number: '12.5' }, 12.5],
    ['boolean', { value_boolean: false }, false],
    ['number', { value_string: 'a wrong kind clears the cell' }, null],
  ])('of a %s column are read from its own field: %j', (type, given, stored) => {
    expect(run(body([value(given)]), typed(type)).cell).toMatchObject({ value: stored, status: 'completed' });
  });

  it('may be unknown: an empty cell with its rationale', () => {
    const cell = run(body([value({ value_string: null, rationale: 'not told' })])).cell;
    expect(cell).toMatchObject({ value: null, rationale: 'not told', status: 'completed' });
  });

  it.each<[string, JsonObject, ColumnType]>([
    ['a number that decimal(19,6) does not hold', { value_number: 1e15 }, 'number'],
    ['a text in the place of a number', { value_number: 'many' }, 'number'],
    ['a text in the place of a boolean', { value_boolean: 'maybe' }, 'boolean'],
    ['a NUL', { value_string: 'a\0b' }, 'string'],
    ['an entity id that is no uuid', { value_string: 'a', entity_id: 'e1' }, 'string'],
    ['an overlong status', { value_string: 'a', status: 'x'.repeat(51) }, 'string'],
  ])('are dropped with 200 for %s', (_what, given, type) => {
    const { httpStatus, state } = run(body([value(given)]), typed(type));
    expect([httpStatus, state.cells.size]).toEqual([200, 0]);
  });

  it('of an unknown column are dropped with 200', () => {
    const { httpStatus, state } = run(body([value({ value_string: 'a' })]), {
      ...openDirectory,
      columnType: () => undefined,
    });
    expect([httpStatus, state.cells.size]).toEqual([200, 0]);
  });

  it('are all undone by one unknown entity', () => {
    const directory = { ...openDirectory, hasAccount: (id: string) => id === ENTITY, hasLead: () => false };
    const { httpStatus, state } = run(
      body([value({ value_string: 'a' }), value({ entity_id: OTHER })]),
      directory,
    );
    expect([httpStatus, state.cells.size]).toEqual([500, 0]);
  });
});

describe('a body without values', () => {
  it('is taken when processed_data or values are missing', () => {
    expect(run({ ...body([]), processed_data: {} }).httpStatus).toBe(200);
    const { processed_data: _without, ...rest } = body([]);
    expect(run(rest).httpStatus).toBe(200);
  });

  it('fails when values are null or the job is not named', () => {
    expect(run(body(null))).toMatchObject({
      httpStatus: 500,
      answer: { error: 'Failed to process custom column callback' },
    });
    expect(run(body([], { job_id: '' })).httpStatus).toBe(500);
  });
});

describe('a chain of columns', () => {
  const chain = { next_columns: ['c2', 'c3'], entity_ids: [ENTITY], batch_size: 10, tenant_id: 't' };
  const completed = (values: Json = []) => body(values, { status: 'completed', orchestration_data: chain });

  it('starts the next column with what is left of the chain', () => {
    expect(run(completed()).state.started).toEqual([
      {
        columnId: 'c2',
        entityIds: [ENTITY],
        tenantId: 't',
        orchestrationData: { next_columns: ['c3'], entity_ids: [ENTITY], batch_size: 10, tenant_id: 't' },
        valuesSeen: {},
      },
    ]);
  });

  it('shows the next column what was stored before, and not what comes in the same body', () => {
    const state = emptyState();
    run(body([value({ value_string: 'a' })]), openDirectory, state);
    const other = value({ value_string: 'b', column_id: 'c0a80101-0000-4000-8000-000000000009' });
    expect(run(completed([other]), openDirectory, state).state.started[0]?.valuesSeen).toEqual({
      [COLUMN]: 1,
    });
  });

  it('starts it again at every repeat', () => {
    const state = emptyState();
    run(completed(), openDirectory, state);
    expect(run(completed(), openDirectory, state).state.started).toHaveLength(2);
  });

  it('starts it even when the values are undone', () => {
    const { httpStatus, state } = run(completed(null));
    expect([httpStatus, state.started.length]).toEqual([500, 1]);
  });

  it.each<[string, JsonObject]>([
    ['the body is not completed', { ...completed(), status: 'processing' }],
    ['no column is left', { ...completed(), orchestration_data: { ...chain, next_columns: [] } }],
    ['there is no chain', { ...completed(), orchestration_data: null }],
  ])('does not go on when %s', (_what, given) => {
    expect(run(given).state.started).toEqual([]);
  });
});
