import { anyCharacter } from '@userport/contracts/testing';
import fc from 'fast-check';
import { cleanTexts } from './clean-text';

describe('cleanTexts', () => {
  it('takes NUL out and replaces lone surrogates, in texts and in names, and counts each', () => {
    const dirty = { note: 'a\0b\ud800c', list: ['\udc00', 'good 😀'], 'na\0me': 1 };
    expect(cleanTexts(dirty)).toEqual({
      value: { note: 'ab\ufffdc', list: ['\ufffd', 'good 😀'], name: 1 },
      characters: 4,
    });
  });

  it('leaves every value without such characters as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: anyCharacter }), (value) => {
        fc.pre(!JSON.stringify(value).includes('\\u0000'));
        expect(cleanTexts(value)).toEqual({ value, characters: 0 });
      }),
    );
  });

  it('leaves nothing to clean, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
        ),
        (texts) => {
          const once = cleanTexts(texts);
          expect(once.value.every((text) => text.isWellFormed() && !text.includes('\0'))).toBe(true);
          expect(cleanTexts(once.value).characters).toBe(0);
        },
      ),
    );
  });
});
