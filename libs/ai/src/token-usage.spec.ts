import type { Usage } from './language-model';
import { addUsage } from './token-usage';

const usage = (costUsd: number | null): Usage => ({
  vendor: 'openai',
  model: 'gpt-6.1-terra',
  inputTokens: 100,
  cachedInputTokens: 10,
  outputTokens: 20,
  searchQueries: 1,
  costUsd,
});

describe('addUsage', () => {
  it('adds up what answers used', () => {
    expect(addUsage([usage(0.1), usage(0.2)])).toEqual({
      calls: 2,
      inputTokens: 200,
      cachedInputTokens: 20,
      outputTokens: 40,
      searchQueries: 2,
      costUsd: 0.3,
    });
  });

  it('says zero of no answers', () => {
    expect(addUsage([])).toEqual({
      calls: 0,
      inputTokens: 0,
      cachedInputTokens: 0,
      outputTokens: 0,
      searchQueries: 0,
      costUsd: 0,
    });
  });

  it.each([[[null, 0.2]], [[0.2, null]], [[0.1, null, 0.2]]])('does not know the sum of %j', (costs) => {
    expect(addUsage(costs.map(usage)).costUsd).toBeNull();
  });

  it('keeps the sum of many small costs readable', () => {
    expect(addUsage(Array.from({ length: 1000 }, () => usage(0.00000001))).costUsd).toBe(0.00001);
  });
});
