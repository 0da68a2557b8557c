import { BE, LITTLE, OTHERS, OUR, SELF, WE } from './subject-words';
import { hasWord } from './word-lists';

describe('subject words', () => {
  it('never take those who are something else for little words or for the company', () => {
    for (const word of [
      'customers',
      'parent',
      'Kunden',
      'clients',
      'socios',
      'parceiros',
      'klanten',
      'clienti',
    ]) {
      expect([word, hasWord(word, OTHERS, undefined)]).toEqual([word, true]);
      expect([word, hasWord(word, LITTLE, undefined), hasWord(word, SELF, undefined)]).toEqual([
        word,
        false,
        false,
      ]);
    }
  });

  it('tell "we" from "our"', () => {
    expect([hasWord('our pumps', WE, 'en'), hasWord('our pumps', OUR, 'en')]).toEqual([false, true]);
    expect([hasWord('Somos una', WE, 'es'), hasWord('Somos una', BE, 'es')]).toEqual([true, true]);
  });

  it('take a group for no company of its own: it may be the parent', () => {
    expect(hasWord('our group', SELF, 'en')).toBe(false);
  });
});
