import { CUSTOMERS, findWords, hasWord, NEGATION, STAFF } from './word-lists';

describe('hasWord', () => {
  it.each([
    ['We no longer build', undefined],
    ['n\u2019employons pas'.replace('\u2019', "'"), 'fr'],
    ['Bis 2030 wollen wir', 'de'],
    ['ex-colleague', 'en'],
    ['a ehemaliger Kollege', 'de'],
  ] as const)('finds a negation or another time in %j', (text, language) => {
    expect(hasWord(text, NEGATION, language)).toBe(true);
  });

  it('looks for the words of the language and the English ones only', () => {
    expect(hasWord('Wir haben kein Lager', NEGATION, 'de')).toBe(true);
    expect(hasWord('Wir haben kein Lager', NEGATION, 'fr')).toBe(false);
    expect(hasWord('not', NEGATION, 'fr')).toBe(true);
    expect(hasWord('Wir haben kein Lager', NEGATION, undefined)).toBe(true);
  });

  it('takes the Portuguese "no" for no negation', () => {
    expect(hasWord('no Brasil', NEGATION, 'pt')).toBe(false);
    expect(hasWord('no staff', NEGATION, 'en')).toBe(true);
  });

  it('finds words of several words, and none inside another word', () => {
    expect(hasWord('Trusted  by', CUSTOMERS, 'en')).toBe(true);
    expect(hasWord('customerless', CUSTOMERS, 'en')).toBe(false);
  });
});

describe('findWords', () => {
  it('gives every place', () => {
    expect(findWords('Staff and employees', STAFF, 'en')).toEqual([
      { start: 0, end: 5 },
      { start: 10, end: 19 },
    ]);
  });
});
