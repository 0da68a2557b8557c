import { chooseAllowed, comparisonIn, rangeOf } from './choose';

describe('choosing an allowed value', () => {
  it.each([
    ['the same text in another case', ['Mining', 'Robotics'], 'robotics', '', 'Robotics'],
    ['yes for true', ['No', 'Yes, today'], true, '', 'Yes, today'],
    ['the range that holds a number', ['1-50', '51-200', '201-500', '500+'], 420, '', '201-500'],
    ['the value inside the known text', ['Public', 'Private'], 'Public company', '', 'Public'],
    ['a word that begins alike', ['Privately owned', 'Listed'], 'Private company', '', 'Privately owned'],
    [
      'what the hint speaks of',
      ['Farming', 'Warehousing'],
      'Robotics',
      'robots for warehouses',
      'Warehousing',
    ],
    ['the one listed value of a list', ['AWS', 'Azure'], ['Azure', 'Python'], '', 'Azure'],
    ['nothing rather than a guess', ['high', 'low'], 'Robotics', 'robots', undefined],
    ['nothing when two fit', ['AWS', 'Azure'], ['Azure', 'AWS'], '', undefined],
    ['nothing for a number outside of all ranges', ['1-50', '51-200'], 420, '', undefined],
    ['null where null is known and allowed', ['a', null], null, '', null],
  ])('takes %s', (_what, allowed, known, hint, expected) => {
    expect(chooseAllowed(allowed, known, hint)).toBe(expected);
  });
});

describe('ranges in words', () => {
  it.each([
    ['51-200', [51, 200]],
    ['1,001 to 5,000', [1001, 5000]],
    ['1,000+', [1000, Infinity]],
    ['more than 500', [501, Infinity]],
    ['under 50', [-Infinity, 49]],
    ['up to 50', [-Infinity, 50]],
    ['7', [7, 7]],
    ['medium', undefined],
    ['B2B', undefined],
  ])('%s', (text, range) => {
    expect(rangeOf(text)).toEqual(range);
  });
});

describe('comparisons in a question', () => {
  it.each([
    ['more than 500 employees', 500, false],
    ['at least 500', 500, true],
    ['fewer than 1,000', 999, true],
    ['no more than 10', 10, true],
    ['no more than 10', 11, false],
    ['founded before 2000', 2000, false],
  ])('"%s" of %i is %s', (question, value, holds) => {
    expect(comparisonIn(question)?.(value)).toBe(holds);
  });

  it('are undefined in a question without one', () => {
    expect(comparisonIn('How many robots?')).toBeUndefined();
  });
});
