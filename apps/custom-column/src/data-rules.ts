import type { Json, JsonObject } from '@userport/contracts';
import { cleanText } from './clean-text';
import { compileSchema, type SchemaCheck } from './compile-schema';
import { dropOptionalNulls } from './optional-nulls';
import { orNull, portableSchema } from './portable-schema';
import type { Judgement, ValueRules } from './value-rules';

/** Enough for the records that a cell can show. */
const VALUE_TOKENS = 6000;
/** Levels of an answer's data; deeper is a runaway answer, and readers recurse. */
const DEEPEST_VALUE = 32;

const isDeeper = (value: Json, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((part: Json) => isDeeper(part, levels - 1)));

const cleaned = (value: Json): Json => {
  if (typeof value === 'string') return cleanText(value).text;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((part: Json) => cleaned(part));
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([key, part]) => [cleanText(key).text, cleaned(part)]),
  );
};

/** Reads data out of an answer, which may also be JSON text. */
function readData(value: unknown): Judgement {
  let data: unknown = value;
  try {
    if (typeof value === 'string') data = JSON.parse(value);
  } catch {
    return { fits: false, broken: 'The value is no valid JSON text.' };
  }
  if (typeof data !== 'object' || data === null)
    return { fits: false, broken: 'The value must be an object or a list.' };
  if (isDeeper(data as Json, DEEPEST_VALUE))
    return { fits: false, broken: `The value is nested deeper than ${DEEPEST_VALUE} levels.` };
  return { fits: true, value: cleaned(data as Json) };
}

/**
 * An object or a list that satisfies the user's JSON Schema. Where vendors can take the schema it is part of the
 * answer's; else the value is asked for as JSON text and the schema is told in words.
 * @throws TerminalError `column_invalid` when the schema cannot be used
 */
export async function dataRules(schema: Readonly<Record<string, unknown>> | undefined): Promise<ValueRules> {
  const check: SchemaCheck = schema === undefined ? () => [] : await compileSchema(schema);
  const portable = schema === undefined ? undefined : portableSchema(schema);
  const told = schema === undefined ? '' : ` that satisfies this JSON Schema: ${JSON.stringify(schema)}`;
  const inText = `JSON text of an object or a list${told}`;
  return {
    field: 'value_json',
    words: portable === undefined ? inText : `an object or a list${told}`,
    valueTokens: VALUE_TOKENS,
    jsonSchema: portable === undefined ? { type: ['string', 'null'], description: inText } : orNull(portable),
    judge(value) {
      const data = readData(value);
      if (!data.fits) return data;
      const fitted = schema === undefined ? data.value : dropOptionalNulls(data.value, schema);
      const broken = check(fitted);
      return broken.length === 0
        ? { fits: true, value: fitted }
        : { fits: false, broken: `The value breaks the column's JSON schema: ${broken.join('; ')}.` };
    },
  };
}
