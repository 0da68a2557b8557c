import { anyCharacter } from '@userport/contracts/testing';
import fc from 'fast-check';
import { numberMentions } from './number-mentions';
import type { Language } from './languages';

const readingsOf = (text: string, language?: Language) =>
  numberMentions(text, language).map(({ readings }) => readings);

describe('numberMentions', () => {
  it.each<[string, Language | undefined, number[][]]>([
    ['420 people', undefined, [[420]]],
    ['1,250 people', 'en', [[1250]]],
    ['1,250 people', 'de', [[1.25]]],
    ['1.250 people', 'de', [[1250]]],
    ['1.250 people', undefined, [[1250, 1.25]]],
    ['1 250 personnes', 'fr', [[1250]]],
    ["1'250 Personen", 'de', [[1250]]],
    ['1,250,000 users', undefined, [[1_250_000]]],
    ['1.250.000 Nutzer', undefined, [[1_250_000]]],
    ['1,250.50', undefined, [[1250.5]]],
    ['1.250,50', undefined, [[1250.5]]],
    ['3.5 million', undefined, [[3_500_000]]],
    ['3,5 Millionen', undefined, [[3_500_000]]],
    ['3,5 Mio. Euro', undefined, [[3_500_000]]],
    ['2 Mrd. Euro', undefined, [[2e9]]],
    ['1.2bn', undefined, [[1.2e9]]],
    ['12k employees', undefined, [[12_000]]],
    ['a fall of -5 points', undefined, [[-5]]],
    ['in 2014, with 12', undefined, [[2014], [12]]],
    ['12,34,56', undefined, [[]]],
  ])('reads %j (%s) as %j', (text, language, readings) => {
    expect(readingsOf(text, language)).toEqual(readings);
  });

  it.each([
    ['$5m', 5_000_000, 'USD'],
    ['US$ 5 million', 5_000_000, 'USD'],
    ['\u20ac1.5 billion', 1.5e9, 'EUR'],
    ['5 Mio. \u20ac', 5_000_000, 'EUR'],
    ["5 millions d'euros", 5_000_000, 'EUR'],
    ['5 millones de d\u00f3lares', 5_000_000, 'USD'],
    ['CHF 12.5 million', 12_500_000, 'CHF'],
    ['12 million Swiss francs', 12_000_000, 'CHF'],
    ['R$ 3 milh\u00f5es', 3_000_000, 'BRL'],
    ['SEK 40 million', 40_000_000, 'SEK'],
    ['\u00a5 300', 300, null],
  ])('reads %j as %d %s', (text, value, currency) => {
    expect(numberMentions(text)).toMatchObject([{ readings: [value], currency, money: true }]);
  });

  it('tells a percentage from a count', () => {
    expect(numberMentions('40 % of 20 percent').map(({ percent }) => percent)).toEqual([true, true]);
  });

  it.each([
    ['201-500 employees', undefined, [201], [500]],
    ['201 - 500 employees', undefined, [201], [500]],
    ['between 200 and 500 people', undefined, [200], [500]],
    ['von 200 bis 500', undefined, [200], [500]],
    ['entre 200 et 500', undefined, [200], [500]],
    ['5 to 10 million', undefined, [5_000_000], [10_000_000]],
  ])('reads %j as a range', (text, _language, lowest, highest) => {
    expect(numberMentions(text)).toMatchObject([
      { role: 'lowest', readings: lowest },
      { role: 'highest', readings: highest },
    ]);
  });

  it('takes two counts that are joined for no range', () => {
    expect(numberMentions('7 hubs and 9 offices, de 120 en 2025').map(({ role }) => role)).toEqual([
      'alone',
      'alone',
      'alone',
      'alone',
    ]);
  });

  it.each(['fewer than 50', 'up to 50', 'weniger als 50', 'moins de 50', 'hasta 50'])(
    'knows that %j is only a bound',
    (text) => {
      expect(numberMentions(text)).toMatchObject([{ onlyUpperBound: true }]);
    },
  );

  it('takes no part of a word for a number', () => {
    expect(numberMentions('B2B, ISO9001, 3D, 24x7, SOC2')).toEqual([]);
  });

  it('spans the sign, the scale and the currency', () => {
    const text = 'a loss of \u20ac1.2 million in May';
    const [mention] = numberMentions(text);
    expect(text.slice(mention?.start, mention?.end)).toBe('\u20ac1.2 million');
  });

  it('reads every whole number below a billion, grouped as English does, as that number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (value) => {
        expect(readingsOf(`${value.toLocaleString('en-US')} people`, 'en')).toEqual([[value]]);
      }),
    );
  });

  it('never stumbles over a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 80 }), (text) => {
        for (const { start, end } of numberMentions(text)) expect(start).toBeLessThan(end);
      }),
    );
  });
});
