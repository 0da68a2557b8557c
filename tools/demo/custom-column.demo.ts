import type { Json, JsonObject } from '@userport/contracts';
import { fieldOf, textOf } from './json-field';
import type { StoredUnit } from './stored-job';
import type { TaskDemo } from './task-demo';
import { cut, paint, type Style, wrap } from './terminal';

const NAME_WIDTH = 26;
const VALUE_WIDTH = 28;

interface ShownCell {
  readonly entityId: string;
  readonly status: string;
  readonly value: Json;
  readonly confidence: Json;
  readonly rationale: string;
  readonly error: Json;
}

const VALUE_FIELDS = ['value_string', 'value_json', 'value_boolean', 'value_number', 'value_enum'];

const cellOf = (value: JsonObject): ShownCell => ({
  entityId: textOf(value['entity_id']),
  status: textOf(value['status']),
  value: VALUE_FIELDS.map((name) => value[name] ?? null).find((one) => one !== null) ?? null,
  confidence: value['confidence_score'] ?? null,
  rationale: textOf(value['rationale']),
  error: value['error_details'] ?? null,
});

const cellsOf = ({ bodies }: StoredUnit): ShownCell[] =>
  bodies.flatMap((body) => {
    const values = fieldOf(body, 'processed_data', 'values');
    return Array.isArray(values) ? values.map((value: Json) => cellOf(value as JsonObject)) : [];
  });

const wordOf = (value: Json): string => {
  if (value === null) return '(not known)';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const nameOf = (payload: JsonObject, entityId: string): string => {
  const context = fieldOf(payload, 'context_data', entityId);
  const info = fieldOf(context, 'account_info') ?? fieldOf(context, 'lead_info');
  return textOf(fieldOf(info, 'name')) || entityId;
};

function cellLines(payload: JsonObject, cell: ShownCell): string[] {
  const { entityId, status, value, confidence, rationale, error } = cell;
  const failed = status === 'error';
  const shown = failed ? 'failed' : wordOf(value);
  const sure = typeof confidence === 'number' ? `${Math.round(confidence * 100)} % sure` : '';
  const why = failed ? textOf(fieldOf(error, 'error')) : rationale;
  const name = cut(nameOf(payload, entityId), NAME_WIDTH).padEnd(NAME_WIDTH);
  const style: Style = failed ? 'red' : value === null ? 'dim' : 'bold';
  return [
    `     ${name} ${paint(style, cut(shown, VALUE_WIDTH).padEnd(VALUE_WIDTH))} ${sure}`,
    paint('dim', wrap(why, 8)),
  ];
}

/** A custom column: its question, then each cell with its value, how sure it is, and why. */
export const taskDemo: TaskDemo = {
  lines(unit) {
    const config = unit.payload['column_config'];
    const question = textOf(fieldOf(config, 'question'));
    return [
      `     ${paint('italic', question)} ${paint('dim', `(${textOf(fieldOf(config, 'response_type'))})`)}`,
      ...cellsOf(unit).flatMap((cell) => cellLines(unit.payload, cell)),
    ];
  },
  json: (unit) => ({
    values: cellsOf(unit).map(({ entityId, ...cell }) => ({ entity_id: entityId, ...cell })),
  }),
};
