import type { Json, JsonObject } from '@userport/contracts';

/** The part of JSON Schema that a vendor reads. */
export interface SchemaDialect {
  readonly keywords: ReadonlySet<string>;
  /** For keywords that are read with some values only. */
  readonly admits: Readonly<Record<string, (value: Json) => boolean>>;
  /** True when a schema with `$ref` may have nothing beside it but other `$` keywords. */
  readonly refStandsAlone: boolean;
  /** True when every object must say that it admits no other properties. */
  readonly closesObjects: boolean;
}

/** Keywords that restrict nothing; dropped without a word. */
const NO_RULES: ReadonlySet<string> = new Set([
  ...['$schema', '$id', '$comment', '$anchor', 'title', 'description', 'default', 'examples'],
  ...['readOnly', 'writeOnly', 'deprecated', 'contentEncoding', 'contentMediaType', 'propertyOrdering'],
]);

/** A rule in words, for keywords whose JSON alone would puzzle a model. */
const WORDS: Readonly<Record<string, (value: string) => string>> = {
  minLength: (n) => `at least ${n} characters`,
  maxLength: (n) => `at most ${n} characters`,
  pattern: (regex) => `matches the regular expression ${regex}`,
  format: (name) => `in the format ${name}`,
  const: (value) => `exactly ${value}`,
  enum: (values) => `one of ${values}`,
  minimum: (n) => `at least ${n}`,
  maximum: (n) => `at most ${n}`,
  exclusiveMinimum: (n) => `greater than ${n}`,
  exclusiveMaximum: (n) => `less than ${n}`,
  multipleOf: (n) => `a multiple of ${n}`,
  minItems: (n) => `at least ${n} items`,
  maxItems: (n) => `at most ${n} items`,
  uniqueItems: () => 'no item twice',
  minProperties: (n) => `at least ${n} properties`,
  maxProperties: (n) => `at most ${n} properties`,
  not: (schema) => `not of the JSON Schema ${schema}`,
};

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

const inWords = (keyword: string, value: Json): string => {
  const told = typeof value === 'string' ? value : JSON.stringify(value);
  return WORDS[keyword]?.(told) ?? `JSON Schema rule ${keyword}: ${told}`;
};

const tighter = (schema: JsonObject, keyword: 'minimum' | 'maximum', value: number): JsonObject => {
  const other = schema[keyword];
  const pick = keyword === 'minimum' ? Math.max : Math.min;
  return { [keyword]: typeof other === 'number' ? pick(other, value) : value };
};

/** Says the same with keywords that more vendors read. */
const REPHRASED: Readonly<Record<string, (value: Json, schema: JsonObject) => JsonObject | undefined>> = {
  const: (value) => (typeof value === 'string' || typeof value === 'number' ? { enum: [value] } : undefined),
  oneOf: (value) => ({ anyOf: value }),
  allOf: (value) => (isList(value) && value.length === 1 && isObject(value[0]) ? value[0] : undefined),
  exclusiveMinimum: (value, schema) =>
    schema['type'] === 'integer' && typeof value === 'number'
      ? tighter(schema, 'minimum', value + 1)
      : undefined,
  exclusiveMaximum: (value, schema) =>
    schema['type'] === 'integer' && typeof value === 'number'
      ? tighter(schema, 'maximum', value - 1)
      : undefined,
};

function rephrase(schema: JsonObject, { keywords }: SchemaDialect): JsonObject {
  return Object.entries(schema).reduce<JsonObject>((told, [keyword, value]) => {
    const other = keywords.has(keyword) ? undefined : REPHRASED[keyword]?.(value, schema);
    return { ...told, ...(other ?? (told[keyword] === undefined ? { [keyword]: value } : {})) };
  }, {});
}

const fitEach = (value: Json, dialect: SchemaDialect): Json =>
  isList(value) ? value.map((part) => (isObject(part) ? fitSchema(part, dialect) : part)) : value;

const fitNamed = (value: Json, dialect: SchemaDialect): Json =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, part]) => [name, isObject(part) ? fitSchema(part, dialect) : part]),
      )
    : value;

/** Where a schema holds schemas: by name, in a list, or one. */
const INNER: Readonly<Record<string, (value: Json, dialect: SchemaDialect) => Json>> = {
  properties: fitNamed,
  $defs: fitNamed,
  anyOf: fitEach,
  oneOf: fitEach,
  prefixItems: fitEach,
  items: (value, dialect) => (isObject(value) ? fitSchema(value, dialect) : value),
  additionalProperties: (value, dialect) => (isObject(value) ? fitSchema(value, dialect) : value),
};

/**
 * Reduces a schema to what a vendor reads. A rule that the vendor would ignore, or refuse, is put into the
 * description of its place in words, so that the model is told everything that will be judged. Pure.
 */
export function fitSchema(schema: JsonObject, dialect: SchemaDialect): JsonObject {
  const told = rephrase(schema, dialect);
  const alone = dialect.refStandsAlone && told['$ref'] !== undefined;
  const kept: [string, Json][] = [];
  const rules: string[] = [];
  for (const [keyword, value] of Object.entries(told)) {
    if (alone && !keyword.startsWith('$')) continue;
    if (dialect.keywords.has(keyword) && (dialect.admits[keyword]?.(value) ?? true))
      kept.push([keyword, INNER[keyword]?.(value, dialect) ?? value]);
    else if (!NO_RULES.has(keyword)) rules.push(inWords(keyword, value));
  }
  if (dialect.closesObjects && told['properties'] !== undefined) kept.push(['additionalProperties', false]);
  if (rules.length === 0) return Object.fromEntries(kept);
  const own = typeof told['description'] === 'string' ? `${told['description']} ` : '';
  return { ...Object.fromEntries(kept), description: `${own}(Rules: ${rules.join('; ')}.)` };
}
