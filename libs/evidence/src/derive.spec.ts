import { inSentences, scalar, sentencesAt } from './derive';

const text = 'We build robots. We sell them. We rest.';
const block = { kind: 'paragraph', headings: [], links: [], aside: false } as const;
const place = { text, language: 'en', block, ownPage: true, start: 9, end: 27 } as const;

describe('sentencesAt', () => {
  it('gives the sentences that the quote touches', () => {
    expect(sentencesAt(place).map(({ start, end }) => text.slice(start, end))).toEqual([
      'We build robots.',
      'We sell them.',
    ]);
  });
});

describe('inSentences', () => {
  it('takes the first sentence that gives a value', () => {
    const derived = inSentences(place, (sentence, span) =>
      sentence.includes('sell') ? { value: 1, at: span, sentence: span } : 'field_not_named',
    );
    expect(derived).toMatchObject({ value: 1, sentence: { start: 17, end: 30 } });
  });

  it('says why the nearest one did not', () => {
    expect(
      inSentences(place, (sentence) => (sentence.includes('sell') ? 'undated' : 'value_not_in_quote')),
    ).toBe('undated');
  });
});

describe('scalar', () => {
  it.each([
    ['a', 'a'],
    [0, 0],
    [' ', undefined],
    [null, undefined],
    [{}, undefined],
    [true, undefined],
  ])('of %j is %j', (claimed, value) => {
    expect(scalar(claimed)).toBe(value);
  });
});
