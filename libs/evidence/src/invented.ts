import { dateMentions } from './dates';
import { caseless, fold, placesOf } from './fold';
import { numberMentions } from './number-mentions';
import { BEGINNINGS, NO_NAMES, NUMBER_WORDS, TIME_WORDS } from './own-words-lists';
import { sentencesOf } from './sentences';

/** Something in a text that stands in none of its grounds. */
export interface Invention {
  readonly kind: 'name' | 'number' | 'date' | 'url';
  readonly text: string;
}

const ADDRESS =
  /(?:https?:\/\/|www\.)[^\s)\]>"]+|[^\s@()<>"]+@[^\s@()<>"]+\.\p{L}+|(?<![\p{L}\p{N}])@[\p{L}\p{N}_.-]+|#[\p{L}\p{N}_]+|(?<![\p{L}\p{N}@])(?:[\p{L}\p{N}-]+\.)+(?:com|net|org|io|ai|co|dev|app|example|de|fr|es|pt|nl|it|eu|uk|us)(?:\/[^\s)\]>"]*)?(?![\p{L}\p{N}])/giu;

const trimmed = (address: string): string => address.replace(/[.,;:!?'")\]]+$/u, '');

/** Texts in which names, numbers, dates and URLs are looked up. What they hold is read once, when it is first asked for. */
export interface Grounds {
  /** All texts, folded, a line each. */
  readonly text: string;
  /** The same in lower case. */
  caseless(): string;
  /** ISO dates. */
  dates(): ReadonlySet<string>;
  /** Keys of numbers with unit and currency. */
  numbers(): ReadonlySet<string>;
}

const once = <T>(read: () => T): (() => T) => {
  let held: { readonly value: T } | undefined;
  return () => (held ??= { value: read() }).value;
};

/** Opens texts as grounds. */
export function groundsOf(texts: readonly string[]): Grounds {
  const lines = texts.map(fold);
  const text = lines.join('\n');
  return {
    text,
    caseless: once(() => caseless(text)),
    dates: once(() => new Set(lines.flatMap((line) => dateMentions(line)).map(({ iso }) => iso))),
    numbers: once(() => new Set(lines.flatMap(numbersOf).map(({ key }) => key))),
  };
}

const stands = (phrase: string, grounds: readonly Grounds[]): boolean =>
  grounds.some(({ text }) => placesOf(text, phrase).length > 0);

function inventedAddress(text: string, grounds: readonly Grounds[]): Invention | undefined {
  const found = [...text.matchAll(ADDRESS)].map(([address]) => trimmed(address));
  const invented = found.find(
    (address) => !grounds.some((ground) => ground.caseless().includes(caseless(address))),
  );
  return invented === undefined ? undefined : { kind: 'url', text: invented };
}

function inventedDate(text: string, grounds: readonly Grounds[]): Invention | undefined {
  const dates = dateMentions(text);
  const date = dates.find(({ iso }) => !grounds.some((ground) => ground.dates().has(iso)));
  if (date !== undefined) return { kind: 'date', text: text.slice(date.start, date.end) };
  const inDates = (at: number): boolean => dates.some(({ start, end }) => start <= at && at < end);
  const word = [...text.matchAll(TIME_WORDS)].find(
    ({ 0: said, index }) => !inDates(index) && !stands(said, grounds),
  );
  return word === undefined ? undefined : { kind: 'date', text: word[0] };
}

/** A number is the same with the same value, unit and currency. */
const numbersOf = (
  text: string,
): readonly { readonly key: string; readonly text: string; readonly start: number }[] =>
  numberMentions(text).map(({ readings, percent, currency, money, start, end }) => ({
    key: JSON.stringify([readings, percent, money ? currency : null]),
    text: text.slice(start, end),
    start,
  }));

function inventedNumber(text: string, grounds: readonly Grounds[]): Invention | undefined {
  const dates = dateMentions(text);
  const number = numbersOf(text).find(
    ({ key, start }) =>
      !grounds.some((ground) => ground.numbers().has(key)) &&
      !dates.some((date) => date.start <= start && start < date.end),
  );
  if (number !== undefined) return { kind: 'number', text: number.text };
  // Digits inside words (`3x`, `SOC2`, `1st`) are numbers too.
  const mixed = [...text.matchAll(/[\p{L}\p{N}]*(?:\p{L}\p{N}|\p{N}\p{L})[\p{L}\p{N}]*/gu)].find(
    ([said]) => !stands(said, grounds),
  );
  if (mixed !== undefined) return { kind: 'number', text: mixed[0] };
  const word = [...text.matchAll(NUMBER_WORDS)].find(([said]) => !stands(said, grounds));
  return word === undefined ? undefined : { kind: 'number', text: word[0] };
}

const WORD = /[\p{L}\p{M}][\p{L}\p{M}\p{N}']*/gu;
/** What may stand inside a name of several words. */
const JOINED = /^(?: | & |-|\. )$/u;
const isCapital = (word: string): boolean => /\p{Lu}/u.test(word);
const withoutPossessive = (word: string): string => word.replace(/'s?$/u, '');

/** Runs of words with capitals; the word that begins a sentence counts unless it is one with which sentences begin. */
function namesOf(text: string): readonly string[] {
  const begins = new Set(
    sentencesOf(text).map(({ start, end }) => start + text.slice(start, end).search(/[\p{L}\p{M}]/u)),
  );
  const runs: { start: number; end: number }[] = [];
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const plain = caseless(word);
    const isBeginning = begins.has(index) || /[:("\u2013\u2014]\s?$/u.test(text.slice(0, index));
    if (!isCapital(word) || NO_NAMES.has(plain) || (isBeginning && BEGINNINGS.has(plain))) continue;
    const end = index + withoutPossessive(word).length;
    const last = runs.at(-1);
    if (last !== undefined && JOINED.test(text.slice(last.end, index))) last.end = end;
    else runs.push({ start: index, end });
  }
  return runs.map(({ start, end }) => text.slice(start, end));
}

function inventedName(text: string, grounds: readonly Grounds[]): Invention | undefined {
  const name = namesOf(text.replaceAll(ADDRESS, ' ')).find((one) => !stands(one, grounds));
  return name === undefined ? undefined : { kind: 'name', text: name };
}

/**
 * The first name, number, date or URL of a text that stands in none of its grounds. Names are words with capitals, so
 * the text has to be in a language that writes other nouns small; a German one is refused more often than it deserves.
 */
export function firstInvention(text: string, grounds: readonly Grounds[]): Invention | undefined {
  const folded = fold(text);
  return (
    inventedAddress(folded, grounds) ??
    inventedDate(folded, grounds) ??
    inventedNumber(folded, grounds) ??
    inventedName(folded, grounds)
  );
}
