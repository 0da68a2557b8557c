import { clauseAround, clauseBefore, sentencesOf } from './sentences';

const split = (text: string) => sentencesOf(text).map(({ start, end }) => text.slice(start, end));

describe('sentencesOf', () => {
  it.each([
    ['We build. They buy! Who? 12 of us.', ['We build.', 'They buy!', 'Who?', '12 of us.']],
    ['Northwind B.V. was founded in 2014.', ['Northwind B.V. was founded in 2014.']],
    ['Kestrel Inc. Builds things', ['Kestrel Inc. Builds things']],
    ['It has 1.250 people. ok', ['It has 1.250 people. ok']],
    ['One\nTwo', ['One', 'Two']],
    ['He said "no." We did.', ['He said "no."', 'We did.']],
    ['\u6211\u4eec\u6709\u3002\u4ed6\u4eec', ['\u6211\u4eec\u6709\u3002', '\u4ed6\u4eec']],
    ['', []],
  ])('parts %j', (text, sentences) => {
    expect(split(text)).toEqual(sentences);
  });
});

describe('clauseAround', () => {
  it.each([
    ['We do not sell; we build robots.', 'robots', ' we build robots.'],
    ['We build robots, but we no longer sell them.', 'robots', 'We build robots'],
    ['We build robots, tools and more.', 'tools', 'We build robots, tools and more.'],
    ['Old \u2013 but good.', 'good', 'but good.'],
  ])('of %j around %s', (text, word, clause) => {
    const at = text.indexOf(word);
    const { start, end } = clauseAround(
      text,
      { start: 0, end: text.length },
      { start: at, end: at + word.length },
    );
    expect(text.slice(start, end)).toBe(clause);
  });
});

describe('clauseBefore', () => {
  it.each([
    ['We were founded and employ ', 'employ '],
    ['Once, we had ', ' we had '],
    ['We had ', 'We had '],
  ])('of %j is %j', (text, clause) => {
    expect(clauseBefore(text, text.length)).toBe(clause);
  });
});
