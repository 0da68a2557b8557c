import fc from 'fast-check';
import { countIn } from './count-text';

describe('countIn', () => {
  it.each([
    ['2,948 reactions', 2948],
    ['1.234 Reaktionen', 1234],
    ['1 234 réactions', 1234],
    ['12 345', 12345],
    ['1’234', 1234],
    ['1,234,567', 1234567],
    ['2.3K reactions', 2300],
    ['2,3 Tsd.', 2300],
    ['12K', 12000],
    ['1.5M', 1500000],
    ['3万', 30000],
    ['1,234件のリアクション', 1234],
    ['0', 0],
    ['  73  ', 73],
    ['2 comments on Ines Okafor’s post', 2],
  ])('reads %j', (text, count) => {
    expect(countIn(text)).toBe(count);
  });

  it.each(['', 'no number', '1.5', '12.34.56.78,9', 'Like'])('reads no whole number in %j', (text) => {
    expect(countIn(text)).toBeUndefined();
  });

  it('reads every number as English and German write it', () => {
    fc.assert(
      fc.property(fc.nat(), (count) => {
        expect(countIn(`${count.toLocaleString('en-US')} reactions`)).toBe(count);
        expect(countIn(`${count.toLocaleString('de-DE')} Reaktionen`)).toBe(count);
      }),
    );
  });
});
