import { type Derivation, type Derive, inSentences, moved } from './derive';
import { fold, placesOf, type Span, wordsOf } from './fold';
import { type QuotePlace, within } from './place';
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

/** The stretch of a sentence that the quote covers. */
export const quotedIn = (place: QuotePlace, sentence: Span): Span => ({
  start: Math.max(0, place.start - sentence.start),
  end: Math.min(place.end, sentence.end) - sentence.start,
});

/** A text whose words stand after a word of the field, joined as `joint` allows, or before `after`. */
export const derivedWords =
  (field: WordList, joint: RegExp, after?: RegExp): Derive<string> =>
  (claimed, place): Derivation<string> => {
    const value = typeof claimed === 'string' ? fold(claimed) : '';
    if (value === '') return 'value_unreadable';
    return inSentences(place, (sentence, span) => {
      const at = placeOfWords(sentence, value, quotedIn(place, span));
      if (at === undefined) return 'value_not_in_quote';
      const marks = findWords(sentence, field, place.language).filter(({ end }) => end <= at.start);
      const joined = marks.some(({ end }) => joint.test(sentence.slice(end, at.start)));
      return joined || after?.test(sentence.slice(at.end))
        ? { value, at: moved(at, span.start), sentence: span }
        : 'field_not_named';
    });
  };
