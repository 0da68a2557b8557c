import {
  findModel,
  type ModelFacts,
  modelPriceAt,
  MODELS,
  type ModelVendor,
  searchPriceOf,
} from '@userport/config';
import type { Interval } from '@userport/contracts';
import type { Question, Usage } from './language-model';
import { roundUsd } from './token-usage';

/** A vendor's own counts of one answer. */
export interface Counts {
  /** All tokens read; the three below are among them. */
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly cacheWriteTokens: number;
  readonly longCacheWriteTokens: number;
  readonly outputTokens: number;
  /** In the unit of the vendor's search price: queries at Gemini, calls at OpenAI. */
  readonly searches: number;
}

type Priced = readonly [count: number, usdEach: number | null | undefined];

const total = (parts: readonly Priced[]): number | null => {
  const paid = parts.filter(([count]) => count > 0);
  const known = paid.flatMap(([count, usd]) => (usd === null || usd === undefined ? [] : [count * usd]));
  return known.length < paid.length ? null : roundUsd(known.reduce((sum, usd) => sum + usd, 0));
};

const times = (rate: number | null | undefined, factor: number): number | null =>
  rate === null || rate === undefined ? null : (rate * factor) / 1_000_000;

/** What the counts cost on a day, in US dollars; null when something was used that has no known price. */
export function costOf(model: ModelFacts, counts: Counts, at: Date): number | null {
  const price = modelPriceAt(model.name, at);
  const long = price?.terms.longPrompt;
  const isLong = long !== undefined && counts.inputTokens > long.aboveInputTokens;
  const inputTimes = isLong ? long.inputTimes : 1;
  const outputTimes = isLong ? long.outputTimes : 1;
  const { cachedInputTokens, cacheWriteTokens, longCacheWriteTokens } = counts;
  const plain = counts.inputTokens - cachedInputTokens - cacheWriteTokens - longCacheWriteTokens;
  return total([
    [plain, times(price?.inputUsd, inputTimes)],
    [cachedInputTokens, times(price?.cachedInputUsd, inputTimes)],
    [cacheWriteTokens, times(price?.inputUsd, inputTimes * (price?.terms.cacheWriteTimes ?? 1))],
    [longCacheWriteTokens, times(price?.inputUsd, inputTimes * (price?.terms.longCacheWriteTimes ?? 1))],
    [counts.outputTokens, times(price?.outputUsd, outputTimes)],
    [counts.searches, searchPriceOf(model.vendor)?.usd],
  ]);
}

/** Usage in the port's terms. Without counts from the vendor nothing is known, least of all that it was free. */
export function usageOf(model: ModelFacts, counts: Counts | undefined, at: Date): Usage {
  return {
    vendor: model.vendor,
    model: model.name,
    inputTokens: counts?.inputTokens ?? 0,
    cachedInputTokens: counts?.cachedInputTokens ?? 0,
    outputTokens: counts?.outputTokens ?? 0,
    searchQueries: counts?.searches ?? 0,
    costUsd: counts === undefined ? null : costOf(model, counts, at),
  };
}

/** How a question is counted before it is asked. */
interface Guess {
  readonly bytesPerToken: number;
  /** Roles, tool declarations and what a vendor adds around a prompt. */
  readonly frameTokens: number;
  /** Of the room that the answer is given. */
  readonly answerShare: number;
  readonly searches: number;
  /** What a search reads counts as input. */
  readonly searchedTokens: number;
}

/** Measured by resellers of searching models: up to 8 searches and 50,000 tokens read for one question. */
export const SEARCHES_AT_MOST = 8;

/** Two bytes of UTF-8 a token is below what any of the usual scripts takes. */
const AT_MOST: Guess = {
  bytesPerToken: 2,
  frameTokens: 500,
  answerShare: 1,
  searches: SEARCHES_AT_MOST,
  searchedTokens: 50_000,
};

/** English has four bytes a token; room is given generously, so that no answer is cut off, and mostly stays empty. */
const LIKELY: Guess = {
  bytesPerToken: 4,
  frameTokens: 200,
  answerShare: 1 / 8,
  searches: 3,
  searchedTokens: 12_000,
};

/** Above what any of the usual scripts takes over a whole prompt. */
const BYTES_PER_TOKEN_AT_MOST = 10;

const dearestOf = (vendor: ModelVendor, at: Date): { input: number; output: number } => {
  const prices = MODELS.flatMap((model) => (model.vendor === vendor ? [modelPriceAt(model.name, at)] : []));
  return {
    input: Math.max(0, ...prices.map((price) => price?.inputUsd ?? 0)),
    output: Math.max(0, ...prices.map((price) => price?.outputUsd ?? 0)),
  };
};

/** How large a question is, as far as that is known before it is asked. */
export interface QuestionSize {
  /** UTF-8 bytes of instructions, prompt and schema together. */
  readonly bytes: Interval;
  /** Tokens that the answer may have, thinking included. */
  readonly maxOutputTokens: number;
  readonly searching?: boolean;
}

/** A model without a known price is taken for the dearest of its house. */
function guessedUsd(
  model: ModelFacts,
  { bytes, maxOutputTokens, searching = false }: QuestionSize,
  guess: Guess,
  at: Date,
) {
  const read = guess.frameTokens + Math.ceil(bytes.most / guess.bytesPerToken);
  const inputTokens = read + (searching ? guess.searchedTokens : 0);
  const price = modelPriceAt(model.name, at);
  const dearest = dearestOf(model.vendor, at);
  const long = price?.terms.longPrompt;
  const isLong = long !== undefined && inputTokens > long.aboveInputTokens;
  const input = (price?.inputUsd ?? dearest.input) * (isLong ? long.inputTimes : 1);
  const output = (price?.outputUsd ?? dearest.output) * (isLong ? long.outputTimes : 1);
  // What is read may also be written into the vendor's cache, at that price.
  const written = Math.max(1, price?.terms.cacheWriteTimes ?? 1);
  const searches = searching ? guess.searches * (searchPriceOf(model.vendor)?.usd ?? 0) : 0;
  const outputTokens = Math.ceil(maxOutputTokens * guess.answerShare);
  return roundUsd((inputTokens * input * written + outputTokens * output) / 1_000_000 + searches);
}

/**
 * What a question will likely cost, in US dollars, before it is asked; a budget sets that aside. The most that it could
 * cost is some ten times as much: a budget kept by that would end with most of it unspent. A model without a known
 * price is taken for the dearest of its house: a budget must not be spent on what nobody can count.
 */
export function estimateUsd(
  model: ModelFacts,
  question: Pick<Question, 'instructions' | 'prompt' | 'maxOutputTokens'>,
  { schema = '', searching = false }: { readonly schema?: string; readonly searching?: boolean },
  at: Date,
): number {
  const bytes = Buffer.byteLength(question.instructions + question.prompt + schema);
  const { maxOutputTokens } = question;
  const size = { bytes: { least: bytes, most: bytes }, maxOutputTokens, searching };
  return guessedUsd(model, size, LIKELY, at);
}

/**
 * What an answered question of that size costs, in US dollars: at the least it is read from the vendor's cache and
 * answered in one token without a search; at the most all of it is dense, the answer fills its room and a search asks
 * and reads as much as was ever measured. Null when the model has no known price.
 */
export function questionCost(modelName: string, size: QuestionSize, at: Date): Interval | null {
  const model = findModel(modelName);
  const price = modelPriceAt(modelName, at);
  if (model === undefined || price?.inputUsd == null || price.outputUsd === null) return null;
  const inputTokens = Math.ceil(size.bytes.least / BYTES_PER_TOKEN_AT_MOST);
  const inputUsd = price.cachedInputUsd ?? price.inputUsd;
  return {
    least: roundUsd((inputTokens * inputUsd + price.outputUsd) / 1_000_000),
    most: guessedUsd(model, size, AT_MOST, at),
  };
}
