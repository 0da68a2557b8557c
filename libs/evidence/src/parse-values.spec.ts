import fc from 'fast-check';
import type { Language } from './languages';
import { parseHeadCount, parseMoney, parseYear } from './parse-values';

describe('parseHeadCount', () => {
  it.each<[string | number, Language | undefined, number, number | null]>([
    [420, undefined, 420, 420],
    ['420', undefined, 420, 420],
    ['1,250 employees', undefined, 1250, 1250],
    ['1.250', undefined, 1250, 1250],
    ['1\u202f250', 'fr', 1250, 1250],
    ['201-500', undefined, 201, 500],
    ['201\u2013500 employees', undefined, 201, 500],
    ['1,001 to 5,000', undefined, 1001, 5000],
    ['11 bis 50', 'de', 11, 50],
    ['10,001+', undefined, 10_001, null],
    ['5K-10K', undefined, 5000, 10_000],
  ])('reads %j (%s) as %d to %j', (value, language, low, high) => {
    expect(parseHeadCount(value, language)).toEqual({ low, high });
  });

  it.each(['', 'many', '40 %', '$400', '12.7', '-5', 'up to 50', '420 or 430', 99_000_000])(
    'does not make a count of %j',
    (value) => {
      expect(parseHeadCount(value)).toBeNull();
    },
  );

  it('reads back every count and every range', () => {
    const count = fc.integer({ min: 0, max: 2_000_000 });
    fc.assert(
      fc.property(count, count, (one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        expect(parseHeadCount(low)).toEqual({ low, high: low });
        expect(parseHeadCount(`${low}-${high}`)).toEqual({ low, high });
      }),
    );
  });
});

describe('parseYear', () => {
  it.each([
    ['2014', 2014],
    [1987, 1987],
    ['founded in 2014', 2014],
  ])('reads %j', (value, year) => {
    expect(parseYear(value)).toBe(year);
  });

  it.each(['', '14', '2014-2016', '2014 or 2015', '20145', 'MMXIV', '1066', '2,014'])(
    'does not make a year of %j',
    (value) => {
      expect(parseYear(value)).toBeNull();
    },
  );
});

describe('parseMoney', () => {
  it.each<[string, Language | undefined, number, string]>([
    ['$5m', undefined, 5_000_000, 'USD'],
    ['EUR 1.5 billion', 'en', 1.5e9, 'EUR'],
    ['3,5 Mio. \u20ac', 'de', 3_500_000, 'EUR'],
    ['2 Mrd. Euro', 'de', 2e9, 'EUR'],
    ['9 millions d\u2019euros', 'fr', 9_000_000, 'EUR'],
    ['15 millones de d\u00f3lares', 'es', 15_000_000, 'USD'],
    ['6 milh\u00f5es de euros', 'pt', 6_000_000, 'EUR'],
    ['4 miljoen euro', 'nl', 4_000_000, 'EUR'],
    ['33,8 milioni di euro', 'it', 33_800_000, 'EUR'],
  ])('reads %j (%s) as %d %s', (text, language, amount, currency) => {
    expect(parseMoney(text, language)).toEqual({ amount, currency });
  });

  it.each([
    '',
    '5 million',
    'a lot of $',
    '\u00a5 300',
    '$1-2m',
    '-$5',
    'up to $5m',
    '$5m and $6m',
    '1 billion \u20ac',
  ])('does not make an amount of %j in French', (text) => {
    expect(parseMoney(text, 'fr')).toBeNull();
  });
});
