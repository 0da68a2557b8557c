/** Chance that a seed decides: the same seed throws the same. */
export interface Dice {
  /** A whole number from 0 to `bound` less one. */
  below(bound: number): number;
  /** One of these. */
  of<T>(choices: readonly T[]): T;
}

/** Mulberry32, a 32-bit generator of public domain: enough to draw plans, nothing to keep secrets with. */
export function openDice(seed: number): Dice {
  let state = seed >>> 0;
  const below = (bound: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
  return { below, of: <T>(choices: readonly T[]): T => choices[below(choices.length)] as T };
}
