import { COMPANY_TYPES } from './company-types';

const typesIn = (text: string) =>
  COMPANY_TYPES.filter(({ words }) => words.test(text)).map(({ value }) => value);

describe('COMPANY_TYPES', () => {
  it.each([
    ['We are a family-owned company', ['Privately Held']],
    ['ein inhabergef\u00fchrtes Unternehmen', ['Privately Held']],
    ['listed on the Oslo exchange', ['Public Company']],
    ['une soci\u00e9t\u00e9 cot\u00e9e en bourse', ['Public Company']],
    ['a not-for-profit organisation', ['Nonprofit']],
    ['sin \u00e1nimo de lucro', ['Nonprofit']],
    ['a limited partnership', ['Partnership']],
    ['for the public good', []],
    ['in partnership with schools', []],
  ])('says of %j %j', (text, types) => {
    expect(typesIn(text)).toEqual(types);
  });

  it('has names in lower case, each for one type', () => {
    const names = COMPANY_TYPES.flatMap((type) => type.names);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(names.map((name) => name.toLowerCase()));
  });
});
