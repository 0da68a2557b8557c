import { type Config, vendorPriceAt } from '@userport/config';
import type { HttpRequest } from '@userport/http';
import { z } from 'zod';

type ProvidersConfig = Config<'ai' | 'providers'>;
type KeyVariable = Extract<keyof (ProvidersConfig['ai'] & ProvidersConfig['providers']), `${string}_API_KEY`>;

/** What a vendor tells of itself in the answer of a probe. */
export interface ProbeTold {
  /** What is left to spend, in the vendor's own words; absent where it does not tell. */
  readonly balance?: string;
  /** Model names that it serves. */
  readonly models?: readonly string[];
  /** Days on which models shut down, by name, as far as announced. */
  readonly shutdowns?: Readonly<Record<string, string>>;
}

/** The cheapest call that shows whether a vendor answers and takes the key. */
export interface VendorProbe {
  /** For people. */
  readonly title: string;
  readonly keyVariable: KeyVariable;
  readonly baseUrl: (config: ProvidersConfig) => string;
  readonly request: (key: string) => HttpRequest;
  /** US dollars at the most; null when no price is known. */
  readonly priceUsd: (at: Date) => number | null;
  /** A status that is no good answer and yet shows that the key was taken. */
  readonly alsoReached?: number;
  readonly read: (body: unknown) => ProbeTold;
}

const free = (): number => 0;
const tellsNothing = (): ProbeTold => ({});

/** A snapshot that nobody has: asking for it costs nothing. */
const NO_SNAPSHOT = 's_userportprobe0000';
/** A page of a few hundred tokens, kept for such uses (RFC 2606). */
const SMALL_PAGE = 'https://example.com';
const SMALL_PAGE_TOKENS = 1000;

const geminiModels = z.object({ models: z.array(z.object({ name: z.string() })) });
const openaiModels = z.object({
  data: z.array(z.object({ id: z.string(), shutdown_date: z.string().nullish() })),
});
const builtwithUsage = z.object({ remaining: z.union([z.number(), z.string()]) });
const enrichlayerBalance = z.object({ credit_balance: z.number() });

/** One probe a vendor. What is free is free by the vendor's own pages; the rest has its price in the table of prices. */
export const VENDOR_PROBES: readonly VendorProbe[] = [
  {
    title: 'Gemini',
    keyVariable: 'GEMINI_API_KEY',
    baseUrl: ({ ai }) =>
      `${ai.GEMINI_BASE_URL ?? 'https://generativelanguage.googleapis.com'}/${ai.GEMINI_API_VERSION}`,
    request: (key) => ({ path: '/models', query: { pageSize: 1000 }, headers: { 'x-goog-api-key': key } }),
    priceUsd: free,
    read: (body) => ({
      models: geminiModels.parse(body).models.map(({ name }) => name.replace(/^models\//, '')),
    }),
  },
  {
    title: 'OpenAI',
    keyVariable: 'OPENAI_API_KEY',
    baseUrl: ({ ai }) => ai.OPENAI_BASE_URL ?? 'https://api.openai.com/v1',
    request: (key) => ({ path: '/models', headers: { authorization: `Bearer ${key}` } }),
    priceUsd: free,
    read(body) {
      const { data } = openaiModels.parse(body);
      const shutdowns: Record<string, string> = {};
      for (const { id, shutdown_date: moment } of data) {
        if (typeof moment === 'string') shutdowns[id] = moment.slice(0, 'YYYY-MM-DD'.length);
      }
      return { models: data.map(({ id }) => id), shutdowns };
    },
  },
  {
    title: 'Jina',
    keyVariable: 'JINA_API_KEY',
    baseUrl: ({ providers }) => providers.JINA_READER_BASE_URL,
    request: (key) => ({
      method: 'POST',
      path: '/',
      json: { url: SMALL_PAGE },
      headers: { authorization: `Bearer ${key}`, accept: 'application/json' },
    }),
    priceUsd(at) {
      const price = vendorPriceAt('jina', 'token', at);
      return price === undefined ? null : SMALL_PAGE_TOKENS * price.usd;
    },
    read: tellsNothing,
  },
  {
    title: 'Bright Data',
    keyVariable: 'BRIGHTDATA_API_KEY',
    baseUrl: ({ providers }) => providers.BRIGHTDATA_BASE_URL,
    request: (key) => ({
      path: `/datasets/v3/progress/${NO_SNAPSHOT}`,
      headers: { authorization: `Bearer ${key}` },
    }),
    priceUsd: free,
    alsoReached: 404,
    read: tellsNothing,
  },
  {
    title: 'BuiltWith',
    keyVariable: 'BUILTWITH_API_KEY',
    baseUrl: ({ providers }) => providers.BUILTWITH_BASE_URL,
    request: (key) => ({ path: '/usagev2/api.json', headers: { authorization: `API ${key}` } }),
    priceUsd: free,
    read: (body) => ({ balance: `${builtwithUsage.parse(body).remaining} credits` }),
  },
  {
    title: 'Apollo',
    keyVariable: 'APOLLO_API_KEY',
    baseUrl: ({ providers }) => providers.APOLLO_BASE_URL,
    // Needs a master key; another one is refused with 403, which shows that it was known.
    request: (key) => ({
      method: 'POST',
      path: '/usage_stats/credit_usage_stats',
      headers: { 'x-api-key': key },
    }),
    priceUsd: free,
    alsoReached: 403,
    read: tellsNothing,
  },
  {
    title: 'Enrich Layer',
    keyVariable: 'ENRICHLAYER_API_KEY',
    baseUrl: ({ providers }) => providers.ENRICHLAYER_BASE_URL,
    request: (key) => ({ path: '/credit-balance', headers: { authorization: `Bearer ${key}` } }),
    priceUsd: free,
    read: (body) => ({ balance: `${enrichlayerBalance.parse(body).credit_balance} credits` }),
  },
];
