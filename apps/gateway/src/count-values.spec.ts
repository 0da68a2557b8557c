import { anyCharacter } from '@userport/contracts/testing';
import fc from 'fast-check';
import { countValues } from './count-values';

const count = (text: string, limit = 1000): number => countValues(Buffer.from(text), limit);

const valuesIn = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? 1 + Object.values(value).reduce<number>((sum, part) => sum + valuesIn(part), 0)
    : 1;

describe('countValues', () => {
  it('counts what stands in lists and objects, and nothing inside texts', () => {
    expect(count('7')).toBe(1);
    expect(count('[1,2,3]')).toBe(4);
    expect(count('{"a":"[,,{","b":"\\",,\\\\"}')).toBe(3);
  });

  it('stops soon after its limit', () => {
    expect(count(`[${'{},'.repeat(100)}{}]`, 10)).toBe(11);
  });

  it('never counts less than there is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: anyCharacter }), (value) => {
        expect(count(JSON.stringify(value), 1e9)).toBeGreaterThanOrEqual(valuesIn(value));
      }),
    );
  });

  it('ends with a text that is cut off', () => {
    expect(count('["abc')).toBe(2);
    expect(count('["abc\\')).toBe(2);
  });
});
