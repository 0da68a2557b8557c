import { anyCharacter } from '@userport/contracts/testing';
import fc from 'fast-check';
import { cleanText, cutText } from './clean-text';

describe('cleanText', () => {
  it.each([
    ['keeps letters, layout and joiners', 'Zoë\n\t👩‍🚀', 'Zoë\n\t👩‍🚀', 0],
    ['takes NUL and control characters out', 'a\0b\u0007c\u007f', 'abc', 3],
    ['replaces lone surrogates', 'a\ud800b\udc00', 'a\ufffdb\ufffd', 2],
    ['takes out what turns the direction of reading', 'pay\u202elive', 'paylive', 1],
    ['takes out zero-width and tag characters', 'a\u200b\u{e0041}\ufeffb', 'ab', 3],
    ['makes every line end a line feed without counting it', 'a\r\nb\rc\u2028d\u2029e', 'a\nb\nc\nd\ne', 0],
  ])('%s', (_what, raw, text, changed) => {
    expect(cleanText(raw)).toEqual({ text, changed });
  });

  it('leaves nothing that cannot be stored, and changes nothing twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (raw) => {
        const { text } = cleanText(raw);
        expect(text.isWellFormed() && !text.includes('\0')).toBe(true);
        expect(cleanText(text)).toEqual({ text, changed: 0 });
      }),
    );
  });
});

describe('cutText', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'abc'],
    ['ab😀', 3, 'ab'],
    ['ab😀', 4, 'ab😀'],
    ['abc', 0, ''],
  ])('cuts %j at %i', (text, longest, expected) => {
    expect(cutText(text, longest)).toBe(expected);
  });
});
