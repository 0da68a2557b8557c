import type { Span } from './fold';
import type { Language } from './languages';

/** A number as it stands in a text. */
export interface NumberMention extends Span {
  /** What it can mean: one value, or two where the marks leave it open (`1.250`). Scale and sign are worked in. */
  readonly readings: readonly number[];
  readonly percent: boolean;
  /** ISO 4217 code; null when none is written or it may be of several countries. */
  readonly currency: string | null;
  /** True when some currency is written, known or not. */
  readonly money: boolean;
  /** `lowest` of a range or of "more than", `highest` of a range; of one number alone it is `alone`. */
  readonly role: 'alone' | 'lowest' | 'highest';
  /** The words around it say "fewer than" or "up to": its value is a bound and not a count. */
  readonly onlyUpperBound: boolean;
}

const DIGITS =
  /(?<![\p{L}\p{N}.,])(?:([-\u2212+])\s?)?(\d{1,3}(?:[ '\u2019]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)/gu;

/** Scales by their names; `b` and `m` alone scale only money. Long and short scale differ: French `billion` is left out. */
const SCALES: readonly (readonly [RegExp, number])[] = [
  [
    /^(?:mil mill(?:ones|\u00f3n)|mil milh\u00f5es|milliarden?|mrd\.?|milliards?|miliardi|miliardo|miljard|bilh(?:\u00f5es|\u00e3o)|billions?|bn)(?!\p{L})/iu,
    1e9,
  ],
  [
    /^(?:millionen|million(?:s|i)?|mio\.?|mill(?:ones|\u00f3n)|milh(?:\u00f5es|\u00e3o)|milion[ie]|miljoen|mln\.?|mn)(?!\p{L})/iu,
    1e6,
  ],
  [/^(?:thousand|tausend|tsd\.?|mille|mila|mil|duizend|k)(?!\p{L})/iu, 1e3],
];
const MONEY_SCALES: readonly (readonly [RegExp, number])[] = [
  [/^b(?!\p{L})/iu, 1e9],
  [/^(?:mm|m)(?!\p{L})/iu, 1e6],
];
/** What is a thousand of the short scale in the long one. */
const LONG_SCALE = /^billions?(?!\p{L})/iu;
const LONG_SCALE_LANGUAGES = new Set<Language>(['fr', 'de', 'nl', 'it']);

const CURRENCIES: readonly (readonly [RegExp, string | null])[] = [
  [/^(?:us\$|usd|us dollars?|u\.s\. dollars?|\$|dollars?|d\u00f3lares|dollari|dollar)(?!\p{L})/iu, 'USD'],
  [/^(?:\u20ac|eur|euros?)(?!\p{L})/iu, 'EUR'],
  [/^(?:\u00a3|gbp|pounds?(?: sterling)?|pfund)(?!\p{L})/iu, 'GBP'],
  [/^(?:chf|sfr\.?|swiss francs?|schweizer franken|franken|francs suisses)(?!\p{L})/iu, 'CHF'],
  [/^(?:a\$|aud)(?!\p{L})/iu, 'AUD'],
  [/^(?:c\$|ca\$|cad)(?!\p{L})/iu, 'CAD'],
  [/^(?:r\$|brl|reais)(?!\p{L})/iu, 'BRL'],
  [/^(?:jpy|yen)(?!\p{L})/iu, 'JPY'],
  [/^(?:inr|\u20b9|rupees)(?!\p{L})/iu, 'INR'],
  [/^(?:sek|nok|dkk|pln|cny|mxn)(?!\p{L})/iu, ''],
  [/^(?:\u00a5|kr|francs?|crowns?|pesos?|kronor|rmb)(?!\p{L})/iu, null],
];
const PERCENT = /^(?:%|percent|per cent|prozent|pour cent|por ciento|por cento|procent|per cento)/iu;

const CURRENCY_BEFORE =
  /([-\u2212]?)(us\$|a\$|ca\$|c\$|r\$|\$|\u20ac|\u00a3|\u00a5|\u20b9|(?<!\p{L})(?:usd|eur|gbp|chf|sfr\.?|aud|cad|brl|jpy|inr|sek|nok|dkk|pln|cny|mxn))\s?$/iu;

const UPPER_BOUND =
  /(?:fewer than|less than|under|below|up to|at most|max(?:imum|\.)?|weniger als|unter|bis zu|h\u00f6chstens|moins de|jusqu'\u00e0|menos de|hasta|at\u00e9|minder dan|tot|meno di|fino a|at\u00e9)\s+(?:[^\s\d]{0,3}\s?)$/iu;
/** A currency may stand before the second number. */
const UP_TO_NUMBER = '[^\\s\\d]{0,3}\\s?$';
/** What joins a range by itself. */
const RANGE_JOINT = new RegExp(`^\\s?(?:[-\\u2013\\u2014]|to\\s|bis\\s)\\s?${UP_TO_NUMBER}`, 'iu');
/** What joins one after a word that opens it: in Spanish "de 120 en 2025" is none. */
const RANGE_PAIRS: readonly (readonly [RegExp, RegExp])[] = [
  ['between', 'and'],
  ['from', 'to'],
  ['zwischen', 'und'],
  ['entre', 'et|y|e'],
  ['de', '\u00e0|a'],
  ['tussen', 'en'],
  ['van', 'tot'],
  ['tra|fra', 'e'],
  ['da', 'a'],
].map(([opening = '', joint = '']) => [
  new RegExp(`(?<!\\p{L})(?:${opening})\\s[^\\s\\d]{0,3}\\s?$`, 'iu'),
  new RegExp(`^\\s(?:${joint})\\s${UP_TO_NUMBER}`, 'iu'),
]);

/** The readings of digits with their marks. A single mark before three digits may part thousands or decimals. */
function digitsReadings(digits: string, language: Language | undefined): readonly number[] {
  const marks = digits.match(/[.,' \u2019]/gu) ?? [];
  if (marks.length === 0) return [Number(digits)];
  const whole = Number(digits.replaceAll(/[.,' \u2019]/gu, ''));
  const lastMark = marks.at(-1) ?? '';
  const tail = digits.slice(digits.lastIndexOf(lastMark) + 1);
  const decimal = Number(
    digits.slice(0, digits.lastIndexOf(lastMark)).replaceAll(/[.,' \u2019]/gu, '') + '.' + tail,
  );
  if (/[' \u2019]/u.test(lastMark)) return [whole];
  const groups = digits.split(/[.,' \u2019]/gu);
  const grouped = groups.slice(1).every((group) => group.length === 3) && (groups[0]?.length ?? 9) <= 3;
  if (marks.length > 1) {
    if (new Set(marks).size === 1) return grouped ? [whole] : [];
    const front = groups.slice(1, -1);
    return front.every((group) => group.length === 3) ? [decimal] : [];
  }
  if (!grouped || digits.startsWith('0')) return [decimal];
  // Nobody writes three zeros behind a decimal mark.
  if (tail === '000') return [whole];
  if (language === undefined) return [whole, decimal];
  return (language === 'en') === (lastMark === ',') ? [whole] : [decimal];
}

const firstOf = <T>(
  table: readonly (readonly [RegExp, T])[],
  text: string,
): readonly [number, T] | undefined => {
  for (const [pattern, value] of table) {
    const match = pattern.exec(text);
    if (match !== null) return [match[0].length, value];
  }
  return undefined;
};

const spaceAt = (text: string): number => (/^[\s\u00a0-](?=\S)/u.test(text) ? 1 : 0);

interface Tail {
  readonly length: number;
  readonly scale: number;
  readonly openScale: boolean;
  readonly currency: string | null | undefined;
  readonly percent: boolean;
}

/** Scale, currency and percent after a number's digits. */
function tailOf(after: string, paid: boolean, language: Language | undefined): Tail {
  let length = 0;
  let scale = 1;
  let openScale = false;
  const rest = (): string => after.slice(length + spaceAt(after.slice(length)));
  const skip = (by: number): void => {
    length += spaceAt(after.slice(length)) + by;
  };
  const plus = /^\s?\+/.exec(after);
  if (plus !== null) length += plus[0].length;
  const named =
    firstOf(SCALES, rest()) ??
    (paid || /^(?:m|b|mm)\s?(?:\u20ac|\$|\u00a3|usd|eur|gbp|chf)/iu.test(rest())
      ? firstOf(MONEY_SCALES, rest())
      : undefined);
  if (named !== undefined) {
    openScale = LONG_SCALE.test(rest()) && language !== undefined && LONG_SCALE_LANGUAGES.has(language);
    scale = named[1];
    skip(named[0]);
    const of = /^\s(?:de\s|di\s|d')/iu.exec(after.slice(length))?.[0].length ?? 0;
    if (firstOf(CURRENCIES, after.slice(length + of)) !== undefined) length += of;
  }
  const currency = firstOf(CURRENCIES, rest());
  if (currency !== undefined) {
    const code = currency[1] === '' ? rest().slice(0, 3).toUpperCase() : currency[1];
    skip(currency[0]);
    return { length, scale, openScale, currency: code, percent: false };
  }
  const percent = PERCENT.exec(rest());
  if (percent !== null) skip(percent[0].length);
  return { length, scale, openScale, currency: undefined, percent: percent !== null };
}

/** A currency before the digits, and the sign that stands before it. */
interface Front {
  readonly length: number;
  readonly currency: string | null;
  readonly signed: boolean;
}

const frontOf = (before: string): Front | undefined => {
  const [whole = '', sign = '', written = ''] = CURRENCY_BEFORE.exec(before) ?? [];
  if (whole === '') return undefined;
  const known = firstOf(CURRENCIES, written)?.[1] ?? null;
  return {
    length: whole.length,
    currency: known === '' ? written.toUpperCase() : known,
    signed: sign !== '',
  };
};

/** A number before it is known whether it is part of a range. */
interface Single extends Span {
  readonly signed: boolean;
  readonly magnitudes: readonly number[];
  readonly scale: number;
  readonly percent: boolean;
  readonly currency: string | null;
  readonly money: boolean;
  readonly onlyUpperBound: boolean;
}

/** Decimal fractions times a scale leave a trace in the last digits. */
const round = (value: number): number => Number(value.toPrecision(12));

function singleAt(text: string, match: RegExpMatchArray, language: Language | undefined): Single | undefined {
  const at = match.index ?? 0;
  const [whole, sign = '', digits = ''] = match;
  const before = text.slice(Math.max(0, at - 24), at);
  const after = text.slice(at + whole.length, at + whole.length + 48);
  const named = firstOf<unknown>([...SCALES, ...MONEY_SCALES, ...CURRENCIES], after) !== undefined;
  if (/^\p{L}/u.test(after) && !named) return undefined;
  const front = frontOf(before);
  const tail = tailOf(after, front !== undefined, language);
  const frontLength = front?.length ?? 0;
  return {
    start: at - frontLength,
    end: at + whole.length + tail.length,
    signed: /[-\u2212]/u.test(sign) || front?.signed === true,
    magnitudes: tail.openScale ? [] : digitsReadings(digits, language),
    scale: tail.scale,
    percent: tail.percent,
    currency: tail.currency ?? front?.currency ?? null,
    money: tail.currency !== undefined || front !== undefined,
    onlyUpperBound: UPPER_BOUND.test(before.slice(0, before.length - frontLength)),
  };
}

const isRange = (text: string, low: Single, high: Single): boolean => {
  const between = text.slice(low.end, high.start);
  if (high.signed) return /^\s?$/.test(between);
  const before = text.slice(Math.max(0, low.start - 16), low.start);
  return (
    RANGE_JOINT.test(between) ||
    RANGE_PAIRS.some(([opening, joint]) => opening.test(before) && joint.test(between))
  );
};

/**
 * All numbers of a folded text, in their order, each with what belongs to it: sign, scale, percent, currency. The
 * scale and the currency of a range's end are those of its beginning too ("5 to 10 million").
 */
export function numberMentions(text: string, language?: Language): readonly NumberMention[] {
  const singles = [...text.matchAll(DIGITS)].flatMap((match) => singleAt(text, match, language) ?? []);
  return singles.map((single, index) => {
    const [before, next] = [singles[index - 1], singles[index + 1]];
    const highest = before !== undefined && isRange(text, before, single);
    const upper = next !== undefined && isRange(text, single, next) ? next : undefined;
    const scale = upper !== undefined && single.scale === 1 ? upper.scale : single.scale;
    const factor = single.signed && !highest ? -scale : scale;
    return {
      start: single.start,
      end: single.end,
      readings: single.magnitudes.map((value) => round(value * factor)),
      percent: single.percent || upper?.percent === true,
      currency: single.currency ?? upper?.currency ?? (highest ? before.currency : null),
      money: single.money || upper?.money === true || (highest && before.money),
      role: upper !== undefined ? 'lowest' : highest ? 'highest' : 'alone',
      onlyUpperBound: single.onlyUpperBound,
    };
  });
}
