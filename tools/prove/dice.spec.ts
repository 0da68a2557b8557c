import { openDice } from './dice';

const throws = (seed: number): number[] => {
  const dice = openDice(seed);
  return Array.from({ length: 600 }, () => dice.below(6));
};

describe('dice', () => {
  it('throw the same again for the same seed, and something else for another', () => {
    expect(throws(7)).toEqual(throws(7));
    expect(throws(7)).not.toEqual(throws(8));
  });

  it('throw every number below the bound, and none beyond', () => {
    expect([...new Set(throws(1))].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('choose one of what is given', () => {
    expect(openDice(3).of(['only'])).toBe('only');
  });
});
