import fc from 'fast-check';
import { depthOf, idText, isUnstorable, reportUnstorable } from './storable-text';

const reported = (value: unknown): string[] => {
  const paths: string[] = [];
  reportUnstorable(value, (path, message) => paths.push(`${path.join('.')}: ${message}`));
  return paths;
};

describe('isUnstorable', () => {
  it.each([
    ['a NUL', 'a\0b', true],
    ['a lone high surrogate', 'a\ud83d', true],
    ['a lone low surrogate', '\udc00a', true],
    ['a whole pair', 'a😀', false],
    ['an empty text', '', false],
  ])('judges %s', (_what, text, expected) => {
    expect(isUnstorable(text)).toBe(expected);
  });
});

describe('idText', () => {
  it.each([
    ['7f1c3e1e-0d55-4c0a-9f3e-1b1b7a5d9c01', true],
    ['column 1', true],
    ['', false],
    ['   ', false],
    ['a\0', false],
    ['\ud800', false],
    ['x'.repeat(200), true],
    ['x'.repeat(201), false],
  ])('takes %j: %s', (text, expected) => {
    expect(idText().safeParse(text).success).toBe(expected);
  });
});

describe('reportUnstorable', () => {
  it('names the place of each bad text', () => {
    expect(reported({ a: ['x', 'y\0'], b: { c: '\ud800' } }).sort()).toEqual([
      'a.1: must not hold NUL characters or lone surrogates',
      'b.c: must not hold NUL characters or lone surrogates',
    ]);
  });

  it('names the object whose key is bad', () => {
    expect(reported({ a: { 'b\0': 1 } })).toEqual([
      'a: has a name that holds NUL characters or lone surrogates',
    ]);
  });

  it('stops after twenty problems', () => {
    expect(reported(Array.from({ length: 100 }, () => '\0'))).toHaveLength(20);
  });

  it('survives a value that is nested deeper than the stack', () => {
    let value: unknown = '\0';
    for (let level = 0; level < 100_000; level += 1) value = [value];
    expect(reported(value)).toHaveLength(1);
  });

  it('finds nothing in well-formed JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: true }), (value) => {
        fc.pre(!JSON.stringify(value).includes('\\u0000'));
        expect(reported(value)).toEqual([]);
      }),
    );
  });
});

describe('depthOf', () => {
  it.each([
    ['text', 'a', 0],
    ['an empty object', {}, 1],
    ['an object of texts', { a: 'b' }, 1],
    ['a list in an object', { a: [] }, 2],
    ['the deeper of two', { a: [], b: { c: [1] } }, 3],
  ])('counts the levels of %s', (_what, value, expected) => {
    expect(depthOf(value, 10)).toBe(expected);
  });

  it('stops one level above the limit', () => {
    let value: unknown = 1;
    for (let level = 0; level < 100_000; level += 1) value = { a: value };
    expect(depthOf(value, 5)).toBe(6);
  });
});
