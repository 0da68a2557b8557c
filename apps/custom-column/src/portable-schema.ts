import type { Json, JsonObject } from '@userport/contracts';

type Schema = Readonly<Record<string, unknown>>;

/** Keywords that only describe. */
const SAYING = new Set([
  '$schema',
  '$id',
  '$comment',
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
]);
/** Keywords that both vendors understand as they are. */
const SHARED = ['minItems', 'maxItems', 'minimum', 'maximum'] as const;
/** Keywords that one vendor ignores or refuses: they are told in the description and enforced on the answer. */
const TOLD = [
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'multipleOf',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'uniqueItems',
  'minProperties',
  'maxProperties',
] as const;
/** Keywords that shape the conversion itself. */
const SHAPING = new Set([
  'type',
  'enum',
  'const',
  'anyOf',
  'properties',
  'required',
  'additionalProperties',
  'items',
]);
const SCALARS = new Set(['string', 'number', 'integer', 'boolean', 'null']);
const KNOWN = new Set<string>([...SAYING, ...SHARED, ...TOLD, ...SHAPING]);

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const namesOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Description of a schema, with the rules that cannot be said otherwise. */
function sayingOf(schema: Schema): JsonObject {
  const rules = TOLD.filter((keyword) => schema[keyword] !== undefined).map(
    (keyword) => `${keyword}: ${JSON.stringify(schema[keyword])}`,
  );
  const parts = [schema['title'], schema['description'], rules.join(', ')].filter(
    (part): part is string => typeof part === 'string' && part !== '',
  );
  return parts.length === 0 ? {} : { description: parts.join('. ') };
}

const sharedOf = (schema: Schema): JsonObject =>
  Object.fromEntries(
    SHARED.filter((keyword) => typeof schema[keyword] === 'number').map((keyword) => [
      keyword,
      schema[keyword] as number,
    ]),
  );

/** The same, or null. */
export const orNull = (schema: JsonObject): JsonObject => ({ anyOf: [schema, { type: 'null' }] });

function objectOf(schema: Schema): JsonObject | undefined {
  const { properties, additionalProperties: extra, required } = schema;
  if (!isSchema(properties) || isSchema(extra)) return undefined;
  const needed = new Set(namesOf(required));
  const converted: Record<string, JsonObject> = {};
  for (const [name, property] of Object.entries(properties)) {
    const inner = strictly(property);
    if (inner === undefined || name === '__proto__') return undefined;
    converted[name] = needed.has(name) ? inner : orNull(inner);
  }
  if ([...needed].some((name) => typeof name !== 'string' || !Object.hasOwn(converted, name)))
    return undefined;
  return {
    type: 'object',
    properties: converted,
    required: Object.keys(converted),
    additionalProperties: false,
  };
}

function arrayOf(schema: Schema): JsonObject | undefined {
  const items = strictly(schema['items']);
  return items === undefined ? undefined : { type: 'array', items };
}

function typedOf(schema: Schema, type: unknown): JsonObject | undefined {
  if (type === 'object') return objectOf(schema);
  if (type === 'array') return arrayOf(schema);
  return typeof type === 'string' && SCALARS.has(type) ? { type } : undefined;
}

const typeOf = (value: unknown): string => (value === null ? 'null' : typeof value);

/** Vendors want a type beside an enumeration, so choices of several types become alternatives. */
function choicesOf(choices: readonly unknown[]): JsonObject | undefined {
  const types = [...new Set(choices.map(typeOf))];
  if (types.length === 0 || !types.every((type) => SCALARS.has(type))) return undefined;
  const options = types.map((type) => ({
    type,
    enum: choices.filter((one) => typeOf(one) === type) as Json[],
  }));
  return options.length === 1 ? options[0] : { anyOf: options };
}

/** At most one alternative with parts of its own: else nobody can tell which one an answer meant. */
function alternativesOf(options: readonly (JsonObject | undefined)[]): JsonObject | undefined {
  const whole = options.filter((option) => option !== undefined);
  const nested = whole.filter(({ type }) => type === 'object' || type === 'array' || type === undefined);
  return whole.length < options.length || nested.length > 1 ? undefined : { anyOf: whole };
}

function coreOf(schema: Schema): JsonObject | undefined {
  const { type, enum: choices, const: only, anyOf, properties } = schema;
  if (only !== undefined) return choicesOf([only]);
  if (Array.isArray(choices)) return choicesOf(choices);
  if (Array.isArray(anyOf)) return type === undefined ? alternativesOf(anyOf.map(strictly)) : undefined;
  if (Array.isArray(type)) return alternativesOf(type.map((one: unknown) => typedOf(schema, one)));
  return typedOf(schema, type ?? (properties === undefined ? undefined : 'object'));
}

function strictly(schema: unknown): JsonObject | undefined {
  if (!isSchema(schema) || Object.keys(schema).some((keyword) => !KNOWN.has(keyword))) return undefined;
  const core = coreOf(schema);
  return core === undefined ? undefined : { ...core, ...sharedOf(schema), ...sayingOf(schema) };
}

/**
 * A user's JSON Schema in the part of the language that both vendors take in strict mode: every property required
 * (an optional one may be null), nothing additional, no references. Undefined when it says something that this part
 * cannot say; the answer is then asked for as JSON text, with the schema in words.
 */
export const portableSchema = (schema: Schema): JsonObject | undefined => strictly(schema);
