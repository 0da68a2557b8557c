import { fold, placesOf, wordsOf } from './fold';
import type { Refusal } from './judged';
import { GREETINGS } from './own-words-lists';

/** What somebody wrote, by the id of the activity; null for a reaction or a repost without comment. */
export interface OwnWords {
  readonly id: string;
  readonly text: string | null;
}

/** What a model claims that somebody wrote. */
export interface OwnQuote {
  readonly id: string;
  readonly quote: string;
}

/** Fewer words are anybody's. */
const LEAST_WORDS = 4;

/** True where a place lies inside quotation marks, or in a line that is marked as quoted. */
function isQuotedByThem(text: string, start: number): boolean {
  const before = text.slice(0, start);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return (before.match(/"/g) ?? []).length % 2 === 1 || /^\s*>/.test(line === '' ? text.slice(start) : line);
}

const isPolite = (quote: string): boolean =>
  wordsOf(fold(quote).replaceAll(GREETINGS, ' ')).length < LEAST_WORDS;

/** Why a quote is none of somebody's own words; undefined when it is: at least four of them, as they wrote them. */
export function quoteRefusal(
  { id, quote }: OwnQuote,
  written: ReadonlyMap<string, OwnWords>,
): Refusal | undefined {
  const source = written.get(id);
  if (source === undefined) return 'unknown_activity';
  if (source.text === null || source.text.trim() === '') return 'no_own_words';
  if (wordsOf(quote).length < LEAST_WORDS) return 'quote_too_short';
  const text = fold(source.text);
  // A quotation mark around the quote is the model's own.
  const bare = fold(quote).replace(/^"(.*)"$/u, '$1');
  const places = placesOf(text, bare);
  if (places.length === 0) return 'not_their_words';
  if (places.every(({ start }) => isQuotedByThem(text, start))) return 'words_of_another';
  return isPolite(bare) ? 'only_polite' : undefined;
}
