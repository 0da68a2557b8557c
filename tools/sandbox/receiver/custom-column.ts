import type { Json, JsonObject } from '@userport/contracts';
import {
  type Cell,
  type Change,
  type ColumnType,
  type Directory,
  type DjangoState,
  isSomething,
  isUuid,
  listOf,
  objectOf,
  RollbackError,
  type StartedColumn,
  textOf,
  type Verdict,
} from './django-state';

/** PostgreSQL's decimal(19,6) keeps 13 digits before the point. */
const NUMBER_BOUND = 1e13;
const LONGEST_STATUS = 50;

const FAILED: Verdict = {
  httpStatus: 500,
  answer: { error: 'Failed to process custom column callback' },
  changes: [],
};

/** A value that the column cannot store is logged and dropped, while the answer stays 200. */
const DROPPED = Symbol('dropped');

const asNumber = (value: Json): Json | typeof DROPPED => {
  if (value === null) return null;
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isNaN(number) || Math.abs(number) >= NUMBER_BOUND ? DROPPED : number;
};

/** The field that a column of each type reads, and what it makes of it. */
const READERS: Readonly<Record<ColumnType, (value: JsonObject) => Json | typeof DROPPED>> = {
  string: (value) => value['value_string'] ?? null,
  enum: (value) => value['value_enum'] ?? value['value_string'] ?? null,
  json_object: (value) => value['value_json'] ?? null,
  number: (value) => asNumber(value['value_number'] ?? null),
  boolean: ({ value_boolean: given = null }) =>
    given === null || typeof given === 'boolean' ? given : DROPPED,
};

const FIELD_TYPES: Readonly<Record<string, ColumnType>> = {
  value_string: 'string',
  value_enum: 'enum',
  value_json: 'json_object',
  value_number: 'number',
  value_boolean: 'boolean',
};

const typeFor = (type: ColumnType | 'any', value: JsonObject): ColumnType => {
  if (type !== 'any') return type;
  const field = Object.keys(FIELD_TYPES).find((name) => (value[name] ?? null) !== null);
  return FIELD_TYPES[field ?? ''] ?? 'string';
};

const hasNul = (value: Json): boolean => JSON.stringify(value).includes('\\u0000');

const storeCell =
  (cell: Omit<Cell, 'timesApplied'>): Change =>
  ({ cells }) => {
    const key = `${cell.columnId}/${cell.entityId}`;
    cells.set(key, { ...cell, timesApplied: (cells.get(key)?.timesApplied ?? 0) + 1 });
  };

/** The change that stores one value; nothing when Django drops it. */
function cellChange(value: JsonObject, directory: Directory): Change[] {
  const columnId = textOf(value['column_id']);
  const entityId = textOf(value['entity_id']);
  const column = directory.columnType(columnId);
  if (column === undefined || !isUuid(entityId)) return [];
  if (!directory.hasAccount(entityId) && !directory.hasLead(entityId)) {
    throw new RollbackError(`Key (entity_id)=(${entityId}) is not present in table`);
  }
  const read = READERS[typeFor(column, value)](value);
  const status = textOf(value['status'] ?? 'completed');
  if (read === DROPPED || hasNul(value) || status.length > LONGEST_STATUS) return [];
  return [
    storeCell({
      columnId,
      entityId,
      status,
      value: read,
      confidence: value['confidence_score'] ?? null,
      rationale: value['rationale'] ?? null,
      errorDetails: value['error_details'] ?? null,
      generationMetadata: value['generation_metadata'] ?? null,
    }),
  ];
}

const valuesSeen = (state: DjangoState, entityIds: readonly string[]): Record<string, number> => {
  const seen: Record<string, number> = {};
  for (const { columnId, entityId, status } of state.cells.values()) {
    if (entityIds.includes(entityId) && status === 'completed') seen[columnId] = (seen[columnId] ?? 0) + 1;
  }
  return seen;
};

/** The next column of a chain: started at every completing body, before the values of that body are stored. */
function startNext(body: JsonObject): Change[] {
  const chain = body['orchestration_data'];
  if (body['status'] !== 'completed' || !isSomething(chain)) return [];
  const {
    next_columns: next,
    entity_ids: ids,
    tenant_id: tenant,
    batch_size = 10,
  } = objectOf(chain, 'orchestration_data');
  if (!isSomething(next) || !isSomething(ids) || !isSomething(tenant)) return [];
  const [columnId, ...remaining] = listOf(next, 'next_columns').map(textOf);
  const entityIds = listOf(ids, 'entity_ids').map(textOf);
  const started: Omit<StartedColumn, 'valuesSeen'> = {
    columnId: columnId ?? '',
    entityIds,
    tenantId: textOf(tenant),
    orchestrationData: { next_columns: remaining, entity_ids: entityIds, batch_size, tenant_id: tenant },
  };
  return [(state) => state.started.push({ ...started, valuesSeen: valuesSeen(state, entityIds) })];
}

/**
 * Django's handler of `custom_column`: no status row, no de-duplication, values of any status stored, an unknown
 * entity undoing the whole callback, and the next column started before the values are stored.
 */
export function decideCustomColumn(body: JsonObject, directory: Directory): Verdict {
  let outside: readonly Change[] = [];
  try {
    if (!isSomething(body['job_id'])) return FAILED;
    outside = startNext(body);
    const processed = objectOf(body['processed_data'], 'processed_data');
    const values = listOf(processed['values'], 'values').map((value) => objectOf(value, 'values[]'));
    const changes = values.flatMap((value) => cellChange(value, directory));
    return { httpStatus: 200, answer: { status: 'success' }, changes, outside };
  } catch (error) {
    if (error instanceof RollbackError) return { ...FAILED, outside };
    throw error;
  }
}
