import fc from 'fast-check';
import { anyCharacter } from './testing';

describe('anyCharacter', () => {
  it('is one whole character, of any length in UTF-16', () => {
    const lengths = new Set<number>();
    fc.assert(
      fc.property(anyCharacter, (character) => {
        expect([...character]).toHaveLength(1);
        expect(character.isWellFormed()).toBe(true);
        lengths.add(character.length);
      }),
    );
    expect([...lengths].sort()).toEqual([1, 2]);
  });

  it('lets fast-check slip in the texts that break things, such as names of prototypes', () => {
    expect(anyCharacter.canShrinkWithoutContext('_')).toBe(true);
    const texts = fc.sample(fc.string({ unit: anyCharacter, maxLength: 20 }), { numRuns: 2000, seed: 1 });
    expect(texts.some((text) => text.includes('__proto__'))).toBe(true);
  });
});
