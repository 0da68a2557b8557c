import { quoteRefusal } from './own-words-quote';

const written = new Map(
  [
    { id: 'a', text: 'Labels first, robots second. I keep telling this to every vendor.' },
    {
      id: 'b',
      text: 'As Ida said, \u201crobots will never replace a good lead\u201d and I agree with her fully.',
    },
    { id: 'c', text: null },
    { id: 'd', text: 'Congratulations on your new role, and all the best for it!' },
    { id: 'e', text: '> Automation is a long journey\nI read this one twice.' },
  ].map((one) => [one.id, one] as const),
);

describe('quoteRefusal', () => {
  it.each([
    ['a', 'labels first, robots SECOND'],
    ['a', '"I keep telling this to every vendor"'],
    ['b', 'I agree with her fully'],
    ['e', 'I read this one twice.'],
  ])('has none for %s: %j', (id, quote) => {
    expect(quoteRefusal({ id, quote }, written)).toBeUndefined();
  });

  it.each([
    ['z', 'labels first, robots second', 'unknown_activity'],
    ['c', 'labels first, robots second', 'no_own_words'],
    ['a', 'labels first, robots', 'quote_too_short'],
    ['a', 'robots first, labels second', 'not_their_words'],
    ['b', 'robots will never replace a good lead', 'words_of_another'],
    ['e', 'Automation is a long journey', 'words_of_another'],
    ['d', 'Congratulations on your new role, and', 'only_polite'],
  ])('refuses %s: %j as %s', (id, quote, reason) => {
    expect(quoteRefusal({ id, quote }, written)).toBe(reason);
  });
});
