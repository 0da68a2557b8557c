import type { Json, JsonObject } from '@userport/contracts';
import { fitSchema, type SchemaDialect } from './schema-dialect';

const FORMATS: ReadonlySet<Json> = new Set([
  ...['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uuid'],
]);

/** What strict mode reads: https://developers.openai.com/api/docs/guides/structured-outputs (supported schemas). */
const STRICT: SchemaDialect = {
  keywords: new Set([
    ...['$defs', '$ref', 'type', 'format', 'title', 'description', 'enum', 'const', 'items', 'anyOf'],
    ...['pattern', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
    ...['minItems', 'maxItems', 'properties', 'additionalProperties', 'required'],
  ]),
  admits: {
    format: (name) => FORMATS.has(name),
    // Expressions that look around are refused.
    pattern: (regex) => typeof regex === 'string' && !/\(\?[=!<]/.test(regex),
  },
  refStandsAlone: false,
  closesObjects: true,
};

/** Levels of objects and lists that strict mode admits. */
const DEEPEST_STRICT = 10;

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const lists = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];

const members = (value: Json | undefined): readonly Json[] => (isObject(value) ? Object.values(value) : []);

/** Every property required and no others admitted, which is all that strict mode knows of objects. */
const isClosed = (schema: JsonObject): boolean => {
  const { properties, required, additionalProperties = false } = schema;
  if (!isObject(properties) || additionalProperties !== false) return false;
  const needed = new Set(lists(required));
  return Object.keys(properties).every((name) => needed.has(name));
};

const SAYS_A_TYPE = ['type', 'anyOf', 'oneOf', '$ref', 'enum', 'const'];

const isStrictable = (schema: Json, depth: number): boolean => {
  if (!isObject(schema) || depth > DEEPEST_STRICT) return false;
  if (!SAYS_A_TYPE.some((keyword) => schema[keyword] !== undefined)) return false;
  if (schema['prefixItems'] !== undefined || schema['allOf'] !== undefined) return false;
  const type = schema['type'];
  if ((type === 'object' || lists(type).includes('object')) && !isClosed(schema)) return false;
  const inner = [
    ...members(schema['properties']),
    ...members(schema['$defs']),
    ...lists(schema['anyOf']),
    ...lists(schema['oneOf']),
    ...(schema['items'] === undefined ? [] : [schema['items']]),
  ];
  return inner.every((part) => isStrictable(part, depth + 1));
};

/** A schema for `text.format`, and whether OpenAI is to enforce it. */
export interface OpenAiSchema {
  readonly schema: JsonObject;
  readonly strict: boolean;
}

/**
 * Strict where the schema allows: an object whose every property is required and that admits no others, at every
 * depth. What strict mode does not read then stands in the descriptions, in words. Else the schema as it is,
 * told and not enforced. Either way the answer is judged when it comes.
 */
export function openAiSchema(schema: JsonObject): OpenAiSchema {
  const strict = schema['type'] === 'object' && schema['anyOf'] === undefined && isStrictable(schema, 1);
  return { schema: strict ? fitSchema(schema, STRICT) : schema, strict };
}
