import { saysOf } from './shared-words';

const QUOTE = 'The night shift found eleven stops of our robots last week.';

describe('saysOf', () => {
  it.each([
    ['Counts how often a robot stops.', true],
    ['Writes about nightly work.', true],
    ['The person is unhappy at work.', false],
    ['Open with a joke about ducks.', false],
    ['Is it so?', true],
    ['Posts weekly, in a humorous tone and in short sentences.', true],
    ['Is the CFO.', false],
    ['', true],
  ])('finds whether %j says something of a quote', (text, says) => {
    expect(saysOf(text, [QUOTE])).toBe(says);
  });

  it('wants a share of all telling words, of the grounds or of what is known', () => {
    const text = 'The robots would enjoy holidays, yachts, orchestras and lemonade.';
    expect(saysOf(text, [QUOTE])).toBe(true);
    expect(saysOf(text, [QUOTE], [], 0.25)).toBe(false);
    expect(saysOf(text, [QUOTE], ['yachts and lemonade'], 0.25)).toBe(true);
    expect(saysOf('Yachts and lemonade.', [QUOTE], ['yachts and lemonade'], 0.25)).toBe(false);
  });

  it.each([
    'Wir planen die Nacht und das Lager mit der Schicht.',
    '夜勤は部品を最初に計画します。',
    'Naszą noc planujemy najpierw.',
  ])('does not compare English with %j', (quote) => {
    expect(saysOf('Plans the night before the day.', [quote])).toBe(true);
  });
});
