import fc from 'fast-check';

/** Both sides of the surrogates, which are halves of characters. */
const codePoint = fc.oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }));

/**
 * Any character there is, as the unit of `fc.string` or `fc.jsonValue`. Fast-check's own units `binary` and `grapheme`
 * list all 1.1 million characters before the first text, which takes a second of each file that uses them.
 */
export const anyCharacter = codePoint.map(
  (point) => String.fromCodePoint(point),
  (character) => (character as string).codePointAt(0) ?? 0,
);
