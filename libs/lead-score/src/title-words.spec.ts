import { fold } from './fold';
import { LONGEST_PHRASE, vocabulary } from './title-words';

describe('vocabulary', () => {
  it('is folded, so that a title can meet it', () => {
    const words = [...vocabulary.phrases.keys(), ...vocabulary.stems.map(([stem]) => stem)];
    expect(words.filter((word) => fold(word) !== word || /[^\p{L}\p{N} ]/u.test(word))).toEqual([]);
  });

  it('has no phrase longer than what is looked up', () => {
    const lengths = [...vocabulary.phrases.keys()].map((phrase) => phrase.split(' ').length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(LONGEST_PHRASE);
  });

  it('has the longest stems first and none that begins every other word', () => {
    const lengths = vocabulary.stems.map(([stem]) => stem.length);
    expect(lengths).toEqual([...lengths].sort((a, b) => b - a));
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(4);
  });
});
