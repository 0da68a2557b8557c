/** A house of models; the same word names the vendor on the bill. */
export type ModelVendor = 'gemini' | 'openai';

/** What a task wants a model for; tasks name roles, never models. */
export type ModelRole = 'reason' | 'extract' | 'search' | 'evaluate';

/** One model that is served. */
export interface ModelFacts {
  readonly name: string;
  readonly vendor: ModelVendor;
  /** The least thinking that the model accepts; a question that asks for less gets this. */
  readonly leastThinking: 'none' | 'low';
  /** First day (UTC, `2027-05-07`) on which it is served no more, once announced. */
  readonly shutsDownOn?: string;
}

const gemini = (name: string, leastThinking: 'none' | 'low', shutsDownOn?: string): ModelFacts => ({
  name,
  vendor: 'gemini',
  leastThinking,
  ...(shutsDownOn === undefined ? {} : { shutsDownOn }),
});

const openai = (name: string, leastThinking: 'none' | 'low'): ModelFacts => ({
  name,
  vendor: 'openai',
  leastThinking,
});

/**
 * The models that may be called, as of 2026-11-23.
 * Gemini: https://ai.google.dev/gemini-api/docs/deprecations for dates, the models' own pages for thinking levels
 * (`minimal` is refused by 3.7, 3.8 and 4; where a page says nothing, `low` is the safe reading).
 * OpenAI: https://developers.openai.com/api/docs/models for names and the reasoning efforts each accepts.
 */
export const MODELS: readonly ModelFacts[] = [
  gemini('gemini-4-argon', 'low'),
  gemini('gemini-4-carbon', 'low'),
  gemini('gemini-3.8-flash', 'low'),
  gemini('gemini-3.7-flash', 'low'),
  gemini('gemini-3.6-flash', 'low'),
  gemini('gemini-3.5-flash', 'low'),
  gemini('gemini-3.5-flash-lite', 'none'),
  gemini('gemini-3.1-flash-lite', 'none', '2027-05-07'),
  openai('gpt-6.2-sol', 'low'),
  openai('gpt-6.1-sol', 'low'),
  openai('gpt-6.1-terra', 'none'),
  openai('gpt-6-astra', 'low'),
  openai('gpt-6-sol', 'none'),
  openai('gpt-6-luna', 'none'),
  openai('gpt-5.6-sol', 'none'),
  openai('gpt-5.6-terra', 'none'),
  openai('gpt-5.6-luna', 'none'),
];

/**
 * The model of each role, and the one that stands in when only the other house has a key. All have a known price.
 * `evaluate` prefers another house than `reason`: a model is a poor judge of its own work.
 */
export const ROLE_MODELS: Readonly<Record<ModelRole, readonly [preferred: string, otherHouse: string]>> = {
  reason: ['gemini-3.8-flash', 'gpt-6.1-terra'],
  extract: ['gemini-3.5-flash-lite', 'gpt-6-luna'],
  search: ['gemini-3.8-flash', 'gpt-6.1-terra'],
  evaluate: ['gpt-6.1-terra', 'gemini-3.8-flash'],
};

/** A name that callers still send and that we no longer call. */
export interface Retirement {
  readonly name: string;
  /** A name of {@link MODELS}. */
  readonly successor: string;
  /** First day (UTC) without it; it may lie ahead. Null: gone, and the page no longer tells since when. */
  readonly shutsDownOn: string | null;
}

const retired = (successor: string, shutsDownOn: string | null, names: readonly string[]): Retirement[] =>
  names.map((name) => ({ name, successor, shutsDownOn }));

/**
 * Retired names, among them every one that the Django application offers. Successors are the vendors' own
 * recommendations, or the present model of the recommended line where that line has moved on.
 * https://ai.google.dev/gemini-api/docs/deprecations and https://developers.openai.com/api/docs/deprecations,
 * read 2026-11-23.
 */
export const RETIRED_MODELS: readonly Retirement[] = [
  ...retired('gemini-3.8-flash', '2026-12-01', ['gemini-2.5-pro']),
  ...retired('gemini-3.8-flash', '2025-12-02', [
    'gemini-2.5-pro-preview-03-25',
    'gemini-2.5-pro-preview-05-06',
    'gemini-2.5-pro-preview-06-05',
  ]),
  ...retired('gemini-3.5-flash-lite', '2026-12-01', ['gemini-2.5-flash']),
  ...retired('gemini-3.5-flash-lite', null, [
    'gemini-2.5-flash-preview-04-17',
    'gemini-2.5-flash-preview-05-20',
  ]),
  ...retired('gemini-3.5-flash-lite', '2026-06-01', [
    'gemini-2.0-flash',
    'gemini-2.0-flash-001',
    'gemini-2.0-flash-lite',
  ]),
  ...retired('gpt-6-luna', '2027-01-14', ['gpt-4o', 'gpt-4o-mini', 'gpt-4.1', 'gpt-4.1-mini']),
  ...retired('gpt-6-luna', '2026-10-23', ['gpt-4.1-nano']),
  ...retired('gpt-6.1-sol', '2026-12-11', ['gpt-5', 'o3']),
  ...retired('gpt-6.1-terra', '2026-12-11', ['gpt-5-mini']),
  ...retired('gpt-6-luna', '2026-12-11', ['gpt-5-nano']),
  ...retired('gpt-6.1-sol', '2026-10-23', ['o1', 'o3-mini', 'gpt-4', 'gpt-4-turbo']),
  ...retired('gpt-6.1-terra', '2026-10-23', ['o4-mini', 'gpt-3.5-turbo']),
];

/** The served model of that name. */
export const findModel = (name: string): ModelFacts | undefined =>
  MODELS.find((model) => model.name === name);

/** What became of a retired name. */
export const findRetirement = (name: string): Retirement | undefined =>
  RETIRED_MODELS.find((retirement) => retirement.name === name);
