import { bareName, compareNames, type NameMatch } from './company-name';
import cases from './company-name.cases.json';

describe('bareName', () => {
  it.each(cases.bare)('drops the legal form (%s) of %s', (_country, name = '', bare = '') => {
    expect(bareName(name)).toBe(bare);
  });

  it('leaves a name that is nothing but a form', () => {
    expect(bareName('Limited')).toBe('Limited');
  });
});

describe('compareNames', () => {
  it.each(cases.pairs)('compares (%s) %s and %s', (_country, a = '', b = '', match = '') => {
    expect(compareNames(a, b)).toBe(match as NameMatch);
    expect(compareNames(b, a)).toBe(match as NameMatch);
  });

  it('holds an empty name like no other', () => {
    expect(compareNames('', '')).toBe('different');
  });
});

describe('the cases of names', () => {
  it('are at least 200 from at least 15 countries', () => {
    const all = [...cases.bare, ...cases.pairs];
    expect(all.length).toBeGreaterThanOrEqual(200);
    expect(new Set(all.map(([country]) => country)).size).toBeGreaterThanOrEqual(15);
  });
});
