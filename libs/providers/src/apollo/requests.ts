import type { SettledCall } from '@userport/contracts';
import { TerminalError } from '@userport/errors';
import {
  createHttpClient,
  type HttpClient,
  type HttpRequest,
  type RateRule,
  systemClock,
} from '@userport/http';
import type { ZodType } from 'zod';
import { costUsd, keyOf, paidCall, type ProviderCall, type ProviderParts } from '../paid-call';
import { exactJson } from './exact-json';
import { judgeApollo } from './refusals';

/** As on the bill. */
export const VENDOR = 'apollo';

const MINUTE_MS = 60_000;
/** A search of many pages takes some seconds. */
const TIMEOUT_MS = 60_000;
/** Two windows of a minute and the calls between them. */
const TOTAL_TIMEOUT_MS = 240_000;
/** A window of a minute is waited for in place. */
const LONGEST_WAIT_MS = 61_000;

/** Of a paid plan, each endpoint for itself: https://docs.apollo.io/reference/rate-limits (2026-07-28) */
const SEARCH_RATES: readonly RateRule[] = [
  { calls: 200, windowMs: MINUTE_MS },
  { calls: 6_000, windowMs: 60 * MINUTE_MS },
  { calls: 50_000, windowMs: 24 * 60 * MINUTE_MS },
];
const ENRICHMENT_RATES: readonly RateRule[] = [{ calls: 1_000, windowMs: MINUTE_MS }];

interface Endpoint {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly rules: readonly RateRule[];
  /** Whether it costs nothing, so that repeating it does no harm. */
  readonly isFree: boolean;
}

/** By the name that it has on the bill and in errors. */
const ENDPOINTS = {
  organization_search: {
    method: 'POST',
    path: '/mixed_companies/search',
    rules: SEARCH_RATES,
    isFree: false,
  },
  people_search: { method: 'POST', path: '/mixed_people/api_search', rules: SEARCH_RATES, isFree: true },
  organization: { method: 'GET', path: '/organizations/enrich', rules: ENRICHMENT_RATES, isFree: false },
  bulk_match: { method: 'POST', path: '/people/bulk_match', rules: ENRICHMENT_RATES, isFree: false },
} as const satisfies Readonly<Record<string, Endpoint>>;

/** An endpoint of {@link ENDPOINTS}. */
export type EndpointName = keyof typeof ENDPOINTS;

/** What is asked of an endpoint, and what the answer costs. */
export interface ApolloQuestion<T> extends Pick<HttpRequest, 'query' | 'json'> {
  readonly endpoint: EndpointName;
  readonly schema: ZodType<T>;
  /** Credits that the answer may cost. */
  readonly mostCredits: number;
  /** Credits that it did cost; undefined when it does not say. */
  creditsOf(answer: T): number | undefined;
}

/** An answer and what was paid for it, US dollars; null when that is not known. */
export interface ApolloAnswer<T> {
  readonly answer: T;
  readonly costUsd: number | null;
}

/** Asks Apollo, and puts it on the bill. */
export interface ApolloRequests {
  buy<T>(question: ApolloQuestion<T>, call: ProviderCall): Promise<ApolloAnswer<T>>;
  /** Address of an endpoint, for errors. */
  urlOf(endpoint: EndpointName): string;
}

/**
 * A question that names nothing is about everybody.
 * @throws TerminalError `search_unbounded`
 */
export function checkBounded(
  endpoint: EndpointName,
  bounds: readonly (string | readonly string[] | undefined)[],
): void {
  if (bounds.some((bound) => bound !== undefined && bound.length > 0)) return;
  throw new TerminalError(`apollo: ${endpoint} needs a company to look at. Name at least one.`, {
    code: 'search_unbounded',
  });
}

/** Opens the endpoints: one client each, since each has its own windows. */
export function openRequests({ config, instances, http = {} }: ProviderParts): ApolloRequests {
  const { now } = http.clock ?? systemClock;
  const open = ({ rules, isFree }: Endpoint): HttpClient =>
    createHttpClient({
      name: VENDOR,
      baseUrl: config.APOLLO_BASE_URL,
      timeoutMs: TIMEOUT_MS,
      totalTimeoutMs: TOTAL_TIMEOUT_MS,
      rates: { rules, instances },
      // One that was sent and not answered may have cost its credits.
      retry: { unanswered: isFree, longestWaitMs: LONGEST_WAIT_MS },
      judge: judgeApollo(now),
      parseJson: exactJson,
      ...http,
    });
  const clients = Object.fromEntries(
    Object.entries(ENDPOINTS).map(([name, endpoint]) => [name, open(endpoint)]),
  ) as Record<EndpointName, HttpClient>;

  const priceOf = (credits: number) => costUsd(VENDOR, 'credit', credits, now());
  const settledOf = (credits: number | undefined): SettledCall =>
    credits === undefined ? { units: {}, costUsd: null } : { units: { credits }, costUsd: priceOf(credits) };

  return {
    async buy({ endpoint, schema, mostCredits, creditsOf, ...request }, { bill, signal }) {
      const { method, path, isFree } = ENDPOINTS[endpoint];
      const headers = { 'x-api-key': keyOf(config, 'APOLLO_API_KEY') };
      const answer = await paidCall({
        bill,
        planned: {
          vendor: VENDOR,
          operation: endpoint,
          estimateUsd: priceOf(mostCredits) ?? 0,
          ...(isFree && { free: true }),
        },
        make: () => clients[endpoint].json({ ...request, method, path, headers, endpoint, signal }, schema),
        settle: (told) => settledOf(creditsOf(told)),
        ...(isFree && { isFree: () => true }),
      });
      return { answer, costUsd: settledOf(creditsOf(answer)).costUsd };
    },
    urlOf: (endpoint) => `${config.APOLLO_BASE_URL}${ENDPOINTS[endpoint].path}`,
  };
}
