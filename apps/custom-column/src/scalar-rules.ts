import { LARGEST_NUMBER } from '@userport/contracts/custom-column';
import { cleanText } from './clean-text';
import type { Judgement, ValueRules } from './value-rules';

/** Characters of a text whose column names no limit: a few pages. */
const LONGEST_TEXT = 20_000;
/** Fewer characters than a token has on average in any language that is written with an alphabet. */
const CHARACTERS_PER_TOKEN = 3;
/** A number, a word. */
const SHORT_VALUE_TOKENS = 100;
/** Digits that Django's decimal(19,6) keeps after the point. */
const DECIMALS = 6;
/** A number as text without anything that two countries read differently: no commas, no spaces, no signs of money. */
const PLAIN_NUMBER = /^[+-]?\d{1,20}(?:\.\d{1,20})?$/;

const fits = (value: string | number | boolean): Judgement => ({ fits: true, value });
const breaks = (broken: string): Judgement => ({ fits: false, broken });

const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

/** A text of bounded length, counted in characters as Django counts them, not in code units. */
export function textRules(maxLength: number | undefined, markdown: boolean): ValueRules {
  const longest = Math.min(maxLength ?? LONGEST_TEXT, LONGEST_TEXT);
  const form = markdown ? 'text, Markdown allowed' : 'plain text without Markdown';
  const words = `${form}, at most ${longest} characters`;
  return {
    field: 'value_string',
    words,
    valueTokens: Math.ceil(longest / CHARACTERS_PER_TOKEN),
    jsonSchema: { type: ['string', 'null'], maxLength: longest, description: words },
    judge(value) {
      if (typeof value !== 'string') return breaks(`The value must be a text, not ${show(value)}.`);
      const text = cleanText(value).text.trim();
      const length = [...text].length;
      if (length === 0) return breaks('The value must not be an empty text; unknown is null.');
      if (length > longest)
        return breaks(`The text has ${length} characters; at most ${longest} are allowed.`);
      return fits(text);
    },
  };
}

const inRange = (min: number | undefined, max: number | undefined): string => {
  if (min !== undefined && max !== undefined) return `from ${min} to ${max}`;
  if (min !== undefined) return `not below ${min}`;
  return max === undefined ? '' : `not above ${max}`;
};

const readNumber = (value: unknown): number | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !PLAIN_NUMBER.test(value.trim())) return undefined;
  return Number(value.trim());
};

/** A number that Django's decimal(19,6) keeps as it is: rounded to six decimals, within its range and the column's. */
export function numberRules(min: number | undefined, max: number | undefined): ValueRules {
  const lowest = Math.max(min ?? -LARGEST_NUMBER, -LARGEST_NUMBER);
  const highest = Math.min(max ?? LARGEST_NUMBER, LARGEST_NUMBER);
  const range = inRange(min, max);
  const words = ['a plain number', range, `with at most ${DECIMALS} decimals and below 10^13`]
    .filter((part) => part !== '')
    .join(', ');
  return {
    field: 'value_number',
    words,
    valueTokens: SHORT_VALUE_TOKENS,
    jsonSchema: { type: ['number', 'null'], minimum: lowest, maximum: highest, description: words },
    judge(value) {
      const number = readNumber(value);
      if (number === undefined)
        return breaks(`The value must be a plain number such as 1234.5, not ${show(value)}.`);
      if (Math.abs(number) > LARGEST_NUMBER)
        return breaks(`The number ${number} has more than 13 digits before the point.`);
      const rounded = Number(number.toFixed(DECIMALS)) + 0;
      if (rounded < lowest || rounded > highest)
        return breaks(`The number ${rounded} is outside the column's range (${range}).`);
      return fits(rounded);
    },
  };
}

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .replace(/^[\s"'`*]+|[\s"'`*.]+$/gu, '');

/** Yes or no. The column's own labels are understood before the words true and false. */
export function booleanRules(trueLabel: string | undefined, falseLabel: string | undefined): ValueRules {
  const labels: (readonly [string, boolean])[] = [];
  if (trueLabel !== undefined) labels.push([folded(trueLabel), true]);
  if (falseLabel !== undefined) labels.push([folded(falseLabel), false]);
  const named = (label: string | undefined): string => (label === undefined ? '' : `, meaning "${label}",`);
  const words = `true${named(trueLabel)} or false${named(falseLabel)}`.replace(/,$/, '');
  const meaning = new Map<string, boolean>([['true', true], ['false', false], ...labels]);
  return {
    field: 'value_boolean',
    words,
    valueTokens: SHORT_VALUE_TOKENS,
    jsonSchema: { type: ['boolean', 'null'], description: words },
    judge(value) {
      if (typeof value === 'boolean') return fits(value);
      const meant = typeof value === 'string' ? meaning.get(folded(value)) : undefined;
      return meant === undefined
        ? breaks(`The value must be true or false, not ${show(value)}.`)
        : fits(meant);
    },
  };
}

/** One of the allowed values, stored letter by letter as the column spells it. */
export function choiceRules(allowedValues: readonly string[]): ValueRules {
  const words = `exactly one of: ${allowedValues.map((value) => JSON.stringify(value)).join(', ')}`;
  return {
    field: 'value_enum',
    words,
    valueTokens: SHORT_VALUE_TOKENS,
    // Alternatives, since one vendor takes an enumeration of texts alone.
    jsonSchema: { anyOf: [{ type: 'string', enum: [...allowedValues] }, { type: 'null' }] },
    judge(value) {
      if (typeof value === 'string') {
        if (allowedValues.includes(value)) return fits(value);
        const alike = allowedValues.filter((allowed) => folded(allowed) === folded(value));
        if (alike.length === 1 && alike[0] !== undefined) return fits(alike[0]);
      }
      return breaks(`The value ${show(value)} is not one of the allowed values; it must be ${words}.`);
    },
  };
}
