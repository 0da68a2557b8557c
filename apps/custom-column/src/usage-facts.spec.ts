import type { Usage } from '@userport/ai';
import { usageFacts } from './usage-facts';

const usage: Usage = {
  vendor: 'gemini',
  model: 'gemini-3.8-flash',
  inputTokens: 100,
  cachedInputTokens: 10,
  outputTokens: 20,
  searchQueries: 1,
  costUsd: 0.1,
};

describe('usageFacts', () => {
  it('adds up', () => {
    expect(usageFacts([usage, { ...usage, costUsd: 0.2 }])).toEqual({
      calls: 2,
      input_tokens: 200,
      output_tokens: 40,
      search_queries: 2,
      cost_usd: 0.3,
    });
  });

  it('says that a cost is not known as soon as one price is not', () => {
    expect(usageFacts([usage, { ...usage, costUsd: null }]).cost_usd).toBeNull();
  });

  it('says zero of nothing', () => {
    expect(usageFacts([])).toEqual({
      calls: 0,
      input_tokens: 0,
      output_tokens: 0,
      search_queries: 0,
      cost_usd: 0,
    });
  });
});
