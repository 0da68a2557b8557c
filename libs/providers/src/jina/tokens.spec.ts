import { NOW } from '../provider-kit.suite';
import { estimateTokens, lineOf, settledTokens, tokensOf } from './tokens';

describe('tokens of Jina', () => {
  it('are what the body tells, else the header', () => {
    const headers = new Headers({ 'x-usage-tokens': '77' });
    expect([tokensOf(12, headers), tokensOf(0, headers), tokensOf(undefined, headers)]).toEqual([12, 0, 77]);
    expect(tokensOf(null, new Headers())).toBeUndefined();
    expect(tokensOf(null, new Headers({ 'x-usage-tokens': 'many' }))).toBeUndefined();
  });

  it('come to dollars, and to nothing known when nobody counted them', () => {
    expect(settledTokens(1_000_000, NOW)).toEqual({ units: { tokens: 1_000_000 }, costUsd: 0.05 });
    expect(settledTokens(undefined, NOW)).toEqual({ units: {}, costUsd: null });
    expect(estimateTokens(200_000, NOW)).toBe(0.01);
  });
});

describe('lineOf', () => {
  it('cleans and bounds a line, and knows none where nothing is said', () => {
    expect(lineOf(' Pric\u200bing\0 ')).toBe('Pricing');
    expect(lineOf('x'.repeat(2000))).toHaveLength(1000);
    expect([lineOf(' '), lineOf(null), lineOf(undefined)]).toEqual([null, null, null]);
  });
});
