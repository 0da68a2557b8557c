import { enumerated, HELD_BY_NOBODY } from './topics';

it('knows what nobody in the world can tell', () => {
  expect(
    ['What is the revenue?', 'ceo e-mail', 'What is the plan?'].map((text) => HELD_BY_NOBODY.test(text)),
  ).toEqual([true, true, false]);
});

it('joins names as a sentence does', () => {
  expect([enumerated([]), enumerated(['a']), enumerated(['a', 'b', 'c'])]).toEqual([
    'none',
    'a',
    'a, b and c',
  ]);
});
