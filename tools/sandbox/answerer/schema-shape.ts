import type { Json, JsonObject } from '@userport/contracts';

/** Deeper than any schema that a model house takes; ends a schema that refers to itself. */
export const DEEPEST_SCHEMA = 12;

/** What a place of a schema takes, references and branches looked through. */
export interface Shape {
  readonly types: ReadonlySet<string>;
  /** Properties of the first branch that is an object. */
  readonly properties: Readonly<Record<string, Json>>;
  /** The allowed values, where only listed ones are. */
  readonly listed: readonly Json[] | undefined;
  /** The shape of a list's elements holds properties of its own. */
  readonly listsRecords: boolean;
  readonly maximum: number | undefined;
  /** See {@link jsonTextSchema}. */
  readonly jsonText: JsonObject | undefined;
}

/** Tells an object of JSON from everything else. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The elements of a list; nothing for everything else. */
export const elementsOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];

/** The longest beginning of a text that ends in the given bracket and is JSON. */
const jsonUpTo = (text: string, bracket: string): Json | undefined => {
  for (let end = text.lastIndexOf(bracket); end >= 0; end = text.lastIndexOf(bracket, end - 1)) {
    try {
      return JSON.parse(text.slice(0, end + 1)) as Json;
    } catch {
      continue; // a shorter beginning may be whole
    }
  }
  return undefined;
};

/** Rules that a house's dialect cannot say stand in the description, in words; a good model keeps to them. */
function rulesInWords({ description }: JsonObject): JsonObject {
  if (typeof description !== 'string') return {};
  const longest = /at most (\d+) characters/.exec(description)?.[1];
  const list = /\bone of (\[[\s\S]*)/.exec(description)?.[1];
  const allowed = list === undefined ? undefined : jsonUpTo(list, ']');
  return {
    ...(longest === undefined ? {} : { maxLength: Number(longest) }),
    ...(Array.isArray(allowed) ? { enum: allowed } : {}),
  };
}

/** The schema that a text of JSON must satisfy: of a place whose description asks for JSON text; `{}` is any. */
export function jsonTextSchema({ description }: JsonObject): JsonObject | undefined {
  if (typeof description !== 'string' || !description.startsWith('JSON text of')) return undefined;
  const told = description.split('JSON Schema: ')[1];
  const schema = told === undefined ? undefined : jsonUpTo(told, '}');
  return isJsonObject(schema) ? schema : {};
}

/** The schema behind a local reference, with `allOf` laid over it and rules told in words added. */
export function resolveSchema(schema: Json | undefined, root: JsonObject): JsonObject {
  let seen = isJsonObject(schema) ? schema : {};
  for (let step = 0; step < DEEPEST_SCHEMA && typeof seen['$ref'] === 'string'; step += 1) {
    const path = seen['$ref']
      .replace(/^#\/?/, '')
      .split('/')
      .filter((part) => part !== '');
    const target = path.reduce<Json | undefined>(
      (at, part) => (isJsonObject(at) ? at[part] : undefined),
      root,
    );
    seen = isJsonObject(target) ? target : {};
  }
  const parts = elementsOf(seen['allOf']).map((part) => resolveSchema(part, root));
  return Object.assign({}, ...parts, rulesInWords(seen), seen) as JsonObject;
}

/** The types that a resolved schema names, or that its keywords imply. */
export function typesOf(schema: JsonObject): readonly string[] {
  const { type } = schema;
  if (type !== undefined) return [type].flat().map(String);
  if (schema['properties'] !== undefined) return ['object'];
  return schema['items'] === undefined ? [] : ['array'];
}

/** The alternatives of a resolved schema, themselves unresolved. */
export const branchesOf = (schema: JsonObject): readonly Json[] => [
  ...elementsOf(schema['anyOf']),
  ...elementsOf(schema['oneOf']),
];

/** Looks through references and one level of alternatives. */
export function shapeOf(part: Json | undefined, root: JsonObject): Shape {
  const top = resolveSchema(part, root);
  const all = [top, ...branchesOf(top).map((branch) => resolveSchema(branch, root))];
  const records = all.find(({ properties }) => isJsonObject(properties));
  const items = all.map((one) => one['items']).find((one) => one !== undefined);
  const itemShape = items === undefined ? undefined : resolveSchema(items, root);
  return {
    types: new Set(all.flatMap(typesOf)),
    properties: (records?.['properties'] ?? {}) as Record<string, Json>,
    listed: all.map((one) => one['enum']).find((one) => Array.isArray(one)),
    listsRecords: itemShape !== undefined && isJsonObject(itemShape['properties']),
    maximum: all.map(({ maximum }) => maximum).find((one) => typeof one === 'number'),
    jsonText: all.map(jsonTextSchema).find((one) => one !== undefined),
  };
}
