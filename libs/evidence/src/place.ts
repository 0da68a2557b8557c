import type { TextBlock } from '@userport/html';
import { placesOf, type Span } from './fold';
import type { Language } from './languages';

/** Where a quote was found: a folded text, the quote's stretch in it, and what the text is. */
export interface QuotePlace extends Span {
  readonly text: string;
  readonly language: Language | undefined;
  readonly block: Pick<TextBlock, 'kind' | 'headings' | 'links' | 'aside'>;
  /** A searched answer speaks of the company by its name alone; on its own pages it also says "we". */
  readonly ownPage: boolean;
}

/** All places of a quote in a text. */
export const placesIn = (place: Omit<QuotePlace, keyof Span>, quote: string): readonly QuotePlace[] =>
  placesOf(place.text, quote).map((span) => ({ ...place, ...span }));

/** What of a place is a sentence, and what of it the quote holds. */
export const within = (inner: Span, outer: Span): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/** Characters between two stretches; 0 where they touch or overlap. */
export const distance = (one: Span, other: Span): number =>
  Math.max(0, Math.max(one.start, other.start) - Math.min(one.end, other.end));

/** True when `chosen` is the nearest of the rivals to at least one of the marks. */
export const isNearest = (chosen: Span, rivals: readonly Span[], marks: readonly Span[]): boolean =>
  marks.some((mark) => rivals.every((rival) => distance(chosen, mark) <= distance(rival, mark)));

/** A longer stretch joins nothing; and the patterns of little words, which overlap, stay fast on what a page repeats. */
export const LONGEST_JOINT = 60;
