import { EDITED_WORDS, LANGUAGES, NOW_WORDS, SPONSORED_WORDS, UNIT_WORDS } from './age-words';

describe('the tables of words', () => {
  it('have every unit in every language, and "now"', () => {
    for (const language of LANGUAGES) {
      expect(Object.keys(UNIT_WORDS[language])).toHaveLength(7);
      expect(NOW_WORDS[language]).not.toBe('');
    }
  });

  it('are in lower case and composed letters, as texts are before they are looked up', () => {
    const words = LANGUAGES.flatMap((language) => [
      ...Object.values(UNIT_WORDS[language]),
      NOW_WORDS[language],
    ]);
    for (const word of [...words, ...EDITED_WORDS, ...SPONSORED_WORDS])
      expect(word).toBe(word.normalize('NFKC').toLowerCase());
  });
});
