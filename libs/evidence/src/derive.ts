import { type Span } from './fold';
import type { Refusal } from './judged';
import type { QuotePlace } from './place';
import type { Bond, Mark } from './said-of-company';
import { sentencesOf } from './sentences';

/** A value that code derived from a quote: where it stands in the text, and in which sentence. */
export interface Derived<T> {
  readonly value: T;
  readonly at: Span;
  readonly sentence: Span;
  /** True where words of the value itself are no negation of it: the "bis" of a range, "not-for-profit". */
  readonly literal?: true;
  /** The words that say the value of somebody, as stretches of the text; none where a heading says whose it is. */
  readonly marks?: readonly Mark[];
}

/** What deriving came to. */
export type Derivation<T> = Derived<T> | Refusal;

/** Derives the claimed value from a place; says why not when it cannot. */
export type Derive<T> = (claimed: unknown, place: QuotePlace) => Derivation<T>;

/** A text or number that a model claimed. */
export const scalar = (claimed: unknown): string | number | undefined =>
  (typeof claimed === 'string' && claimed.trim() !== '') || typeof claimed === 'number' ? claimed : undefined;

/** The sentences that a quote touches. */
export const sentencesAt = (place: QuotePlace): readonly Span[] =>
  sentencesOf(place.text).filter(({ start, end }) => start < place.end && place.start < end);

/** The text of a stretch. */
export const sliceOf = (text: string, { start, end }: Span): string => text.slice(start, end);
/** A stretch of a sentence as one of the text around it. */
export const moved = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });

/** Stretches of a sentence as marks of the text around it. */
export const marked = (spans: readonly Span[], bond: Bond, by: number): readonly Mark[] =>
  spans.map((span) => ({ ...moved(span, by), bond }));

/** The first sentence of the quote that gives a value; else the reason of the first that came near. */
export function inSentences<T>(
  place: QuotePlace,
  derive: (sentence: string, span: Span) => Derivation<T>,
): Derivation<T> {
  let reason: Refusal = 'value_not_in_quote';
  for (const span of sentencesAt(place)) {
    const derived = derive(sliceOf(place.text, span), span);
    if (typeof derived !== 'string') return derived;
    if (derived !== 'value_not_in_quote') reason = derived;
  }
  return reason;
}
