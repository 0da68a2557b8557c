import type { AnswerShape } from '@userport/ai';
import type { Json, JsonObject } from '@userport/contracts';
import { RetryableError } from '@userport/errors';
import { cleanText, cutText } from './clean-text';
import type { ValueRules } from './value-rules';

/** A rationale is read in a cell's side panel. */
const LONGEST_RATIONALE = 2000;
const LONGEST_QUOTE = 400;
const MOST_QUOTES = 5;

/** What a model answered, not yet judged by the column. */
export interface RawAnswer extends JsonObject {
  readonly value: Json;
  readonly rationale: string;
  readonly confidence: number;
  /** What would have been needed, when the value is unknown. */
  readonly missing: string;
  readonly quotes: readonly string[];
}

/** An answer that the column accepts. */
export type JudgedAnswer =
  | { readonly kind: 'known'; readonly value: Json; readonly raw: RawAnswer }
  | { readonly kind: 'unknown'; readonly raw: RawAnswer }
  | { readonly kind: 'broken'; readonly broken: string; readonly raw: RawAnswer };

const text = (description: string, longest: number): JsonObject => ({
  type: 'string',
  maxLength: longest,
  description,
});

/**
 * The answer's schema around a column's value. Every field is required and nothing else is allowed, which is what
 * vendors ask of a strict schema; the reasons come first, so that the value follows from them.
 */
const schemaOf = (rules: ValueRules): JsonObject => ({
  type: 'object',
  properties: {
    rationale: text('Why, in one to three sentences.', LONGEST_RATIONALE),
    quotes: {
      type: 'array',
      maxItems: MOST_QUOTES,
      items: text('Copied word for word from a data block.', LONGEST_QUOTE),
      description: 'The passages that carry the value; empty when it is unknown.',
    },
    missing: {
      type: ['string', 'null'],
      maxLength: LONGEST_RATIONALE,
      description: 'What would be needed to answer when the value is unknown; else null.',
    },
    value: rules.jsonSchema,
    confidence: {
      type: 'number',
      minimum: 0,
      maximum: 1,
      description: 'How sure the data makes the value: 0.9 said outright, 0.5 inferred, 0 unknown.',
    },
  },
  required: ['rationale', 'quotes', 'missing', 'value', 'confidence'],
  additionalProperties: false,
});

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown, longest: number): string =>
  typeof value === 'string' ? cutText(cleanText(value).text.trim(), longest) : '';

/** A number from 0 to 1; what is no number gives no confidence. */
export const confidenceOf = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0;

/**
 * The shape of an answer about one cell. `parse` only refuses what is no answer at all: whether the value fits the
 * column is judged apart, so that an answer that was paid for is kept together with what it cost.
 */
export const answerShape = (rules: ValueRules): AnswerShape<RawAnswer> => ({
  name: 'column_value',
  jsonSchema: schemaOf(rules),
  parse(answer) {
    if (!isObject(answer) || !('value' in answer))
      throw new RetryableError('The answer must be an object with the field value.', {
        code: 'answer_malformed',
      });
    const quotes = Array.isArray(answer['quotes']) ? answer['quotes'] : [];
    return {
      value: (answer['value'] ?? null) as Json,
      rationale: textOf(answer['rationale'], LONGEST_RATIONALE),
      confidence: confidenceOf(answer['confidence']),
      missing: textOf(answer['missing'], LONGEST_RATIONALE),
      quotes: quotes
        .slice(0, MOST_QUOTES)
        .map((quote) => textOf(quote, LONGEST_QUOTE))
        .filter((quote) => quote !== ''),
    };
  },
});

/** Ways of writing "unknown" into a field that is no free text, and of filling a text with nothing. */
const UNKNOWN_WORDS = new Set([
  '',
  '-',
  'n/a',
  'na',
  'null',
  'unknown',
  'not known',
  'not available',
  'not specified',
  'not stated',
  'not found',
]);

const saysUnknown = (value: Json, rules: ValueRules): boolean =>
  value === null ||
  (typeof value === 'string' &&
    UNKNOWN_WORDS.has(value.trim().toLowerCase().replace(/\.$/, '')) &&
    // "Unknown" may be one of the column's own choices.
    !(rules.field !== 'value_string' && rules.judge(value).fits));

/** Judges an answer by the column's rules. Unknown is an answer, as long as it says why. */
export function judgeAnswer(raw: RawAnswer, rules: ValueRules): JudgedAnswer {
  if (saysUnknown(raw.value, rules)) {
    if (raw.missing !== '' || raw.rationale !== '') return { kind: 'unknown', raw };
    const broken = 'The value is unknown, but neither missing nor rationale says what was missing.';
    return { kind: 'broken', broken, raw };
  }
  const judged = rules.judge(raw.value);
  return judged.fits
    ? { kind: 'known', value: judged.value, raw }
    : { kind: 'broken', broken: judged.broken, raw };
}
