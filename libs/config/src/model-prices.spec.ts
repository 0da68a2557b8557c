import { MODEL_PRICES, modelPriceAt, searchPriceOf } from './model-prices';
import { findModel } from './models';

describe('model prices', () => {
  it.each([
    ['gemini-4-argon', '2026-11-30T23:59:59Z', 2, 10, 0.1],
    ['gemini-4-argon', '2026-12-01T00:00:00Z', 4, 20, 0.2],
    ['gemini-3.8-flash', '2026-12-31T23:59:59Z', 0.75, 3.75, 0.075],
    ['gemini-3.8-flash', '2027-01-01T00:00:00Z', 1.5, 7.5, 0.15],
    ['gpt-6.1-terra', '2026-11-23T00:00:00Z', 1, 5, 0.05],
    ['gpt-6-luna', '2026-11-23T00:00:00Z', 0.1, 0.5, 0.01],
  ])('tells what %s costs on %s', (model, at, inputUsd, outputUsd, cachedInputUsd) => {
    expect(modelPriceAt(model, new Date(at))).toMatchObject({ inputUsd, outputUsd, cachedInputUsd });
  });

  it('knows no price where none was published, and never says zero', () => {
    expect(modelPriceAt('gemini-3.5-flash', new Date('2026-11-23T00:00:00Z'))).toBeUndefined();
    expect(
      modelPriceAt('gemini-3.1-flash-lite', new Date('2026-11-23T00:00:00Z'))?.cachedInputUsd,
    ).toBeNull();
    const rates = MODEL_PRICES.flatMap((row) => [row.inputUsd, row.outputUsd, row.cachedInputUsd]);
    expect(rates).not.toContain(0);
  });

  it('knows no price for a day before a model had one', () => {
    expect(modelPriceAt('gpt-6.1-terra', new Date('2026-10-25T23:59:59Z'))).toBeUndefined();
  });

  it('adds the terms of the house', () => {
    const at = new Date('2026-11-23T00:00:00Z');
    expect(modelPriceAt('gpt-6.1-terra', at)?.terms).toEqual({
      cacheWriteTimes: 1.25,
      longCacheWriteTimes: 2.5,
      longPrompt: { aboveInputTokens: 272_000, inputTimes: 2, outputTimes: 1.5 },
    });
    expect(modelPriceAt('gemini-3.8-flash', at)?.terms).toEqual({
      cacheWriteTimes: 1,
      longCacheWriteTimes: 1,
    });
  });

  it('prices models that are served, with spans that do not overlap and a source each', () => {
    for (const row of MODEL_PRICES) {
      expect(findModel(row.model)).toBeDefined();
      expect(row.source).not.toBe('');
      const others = MODEL_PRICES.filter((other) => other !== row && other.model === row.model);
      for (const other of others) {
        expect(other.from > (row.until ?? '9999') || row.from > (other.until ?? '9999')).toBe(true);
      }
    }
  });

  it('prices a search by the query at Gemini and by the call at OpenAI', () => {
    expect(searchPriceOf('gemini')).toMatchObject({ unit: 'query', usd: 0.014 });
    expect(searchPriceOf('openai')).toMatchObject({ unit: 'call', usd: 0.01 });
  });
});
