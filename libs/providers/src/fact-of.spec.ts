import { factOf, factsOf, verbatim } from './fact-of';

describe('factOf', () => {
  it.each([
    [' Cork\u0000 ', 'Cork'],
    ['\u200b ', null],
    ['', null],
    [null, null],
    [undefined, null],
  ])('reads %j as %j', (text, fact) => {
    expect(factOf(text)).toBe(fact);
  });

  it('is bounded', () => {
    expect(factOf('x'.repeat(1_001))).toHaveLength(1_000);
    expect(factOf('x'.repeat(20), 10)).toHaveLength(10);
  });
});

describe('factsOf', () => {
  it('tells each fact once and leaves gaps out', () => {
    expect(factsOf(['a', ' a ', null, '', 'b'])).toEqual(['a', 'b']);
    expect(factsOf(null)).toEqual([]);
  });
});

describe('verbatim', () => {
  it('changes nothing of what is there', () => {
    expect(verbatim('http://www.linkedin.com/in/Æ%C3%A9 ')).toBe('http://www.linkedin.com/in/Æ%C3%A9 ');
    expect([verbatim('  '), verbatim(null)]).toEqual([null, null]);
  });
});
