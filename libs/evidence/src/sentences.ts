import type { Span } from './fold';

/** A dot after one of these ends no sentence. */
const ABBREVIATION =
  /(?:^|[\s(])(?:inc|ltd|co|corp|bros|st|mt|dr|mr|mrs|ms|prof|no|nr|nos|vs|approx|est|ca|ggf|bzw|inkl|ing|dipl|tel|abs|art|mio|mrd|tsd|mln|bn|mn|jr|sr|dept|e\.g|i\.e|z\.b|d\.h|u\.a|usw|etc|ste|env|av|num|sra|dott|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|okt|nov|dec|dez|\p{L})\.$/iu;
/** An end of a sentence: marks, maybe a closing quote or bracket, then a space or the end. */
const END = /(?:[.!?\u2026]+["')\]]*(?=\s|$))|[\u3002\uff01\uff1f]|\n/gu;
/** A sentence begins with a capital, a digit, a quote or a letter of a script without capitals. */
const BEGINNING = /^\s*["'(\[]?(?:\p{Lu}|\p{Lo}|\p{N}|["'(\[]|$)/u;

/** The sentences of a folded text, in their order; together they hold all of it but the spaces between them. */
export function sentencesOf(text: string): readonly Span[] {
  const spans: Span[] = [];
  let start = 0;
  const add = (end: number): void => {
    const lead = /^\s*/.exec(text.slice(start, end))?.[0].length ?? 0;
    if (start + lead < end) spans.push({ start: start + lead, end });
    start = end;
  };
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length;
    const isLine = match[0] === '\n';
    const before = text.slice(Math.max(0, end - 12), end);
    if (!isLine && (ABBREVIATION.test(before) || !BEGINNING.test(text.slice(end, end + 4)))) continue;
    add(isLine ? match.index : end);
  }
  add(text.length);
  return spans;
}

/** What parts clauses; a comma alone does not, since it also parts a list. */
const CLAUSE_END =
  /;|:\s| [\u2013\u2014-] |,\s(?=(?:but|while|whereas|although|though|aber|w\u00e4hrend|obwohl|mais|tandis|alors|pero|mientras|aunque|mas|enquanto|embora|maar|terwijl|hoewel|ma|mentre|anche)\s)/giu;

/** The clause of a sentence in which a stretch stands. */
export function clauseAround(text: string, sentence: Span, place: Span): Span {
  let { start, end } = sentence;
  for (const match of text.slice(sentence.start, sentence.end).matchAll(CLAUSE_END)) {
    const at = sentence.start + match.index;
    if (at + match[0].length <= place.start) start = at + match[0].length;
    else if (at >= place.end) {
      end = at;
      break;
    }
  }
  return { start, end };
}

/** What stands before a place in its own clause. */
export const clauseBefore = (sentence: string, at: number): string =>
  sentence
    .slice(0, at)
    .split(/[,;:]|\s(?:and|und|et|y|e|en|ed)\s/u)
    .at(-1) ?? '';
