import { findModel, type ModelVendor } from './models';

/** What a model costs for a span of days. US dollars per million tokens; null where no price is known, never zero. */
export interface ModelPrice {
  readonly model: string;
  /** First day (UTC) we know the price for, and its last one; without `until` it stands until the vendor changes it. */
  readonly from: string;
  readonly until?: string;
  readonly inputUsd: number | null;
  readonly outputUsd: number | null;
  /** Input that the vendor read from its own cache. */
  readonly cachedInputUsd: number | null;
  readonly source: string;
}

/** What a vendor adds to the plain prices of all its models. */
export interface PriceTerms {
  /** Input written into the vendor's cache costs this many times the input price. */
  readonly cacheWriteTimes: number;
  /** The same for entries kept for 12 hours. */
  readonly longCacheWriteTimes: number;
  /** Above so many input tokens the whole call costs so many times as much. */
  readonly longPrompt?: {
    readonly aboveInputTokens: number;
    readonly inputTimes: number;
    readonly outputTimes: number;
  };
}

/** What one search of the web costs. */
export interface SearchPrice {
  readonly vendor: ModelVendor;
  /** What is counted: Gemini counts each query that a prompt ran, OpenAI each call of the tool. */
  readonly unit: 'query' | 'call';
  readonly usd: number;
  readonly source: string;
}

const ARGON =
  'https://ai.google.dev/gemini-api/docs/generate-content/latest-model, github.com/BerriAI/litellm 46238';
const FLASH = 'https://vercel.com/ai-gateway/models/gemini-3.8-flash, github.com/BerriAI/litellm 39357';
const openaiPage = (model: string): string => `https://developers.openai.com/api/docs/models/${model}`;

type Rates = readonly [input: number | null, output: number | null, cached: number | null];

const price = (
  model: string,
  [inputUsd, outputUsd, cachedInputUsd]: Rates,
  days: readonly [from: string, until?: string],
  source: string,
): ModelPrice => {
  const [from, until] = days;
  const span = until === undefined ? { from } : { from, until };
  return { model, ...span, inputUsd, outputUsd, cachedInputUsd, source };
};

/** Day on which both price tables were last compared with their sources. */
export const PRICES_READ_ON = '2026-11-23';

/**
 * The price table. The standard tier; a model without a row, or a null in one, has no known price.
 * Prices from a page that is not the vendor's own say so by their source.
 */
export const MODEL_PRICES: readonly ModelPrice[] = [
  price('gemini-4-argon', [2, 10, 0.1], ['2026-10-13', '2026-11-30'], ARGON),
  price('gemini-4-argon', [4, 20, 0.2], ['2026-12-01'], ARGON),
  price(
    'gemini-4-carbon',
    [2, 10, 0.1],
    ['2026-11-10', '2026-11-30'],
    'github.com/iyulab/TokenMeter releases',
  ),
  price('gemini-4-carbon', [4, 20, 0.2], ['2026-12-01'], 'github.com/iyulab/TokenMeter releases'),
  price('gemini-3.8-flash', [0.75, 3.75, 0.075], ['2026-09-02', '2026-12-31'], FLASH),
  // The page names 1.50 and 7.50; cached input is doubled likewise, since the offer halves every rate.
  price('gemini-3.8-flash', [1.5, 7.5, 0.15], ['2027-01-01'], FLASH),
  price(
    'gemini-3.5-flash-lite',
    [0.3, 2.5, 0.03],
    ['2026-07-21'],
    'https://docs.apiyi.com (at Google’s list price)',
  ),
  price('gemini-3.1-flash-lite', [0.25, 1.5, null], ['2026-05-07'], 'https://vercel.com/ai-gateway/models'),
  price('gpt-6.2-sol', [2, 10, 0.1], ['2026-11-23'], openaiPage('gpt-6.2-sol')),
  price('gpt-6.1-sol', [2, 10, 0.1], ['2026-09-29'], openaiPage('gpt-6.1-sol')),
  price('gpt-6.1-terra', [1, 5, 0.05], ['2026-10-26'], openaiPage('gpt-6.1-terra')),
  price('gpt-6-astra', [10, 50, 1], ['2026-09-03'], 'github.com/TheKrush/PromptFuel v1.0.19'),
  price('gpt-6-sol', [2, 10, 0.2], ['2026-09-22'], openaiPage('gpt-6-sol')),
  price('gpt-6-luna', [0.1, 0.5, 0.01], ['2026-09-22'], openaiPage('gpt-6-luna')),
  price('gpt-5.6-terra', [2, 12, 0.2], ['2026-07-30'], openaiPage('gpt-5.6-terra')),
  price('gpt-5.6-luna', [0.2, 1.2, 0.02], ['2026-07-30'], openaiPage('gpt-5.6-luna')),
];

const SEARCH_PRICES: readonly SearchPrice[] = [
  {
    vendor: 'gemini',
    unit: 'query',
    usd: 0.014,
    source: 'https://ai.google.dev/gemini-api/docs/pricing ($14 per 1,000 queries, Gemini 3 and later)',
  },
  {
    vendor: 'openai',
    unit: 'call',
    usd: 0.01,
    source: 'https://developers.openai.com/api/docs/pricing ($10 per 1,000 calls; what it reads is input)',
  },
];

const TERMS: Readonly<Record<ModelVendor, PriceTerms>> = {
  gemini: { cacheWriteTimes: 1, longCacheWriteTimes: 1 },
  openai: {
    cacheWriteTimes: 1.25,
    longCacheWriteTimes: 2.5,
    longPrompt: { aboveInputTokens: 272_000, inputTimes: 2, outputTimes: 1.5 },
  },
};

/** The price of a model on a day, with its vendor's terms; undefined when none is known. Pure. */
export function modelPriceAt(
  model: string,
  at: Date,
): (ModelPrice & { readonly terms: PriceTerms }) | undefined {
  const day = at.toISOString().slice(0, 10);
  const facts = findModel(model);
  const found = MODEL_PRICES.find(
    (row) => row.model === model && row.from <= day && (row.until === undefined || day <= row.until),
  );
  return found && facts && { ...found, terms: TERMS[facts.vendor] };
}

/** What one search costs at a vendor. Pure. */
export const searchPriceOf = (vendor: ModelVendor): SearchPrice | undefined =>
  SEARCH_PRICES.find((row) => row.vendor === vendor);
