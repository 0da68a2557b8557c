import { anyCharacter } from '@userport/contracts/testing';
import fc from 'fast-check';
import { caseless, fold, placesOf, wordsOf } from './fold';

describe('fold', () => {
  it('folds spaces, quotation marks and composed letters', () => {
    expect(fold(' \u201cZu\u0308rich\u201d\u00a0is  the \u2018city\u2019 ')).toBe(
      '"Z\u00fcrich" is the \'city\'',
    );
  });

  it.each(['1,250.5 %', '-5 \u2212 5 +5', '\u00b2 \u00bd \uff14', 'a\u2013b'])('leaves %j alone', (text) => {
    expect(fold(text)).toBe(text);
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });
});

describe('caseless', () => {
  it('keeps the length', () => {
    expect(caseless('\u0130stanbul AG')).toHaveLength(11);
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        expect(caseless(text)).toHaveLength(text.length);
      }),
    );
  });
});

describe('placesOf', () => {
  it('finds a phrase in any case, as often as it stands', () => {
    expect(placesOf('We are WE', 'we')).toEqual([
      { start: 0, end: 2 },
      { start: 7, end: 9 },
    ]);
  });

  it.each([
    ['1,250 employees', '250 employees'],
    ['1 250 employees', '250 employees'],
    ['4.420', '420'],
    ['-5 points', '5 points'],
    ['revenue of 1.25', 'revenue of 1'],
    ['20%', '20'],
    ['employees', 'employee'],
    ['Northwind', 'wind'],
    ['anything', ''],
  ])('does not cut what is one: %j has no %j', (text, phrase) => {
    expect(placesOf(text, phrase)).toEqual([]);
  });
});

describe('wordsOf', () => {
  it('keeps what joins a word', () => {
    expect(wordsOf('Node.js, C++ & B2B: 1,250 (R&D)')).toEqual(['node.js', 'c++', 'b2b', '1,250', 'r&d']);
  });
});
