const QUOTES: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`]/g, "'"],
  [/[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u300c\u300d]/g, '"'],
];

/**
 * Folds what may differ between a page and a quote of it: spaces, quotation marks and how a letter is composed. Digits,
 * signs, `.`, `,` and `%` stay as they are. Line breaks stay too: they part sentences.
 */
export const fold = (text: string): string =>
  QUOTES.reduce((folded, [mark, plain]) => folded.replaceAll(mark, plain), text.normalize('NFC'))
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n[ \n]*/g, '\n')
    .trim();

/** Lower case of the same length, so that places in it are places in the text. */
export const caseless = (text: string): string => {
  const lower = text.toLowerCase();
  return lower.length === text.length
    ? lower
    : Array.from(text, (letter) =>
        letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter,
      ).join('');
};

/** A stretch of a text, offsets in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const WORD_END = /[\p{L}\p{N}\p{M}_]$/u;
const WORD_START = /^[\p{L}\p{N}\p{M}_]/u;
/** A digit that goes on after a sign (`1,250`, `4.5`), or a sign before it, changes the number. */
const NUMBER_GOES_ON_BEFORE = /(?:\d[.,'\u00a0 ]?|[-\u2212+])$/u;
const NUMBER_GOES_ON_AFTER = /^(?:[.,']?\d| \d{3}(?!\d)|\s?%)/u;

const cutsAWord = (text: string, { start, end }: Span): boolean => {
  const [before, after] = [text.slice(Math.max(0, start - 3), start), text.slice(end, end + 6)];
  const [first, last] = [text.charAt(start), text.slice(end - 2, end)];
  if (WORD_START.test(text.slice(start, start + 2)) && WORD_END.test(before)) return true;
  if (WORD_END.test(last) && WORD_START.test(after)) return true;
  if (/\d/.test(first) && NUMBER_GOES_ON_BEFORE.test(before)) return true;
  return /\d$/.test(last) && NUMBER_GOES_ON_AFTER.test(after);
};

/** Where a phrase stands in a folded text, whatever its case; places that cut a word or a number are none. */
export function placesOf(text: string, phrase: string): readonly Span[] {
  const [hay, needle] = [caseless(text), caseless(fold(phrase))];
  const found: Span[] = [];
  if (needle === '') return found;
  for (let at = hay.indexOf(needle); at !== -1; at = hay.indexOf(needle, at + 1)) {
    const span = { start: at, end: at + needle.length };
    if (!cutsAWord(text, span)) found.push(span);
  }
  return found;
}

/** The words of a text in lower case: runs of letters and digits with what joins them (`B2B`, `node.js`, `c++`, `1,250`). */
export const wordsOf = (text: string): readonly string[] =>
  caseless(fold(text)).match(/[\p{L}\p{N}\p{M}]+(?:[.,'&/-][\p{L}\p{N}\p{M}]+)*[+#%]*/gu) ?? [];
