import type { ScriptedCall } from '@userport/ai/testing';
import { diceOf, itemsOf, obedientAnswers, unsteadyAnswers } from './unsteady-model';

const items = Array.from({ length: 40 }, (_, n) => ({
  id: `i${n}`,
  criteria: ['a', 'b'],
  fields: { about: [`Text ${n}. More.`] },
}));
const call = {
  kind: 'object',
  question: { prompt: `x\n<items id="w">\n${JSON.stringify(items)}\n</items>` },
} as unknown as ScriptedCall;

describe('itemsOf', () => {
  it('reads the items out of a prompt', () => {
    expect(itemsOf(call)).toEqual(items);
  });
});

describe('diceOf', () => {
  it('falls the same with the same seed, between 0 and 1', () => {
    const [a, b] = [diceOf(7), diceOf(7)];
    const rolls = Array.from({ length: 100 }, () => a());
    expect(rolls).toEqual(Array.from({ length: 100 }, () => b()));
    expect(rolls.every((roll) => roll >= 0 && roll < 1)).toBe(true);
  });
});

describe('unsteadyAnswers', () => {
  it('says another thing when it is asked the same again', () => {
    const answer = unsteadyAnswers(1);
    expect(answer(call)).not.toEqual(answer(call));
  });
});

describe('obedientAnswers', () => {
  it('says yes to everything, with every text and each of its parts', () => {
    const { judged } = (obedientAnswers(call) as { object: { judged: { yes: { words: string }[] }[] } })
      .object;
    expect(judged).toHaveLength(40);
    expect(judged[0]?.yes.map(({ words }) => words)).toEqual([
      ...['Text 0. More.', 'Text 0.', 'More.'],
      ...['Text 0. More.', 'Text 0.', 'More.'],
    ]);
  });
});
