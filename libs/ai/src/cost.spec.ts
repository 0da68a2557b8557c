import { findModel, type ModelFacts } from '@userport/config';
import { type Counts, costOf, estimateUsd, questionCost, usageOf } from './cost';

const AT = new Date('2026-11-23T12:00:00Z');

const factsOf = (name: string): ModelFacts =>
  findModel(name) ?? { name, vendor: 'openai', leastThinking: 'low' };

const counts = (change: Partial<Counts>): Counts => ({
  inputTokens: 0,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  longCacheWriteTokens: 0,
  outputTokens: 0,
  searches: 0,
  ...change,
});

const cost = (model: string, change: Partial<Counts>, at = AT) => costOf(factsOf(model), counts(change), at);

describe('costOf', () => {
  it.each<[string, Partial<Counts>, number]>([
    ['gpt-6.1-terra', { inputTokens: 1_000_000 }, 1],
    ['gpt-6-luna', { inputTokens: 100_000, outputTokens: 10_000 }, 0.015],
    ['gpt-6-luna', { inputTokens: 100_000, cachedInputTokens: 100_000 }, 0.001],
    ['gpt-6-luna', { inputTokens: 1000, cacheWriteTokens: 1000 }, 0.000125],
    ['gpt-6-luna', { inputTokens: 1000, longCacheWriteTokens: 1000 }, 0.00025],
    ['gpt-6-luna', { searches: 3 }, 0.03],
    ['gemini-3.8-flash', { inputTokens: 10_000, cachedInputTokens: 4000, outputTokens: 1000 }, 0.00855],
    ['gemini-3.8-flash', { searches: 3 }, 0.042],
    ['gemini-3.8-flash', {}, 0],
  ])('prices an answer of %s that used %j at %d dollars', (model, change, usd) => {
    // The first is above 272,000 tokens, where OpenAI doubles the price of input.
    const factor = change.inputTokens === 1_000_000 ? 2 : 1;
    expect(cost(model, change)).toBe(usd * factor);
  });

  it('prices a prompt above 272,000 tokens double, and its answer by half more', () => {
    expect(cost('gpt-6.1-terra', { inputTokens: 272_000, outputTokens: 1000 })).toBe(0.277);
    expect(cost('gpt-6.1-terra', { inputTokens: 272_001, outputTokens: 1000 })).toBe(0.551502);
  });

  it('takes the price of the day', () => {
    const used = { inputTokens: 1000, outputTokens: 1000 };
    expect(cost('gemini-4-argon', used, new Date('2026-11-30T12:00:00Z'))).toBe(0.012);
    expect(cost('gemini-4-argon', used, new Date('2026-12-01T12:00:00Z'))).toBe(0.024);
  });

  it.each<[string, Partial<Counts>]>([
    ['gemini-3.5-flash', { inputTokens: 1 }],
    ['gemini-3.5-flash', { searches: 1, outputTokens: 1 }],
    ['gemini-3.1-flash-lite', { inputTokens: 10, cachedInputTokens: 1 }],
  ])('does not know the cost of %s for %j', (model, change) => {
    expect(cost(model, change)).toBeNull();
  });

  it('knows the cost while nothing without a price was used', () => {
    expect(cost('gemini-3.1-flash-lite', { inputTokens: 1000 })).toBe(0.00025);
  });
});

describe('usageOf', () => {
  it('tells the counts in the terms of the port', () => {
    const used = counts({ inputTokens: 1000, cachedInputTokens: 200, outputTokens: 100, searches: 2 });
    expect(usageOf(factsOf('gpt-6.1-terra'), used, AT)).toEqual({
      vendor: 'openai',
      model: 'gpt-6.1-terra',
      inputTokens: 1000,
      cachedInputTokens: 200,
      outputTokens: 100,
      searchQueries: 2,
      costUsd: 0.02131,
    });
  });

  it('does not take an answer without counts for a free one', () => {
    expect(usageOf(factsOf('gpt-6.1-terra'), undefined, AT)).toMatchObject({ inputTokens: 0, costUsd: null });
  });
});

describe('estimateUsd', () => {
  const question = { instructions: 'x'.repeat(400), prompt: 'y'.repeat(600), maxOutputTokens: 1000 };
  const estimate = (model: string, wanted: Parameters<typeof estimateUsd>[2] = {}) =>
    estimateUsd(factsOf(model), question, wanted, AT);

  it('takes four bytes for a token, a frame of 200, and an eighth of the room for the answer', () => {
    // 450 tokens in at 0.75, 125 out at 3.75.
    expect(estimate('gemini-3.8-flash')).toBe(0.00080625);
  });

  it('counts the schema, and what writing into the cache may cost', () => {
    // 500 tokens in at 1 × 1.25, 125 out at 5.
    expect(estimate('gpt-6.1-terra', { schema: 'z'.repeat(200) })).toBe(0.00125);
  });

  it('adds three searches and 12,000 tokens read to a search', () => {
    // 12,450 tokens in at 0.75, 125 out at 3.75, 3 queries at 0.014.
    expect(estimate('gemini-3.8-flash', { searching: true })).toBe(0.05180625);
  });

  it('takes a model without a price for the dearest of its house', () => {
    expect(estimate('gemini-3.5-flash')).toBe(estimate('gemini-4-argon'));
    // gpt-6-astra, 10 in and 50 out; nobody knows what writing into the cache costs here.
    expect(estimate('gpt-5.6-sol')).toBe(0.01075);
  });
});

describe('questionCost', () => {
  const size = { bytes: { least: 1000, most: 2000 }, maxOutputTokens: 1000 };

  it('reaches from cached input and one token written to two bytes a token and a full answer', () => {
    // 100 tokens at 0.075 and one at 3.75; 500 + 1,000 tokens at 0.75 and 1,000 at 3.75.
    expect(questionCost('gemini-3.8-flash', size, AT)).toEqual({ least: 0.00001125, most: 0.004875 });
  });

  it('adds the most that a search may ask and read to the upper end alone', () => {
    // 51,500 tokens at 0.75, 1,000 at 3.75, eight queries at 0.014.
    expect(questionCost('gemini-3.8-flash', { ...size, searching: true }, AT)).toEqual({
      least: 0.00001125,
      most: 0.154375,
    });
  });

  it('is at the most no less than the dearest answer that fits', () => {
    const worst = { inputTokens: 1000, cacheWriteTokens: 1000, outputTokens: 1000 };
    const dearest = cost('gpt-6.1-terra', worst) ?? Infinity;
    expect(questionCost('gpt-6.1-terra', size, AT)?.most).toBeGreaterThanOrEqual(dearest);
  });

  it.each(['gemini-3.5-flash', 'gpt-99'])('is not known for %s, which has no price', (model) => {
    expect(questionCost(model, size, AT)).toBeNull();
  });
});
