import type { Json, JsonObject } from '@userport/contracts';
import { chooseAllowed } from './choose';
import {
  branchesOf,
  DEEPEST_SCHEMA,
  elementsOf,
  isJsonObject,
  jsonTextSchema,
  resolveSchema,
  typesOf,
} from './schema-shape';

/** What to write where. */
export interface Wish {
  /** A candidate for a property of an answer; undefined where nothing is known. The schema there judges it. */
  valueFor(property: string, schema: JsonObject): Json | undefined;
  /** Text that helps to choose among allowed values. */
  readonly hint: string;
}

const NOT_KNOWN = 'not known to the sandbox';

const numberIn = (schema: JsonObject, keyword: string, otherwise: number): number => {
  const value = schema[keyword];
  return typeof value === 'number' ? value : otherwise;
};

const isWhole = (schema: JsonObject): boolean =>
  typesOf(schema).includes('integer') && !typesOf(schema).includes('number');

const takesNull = (schema: JsonObject): boolean =>
  typesOf(schema).includes('null') || elementsOf(schema['enum']).includes(null) || schema['const'] === null;

interface Place {
  readonly root: JsonObject;
  readonly wish: Wish;
  readonly depth: number;
}

const below = (place: Place): Place => ({ ...place, depth: place.depth + 1 });

const asNumber = (schema: JsonObject, candidate: Json): number | undefined => {
  const value = typeof candidate === 'string' ? Number(candidate.replace(/,/g, '')) : candidate;
  if (typeof value !== 'number' || !Number.isFinite(value) || candidate === '') return undefined;
  if (isWhole(schema) && !Number.isInteger(value)) return undefined;
  if (!Number.isInteger(value / numberIn(schema, 'multipleOf', value === 0 ? 1 : value))) return undefined;
  const holds =
    value >= numberIn(schema, 'minimum', -Infinity) &&
    value <= numberIn(schema, 'maximum', Infinity) &&
    value > numberIn(schema, 'exclusiveMinimum', -Infinity) &&
    value < numberIn(schema, 'exclusiveMaximum', Infinity);
  return holds ? value : undefined;
};

/** Cuts between words where it can. */
const cutTo = (text: string, length: number): string => {
  const characters = [...text];
  if (characters.length <= length) return text;
  const cut = characters.slice(0, length).join('');
  return cut.replace(/[\s,;.]+\S*$/, '') || cut;
};

/** As many of the parts as fit whole. */
const joinTo = (parts: readonly string[], length: number): string => {
  let text = '';
  for (const part of parts) {
    const longer = text === '' ? part : `${text}, ${part}`;
    if ([...longer].length > length) break;
    text = longer;
  }
  return text;
};

const asText = (schema: JsonObject, candidate: Json): string | undefined => {
  if (jsonTextSchema(schema) !== undefined) {
    if (typeof candidate === 'object') return JSON.stringify(candidate);
    return typeof candidate === 'string' && /^[[{]/.test(candidate) ? candidate : undefined;
  }
  if (candidate === null || isJsonObject(candidate)) return undefined;
  if (candidate === '' && numberIn(schema, 'minLength', 0) === 0) return '';
  const longest = numberIn(schema, 'maxLength', Infinity);
  const texts = elementsOf(candidate).filter((one) => typeof one === 'string');
  const text = typeof candidate === 'object' ? joinTo(texts, longest) : cutTo(String(candidate), longest);
  if (text === '' || [...text].length < numberIn(schema, 'minLength', 0)) return undefined;
  const { pattern } = schema;
  return typeof pattern === 'string' && !new RegExp(pattern, 'u').test(text) ? undefined : text;
};

const asList = (schema: JsonObject, candidate: Json, place: Place): readonly Json[] | undefined => {
  const parts = (Array.isArray(candidate) ? (candidate as readonly Json[]) : [candidate])
    .map((one) => coerce(schema['items'] ?? {}, one, below(place)))
    .filter((one) => one !== undefined)
    .slice(0, numberIn(schema, 'maxItems', Infinity));
  return parts.length < numberIn(schema, 'minItems', 0) ? undefined : parts;
};

const asRecord = (
  schema: JsonObject,
  given: JsonObject | undefined,
  place: Place,
): JsonObject | undefined => {
  if (!isJsonObject(schema['properties'])) return given;
  const required = elementsOf(schema['required']);
  const filled = Object.entries(schema['properties']).map(([name, part]) => {
    // A record that is given speaks of something of its own: what it does not say is not known.
    const wanted =
      given === undefined ? place.wish.valueFor(name, resolveSchema(part, place.root)) : given[name];
    const value = wanted === undefined ? undefined : coerce(part, wanted, below(place));
    const least = required.includes(name) ? leastOf(part, below(place)) : undefined;
    return { name, value: value ?? least, known: value !== undefined };
  });
  // A made-up value inside a record of known ones would look like a known one.
  const hasGap = filled.some(({ value, known }) => !known && value !== undefined && value !== null);
  if (given !== undefined && (hasGap || !filled.some(({ known }) => known))) return undefined;
  return Object.fromEntries(
    filled.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
  );
};

const firstBranch = (schema: JsonObject, candidate: Json, place: Place): Json | undefined => {
  for (const branch of branchesOf(schema)) {
    const value = coerce(branch, candidate, below(place));
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
};

const ofType = (schema: JsonObject, candidate: Json, place: Place): Json | undefined => {
  const types = typesOf(schema);
  const takes = (type: string): boolean => types.length === 0 || types.includes(type);
  if (typeof candidate === 'boolean' && takes('boolean')) return candidate;
  if (Array.isArray(candidate) && takes('array')) return asList(schema, candidate as readonly Json[], place);
  if (isJsonObject(candidate) && takes('object')) return asRecord(schema, candidate, place);
  const number = takes('number') || takes('integer') ? asNumber(schema, candidate) : undefined;
  if (number !== undefined) return number;
  if (takes('string')) return asText(schema, candidate);
  return takes('array') ? asList(schema, candidate, place) : undefined;
};

/** Shapes a candidate so that the schema holds; undefined when it cannot. */
function coerce(part: Json, candidate: Json, place: Place): Json | undefined {
  if (place.depth > DEEPEST_SCHEMA) return undefined;
  const schema = resolveSchema(part, place.root);
  if (candidate === null) {
    const branches = branchesOf(schema).map((branch) => resolveSchema(branch, place.root));
    return [schema, ...branches].some(takesNull) ? null : undefined;
  }
  if (branchesOf(schema).length > 0) return firstBranch(schema, candidate, place);
  if (schema['const'] !== undefined) return schema['const'] === candidate ? candidate : undefined;
  const allowed = schema['enum'];
  if (Array.isArray(allowed)) return chooseAllowed(allowed as readonly Json[], candidate, place.wish.hint);
  return ofType(schema, candidate, place);
}

const leastNumber = (schema: JsonObject): number => {
  const step = numberIn(schema, 'multipleOf', isWhole(schema) ? 1 : 0);
  const open = {
    low: numberIn(schema, 'exclusiveMinimum', -Infinity),
    high: numberIn(schema, 'exclusiveMaximum', Infinity),
  };
  const low = Math.max(numberIn(schema, 'minimum', -Infinity), open.low);
  const high = Math.min(numberIn(schema, 'maximum', Infinity), open.high);
  const near = Math.min(Math.max(0, low), high);
  const inside =
    Number.isFinite(low) && Number.isFinite(high) ? (low + high) / 2 : near + (near === open.low ? 1 : -1);
  const closed = near === open.low || near === open.high ? inside : near;
  return step === 0 ? closed : Math.ceil(near / step + (near === open.low ? 0.5 : 0)) * step;
};

const leastText = (schema: JsonObject): string =>
  cutTo(NOT_KNOWN, numberIn(schema, 'maxLength', Infinity)).padEnd(numberIn(schema, 'minLength', 0), '.');

const leastRecord = (schema: JsonObject, place: Place): JsonObject => {
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {};
  const required = elementsOf(schema['required']).map(String);
  return Object.fromEntries(required.map((name) => [name, leastOf(properties[name] ?? {}, below(place))]));
};

/** The answer that says least and still holds: null where it may be, else the smallest value that the schema takes. */
function leastOf(part: Json, place: Place): Json {
  const schema = resolveSchema(part, place.root);
  const branches = branchesOf(schema).map((branch) => resolveSchema(branch, place.root));
  if (takesNull(schema) || branches.some(takesNull) || place.depth > DEEPEST_SCHEMA) return null;
  if (branches[0] !== undefined) return leastOf(branches[0], below(place));
  if (schema['const'] !== undefined) return schema['const'];
  if (Array.isArray(schema['enum'])) return elementsOf(schema['enum'])[0] ?? null;
  const [type] = typesOf(schema);
  if (type === 'object') return leastRecord(schema, place);
  if (type === 'array') {
    const one = leastOf(schema['items'] ?? {}, below(place));
    return Array.from({ length: numberIn(schema, 'minItems', 0) }, () => one);
  }
  if (type === 'boolean') return false;
  return type === 'number' || type === 'integer' ? leastNumber(schema) : leastText(schema);
}

/** A known value in the form that a schema takes; undefined when it fits in no form. */
export const fitTo = (part: Json, root: JsonObject, known: Json, hint: string): Json | undefined =>
  coerce(part, known, { root, wish: { valueFor: () => undefined, hint }, depth: 0 });

/**
 * An answer to a JSON schema (draft 2020-12 as far as model houses take it) that always holds the schema: known
 * values where they fit, null or the least possible elsewhere. An allowed value is never taken merely because it
 * stands first, unless the schema leaves no other way.
 */
export function fillSchema(schema: JsonObject, wish: Wish): Json {
  const place: Place = { root: schema, wish, depth: 0 };
  const top = resolveSchema(schema, schema);
  const shapes = [top, ...branchesOf(top).map((branch) => resolveSchema(branch, schema))];
  const record = shapes.find((one) => isJsonObject(one['properties']));
  if (record !== undefined) return asRecord(record, undefined, place) ?? leastOf(schema, place);
  const wanted = wish.valueFor('value', top);
  return (wanted === undefined ? undefined : coerce(schema, wanted, place)) ?? leastOf(schema, place);
}
