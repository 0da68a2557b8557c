import { placeOfWords } from './derived-words';

const sentence = 'We are based in Eindhoven, Netherlands, near Best.';

describe('placeOfWords', () => {
  it.each([
    ['Eindhoven, Netherlands', 'Eindhoven, Netherlands'],
    ['Netherlands Eindhoven', 'Eindhoven, Netherlands'],
    ['eindhoven', 'Eindhoven'],
  ])('of %j is %j', (value, found) => {
    const at = placeOfWords(sentence, value, { start: 0, end: sentence.length });
    expect(sentence.slice(at?.start, at?.end)).toBe(found);
  });

  it.each(['Eindhoven, NL', 'Eindhove', 'Best', ''])('of %j is nowhere in the quoted part', (value) => {
    expect(placeOfWords(sentence, value, { start: 0, end: 38 })).toBeUndefined();
  });
});
