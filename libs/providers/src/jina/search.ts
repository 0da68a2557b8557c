import { cleanPageText } from '@userport/http';
import { keptQuery, SEARCH_ANSWER_MS } from '../kept-query';
import { keyOf, paidCall, type ProviderCall } from '../paid-call';
import type { Jina, JinaParts, SearchWeb } from './jina';
import { found, type JinaFound, type SearchAnswer, searchAnswer } from './schemas';
import { estimateTokens, lineOf, openClient, settledTokens, tokensOf, VENDOR } from './tokens';

/** Of a paid key: https://jina.ai/api-dashboard/rate-limit */
const RATES = { rules: [{ calls: 100, windowMs: 60_000 }], inFlight: 10 };
/** By each ten results begun, at least this: https://github.com/jina-ai/reader `src/api/searcher.ts`. */
const TOKENS_PER_TEN = 10_000;
/** The same: no search is charged for more. */
const MOST_TOKENS = 2_000_000;
/** What Jina gives when no number is named. */
const USUAL_COUNT = 10;
const SCHEMA_VERSION = 1;

/** The results in our own words, their texts cleaned and bounded. */
export const foundOf = ({ data }: SearchAnswer): JinaFound =>
  data.map(({ url, title, description, date, content }) => ({
    url,
    title: lineOf(title),
    description: lineOf(description),
    date: lineOf(date),
    page: content == null || content === '' ? null : cleanPageText(content),
  }));

/** Tokens that a search may be charged for at the most. */
export const mostTokens = ({ content, count = USUAL_COUNT }: SearchWeb): number =>
  content ? MOST_TOKENS : Math.ceil(count / 10) * TOKENS_PER_TEN;

/** Opens the search. `now` is ms since 1970. */
export function openSearch({ config, cache, ...parts }: JinaParts, now: () => number): Jina['search'] {
  const client = openClient(parts, config.JINA_SEARCH_BASE_URL, RATES, now);

  const load = async (input: SearchWeb, { bill, signal, fresh = false }: ProviderCall) => {
    const { query, content, count, site, country, language } = input;
    const request = {
      method: 'POST',
      path: '/',
      json: { q: query, num: count, site, gl: country, hl: language },
      headers: {
        authorization: `Bearer ${keyOf(config, 'JINA_API_KEY')}`,
        ...(!content && { 'x-respond-with': 'no-content' }),
        ...(fresh && { 'x-no-cache': 'true' }),
      },
      endpoint: 'search',
      signal,
    } as const;
    const { value, tokens } = await paidCall({
      bill,
      planned: { vendor: VENDOR, operation: 'search', estimateUsd: estimateTokens(mostTokens(input), now()) },
      make: async () => {
        const got = await client.jsonAnswer(request, searchAnswer);
        return { value: got.value, tokens: tokensOf(got.value.meta?.usage?.tokens, got.headers) };
      },
      settle: ({ tokens: used }) => settledTokens(used, now()),
    });
    const results = foundOf(value);
    return { answer: results, kept: results, costUsd: settledTokens(tokens, now()).costUsd };
  };

  return (input, call) => {
    const asked = { ...input, count: input.count ?? USUAL_COUNT };
    const question = {
      vendor: VENDOR,
      method: 'search',
      schemaVersion: SCHEMA_VERSION,
      request: asked,
      schema: found,
      maxAgeMs: SEARCH_ANSWER_MS,
    };
    return cache.cached(keptQuery(question, call), () => load(asked, call));
  };
}
