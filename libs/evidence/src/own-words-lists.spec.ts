import { BEGINNINGS, DIAGNOSES, GREETINGS, NO_NAMES, NUMBER_WORDS, TIME_WORDS } from './own-words-lists';

const found = (list: RegExp, text: string): boolean => text.search(list) !== -1;

describe('the word lists', () => {
  it.each([
    [GREETINGS, 'Huge congrats, Ida'],
    [GREETINGS, 'Herzlichen Gl\u00fcckwunsch'],
    [DIAGNOSES, 'seems anxious'],
    [DIAGNOSES, 'an introverted person'],
    [NUMBER_WORDS, 'a couple of sites'],
    [TIME_WORDS, 'two weeks ago'],
  ])('%s finds %j', (list, text) => {
    expect(found(list, text)).toBe(true);
  });

  it.each([
    [GREETINGS, 'congratulatory'],
    [DIAGNOSES, 'a clear tone'],
    [NUMBER_WORDS, 'one of them, often'],
    [TIME_WORDS, 'it may be so'],
  ])('%s does not find %j', (list, text) => {
    expect(found(list, text)).toBe(false);
  });

  it('are in lower case where words are compared', () => {
    for (const word of [...BEGINNINGS, ...NO_NAMES]) expect(word).toBe(word.toLowerCase());
  });
});
