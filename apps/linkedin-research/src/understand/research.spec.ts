import { countByRule } from './research';

describe('countByRule', () => {
  it('counts what was dropped, by the rule that was broken', () => {
    const dropped = (rule: string) => ({ part: 'trait', rule, claimed: '' });
    expect(countByRule(['invented', 'no_quote', 'invented'].map(dropped))).toEqual({
      invented: 2,
      no_quote: 1,
    });
    expect(countByRule([])).toEqual({});
  });
});
