import { randomToken } from './random-token';

describe('randomToken', () => {
  it('makes 40 hex digits, never the same', () => {
    const tokens = Array.from({ length: 100 }, randomToken);
    expect(new Set(tokens).size).toBe(100);
    for (const token of tokens) expect(token).toMatch(/^[0-9a-f]{40}$/);
  });
});
