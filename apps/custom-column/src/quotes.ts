import type { SearchAnswer, Source } from '@userport/ai';

/** A passage that carries a value, and where it was found. */
export interface Evidence {
  readonly quote: string;
  /** Name of the part of the context, or `search`. */
  readonly part: string;
  /** Pages behind the passage, for a searched answer. */
  readonly urls?: readonly string[];
}

/** Quotes that were found again, and how many were not. */
export interface CheckedQuotes {
  readonly evidence: readonly Evidence[];
  readonly notFound: number;
}

/** Shorter ones are found anywhere. */
const SHORTEST_QUOTE = 3;

/** Letters and digits alone: a model quotes decoded text, while blocks are JSON. */
const plain = (text: string): string =>
  text
    .replace(/\\[nrt]/g, ' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

type Found = (quote: string) => Evidence | undefined;

function check(quotes: readonly string[], find: Found): CheckedQuotes {
  const evidence = quotes.map(find).filter((found) => found !== undefined);
  return { evidence, notFound: quotes.length - evidence.length };
}

/** Looks each quote up in the parts it may come from: a quote that is nowhere is no evidence. */
export function quotesInParts(
  quotes: readonly string[],
  parts: readonly { readonly name: string; readonly text: string }[],
): CheckedQuotes {
  const plainParts = parts.map(({ name, text }) => ({ name, text: plain(text) }));
  return check(quotes, (quote) => {
    const wanted = plain(quote);
    if (wanted.length < SHORTEST_QUOTE) return undefined;
    const part = plainParts.find(({ text }) => text.includes(wanted));
    return part === undefined ? undefined : { quote, part: part.name };
  });
}

/** Looks each quote up in a searched answer, with the pages that carry that stretch of it. */
export function quotesInSearch(
  quotes: readonly string[],
  search: Pick<SearchAnswer, 'text' | 'supports' | 'sources'>,
) {
  const whole = plain(search.text);
  return check(quotes, (quote) => {
    const wanted = plain(quote);
    if (wanted.length < SHORTEST_QUOTE || !whole.includes(wanted)) return undefined;
    const start = search.text.indexOf(quote);
    const end = start + quote.length;
    const carrying = start < 0 ? [] : search.supports.filter((one) => one.start < end && one.end > start);
    const urls = [...new Set(carrying.flatMap(({ sources }) => sources))]
      .map((index): Source | undefined => search.sources[index])
      .filter((source) => source !== undefined)
      .map(({ url }) => url);
    return { quote, part: 'search', urls };
  });
}
