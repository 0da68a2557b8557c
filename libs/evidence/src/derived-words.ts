import { type Derivation, type Derive, inSentences, moved } from './derive';
import { fold, placesOf, type Span, wordsOf } from './fold';
import type { Refusal } from './judged';
import type { Language } from './languages';
import { type QuotePlace, within } from './place';
import type { Bond, Mark } from './said-of-company';
import { findWords, type WordList } from './word-lists';

/** All words of a text in one sentence of a quote: where they stand, at best as the text has them. */
export function placeOfWords(sentence: string, value: string, quoted: Span): Span | undefined {
  const wanted = wordsOf(value);
  const places = wanted.flatMap((word) => placesOf(sentence, word).find((at) => within(at, quoted)) ?? []);
  if (wanted.length === 0 || places.length < wanted.length) return undefined;
  const whole = placesOf(sentence, value).find((at) => within(at, quoted));
  return (
    whole ?? {
      start: Math.min(...places.map(({ start }) => start)),
      end: Math.max(...places.map(({ end }) => end)),
    }
  );
}

/** Every place of a text in a sentence, else the one of its words. */
const placesOfWords = (sentence: string, value: string, quoted: Span): readonly Span[] => {
  const whole = placesOf(sentence, value).filter((at) => within(at, quoted));
  const words = whole.length > 0 ? undefined : placeOfWords(sentence, value, quoted);
  return words === undefined ? whole : [words];
};

/** The stretch of a sentence that the quote covers. */
export const quotedIn = (place: QuotePlace, sentence: Span): Span => ({
  start: Math.max(0, place.start - sentence.start),
  end: Math.min(place.end, sentence.end) - sentence.start,
});

/** What tells a text's place in its sentence. */
export interface WordsRule {
  /** Words after which the text stands. */
  readonly field: WordList;
  /** What may stand between such a word and the text. */
  readonly joint: (text: string) => boolean;
  /** What else may stand directly behind the text. */
  readonly after?: RegExp;
  /** How such a word binds to the one of whom it says it. */
  readonly bondOf: (word: string) => Bond;
  /** What is wrong with the whole sentence, if something is. */
  readonly refuse?: (sentence: string, at: Span, language: Language | undefined) => Refusal | undefined;
}

/** The words that give a text at a place its meaning. */
function marksAt(
  { field, joint, after, bondOf }: WordsRule,
  sentence: string,
  at: Span,
  language: Language | undefined,
): readonly Mark[] {
  const joined = findWords(sentence, field, language).filter(
    ({ end }) => end <= at.start && joint(sentence.slice(end, at.start)),
  );
  const behind = after?.exec(sentence.slice(at.end))?.[0].length;
  return [
    ...joined.map((mark) => ({ ...mark, bond: bondOf(sentence.slice(mark.start, mark.end).toLowerCase()) })),
    ...(behind === undefined ? [] : [{ start: at.end, end: at.end + behind, bond: 'attribute' as const }]),
  ];
}

/** A text whose words stand after a word of the field, joined as the rule allows, or before what may follow it. */
export const derivedWords =
  (rule: WordsRule): Derive<string> =>
  (claimed, place): Derivation<string> => {
    const value = typeof claimed === 'string' ? fold(claimed) : '';
    if (value === '') return 'value_unreadable';
    return inSentences(place, (sentence, span) => {
      const places = placesOfWords(sentence, value, quotedIn(place, span));
      if (places.length === 0) return 'value_not_in_quote';
      for (const at of places) {
        const marks = marksAt(rule, sentence, at, place.language);
        if (marks.length === 0) continue;
        const refusal = rule.refuse?.(sentence, at, place.language);
        if (refusal !== undefined) return refusal;
        const carrying = marks.map(({ bond, ...mark }) => ({ bond, ...moved(mark, span.start) }));
        return { value, at: moved(at, span.start), sentence: span, marks: carrying };
      }
      return 'field_not_named';
    });
  };
