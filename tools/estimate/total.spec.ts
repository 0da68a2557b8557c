import type { EstimatedCalls } from '@userport/contracts';
import { totalOf } from './total';

const value: EstimatedCalls = {
  vendor: 'gemini',
  operation: 'column_value',
  model: 'gemini-3.8-flash',
  calls: { least: 3, most: 3 },
  usd: { least: 0.1, most: 0.7 },
};
const repair: EstimatedCalls = {
  ...value,
  operation: 'column_repair',
  calls: { least: 0, most: 3 },
  usd: { least: 0, most: 0.2 },
};

describe('totalOf', () => {
  it('adds both ends, and multiplies the upper one by the attempts', () => {
    expect(totalOf([value, repair], 3)).toEqual({
      calls: { least: 3, most: 6 },
      usd: { least: 0.1, most: 0.9 },
      allAttemptsUsd: 2.7,
      unpriced: [],
    });
  });

  it('takes nothing for the least where kept answers may serve', () => {
    const kept: EstimatedCalls = { ...value, vendor: 'jina', operation: 'reader', keptServe: true };
    expect(totalOf([value, kept], 1)).toMatchObject({
      calls: { least: 3, most: 6 },
      usd: { least: 0.1, most: 1.4 },
    });
  });

  it('names what has no known price instead of counting it as nothing', () => {
    const unpriced: EstimatedCalls = { ...value, operation: 'column_search', usd: null };
    expect(totalOf([unpriced, repair], 1)).toMatchObject({
      calls: { least: 3, most: 6 },
      usd: { least: 0, most: 0.2 },
      unpriced: ['gemini column_search'],
    });
  });

  it('is nothing for a job that calls nobody', () => {
    expect(totalOf([], 3)).toEqual({
      calls: { least: 0, most: 0 },
      usd: { least: 0, most: 0 },
      allAttemptsUsd: 0,
      unpriced: [],
    });
  });
});
