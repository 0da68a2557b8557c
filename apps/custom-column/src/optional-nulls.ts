import type { Json, JsonObject } from '@userport/contracts';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const takesNull = (schema: unknown): boolean => {
  if (!isObject(schema)) return false;
  const { type, enum: choices, anyOf } = schema;
  return (
    type === 'null' ||
    listOf(type).includes('null') ||
    listOf(choices).includes(null) ||
    listOf(anyOf).some(takesNull)
  );
};

/** Of alternatives, the one that has parts; a portable schema has at most one. */
const partsOf = (schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  listOf(schema['anyOf'])
    .filter(isObject)
    .find((option) => option['properties'] !== undefined || option['items'] !== undefined) ?? schema;

/** Takes out of an answer what a portable schema made the model write: null for the user's optional properties. */
export function dropOptionalNulls(value: Json, schema: unknown): Json {
  if (!isObject(schema) || typeof value !== 'object' || value === null) return value;
  const { items, properties, required } = partsOf(schema);
  if (Array.isArray(value)) return value.map((item: Json) => dropOptionalNulls(item, items));
  const known = isObject(properties) ? properties : {};
  const needed = new Set(listOf(required));
  return Object.fromEntries(
    Object.entries(value as JsonObject)
      .filter(([name, part]) => part !== null || needed.has(name) || takesNull(known[name]))
      .map(([name, part]) => [name, dropOptionalNulls(part, known[name])]),
  );
}
