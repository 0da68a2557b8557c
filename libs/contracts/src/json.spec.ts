import fc from 'fast-check';
import { canonicalJson, canonicalPieces, hashOfParts, sha256Base32 } from './json';

describe('sha256Base32', () => {
  // The digests of FIPS 180-2 in RFC 4648 base32, lower case, without padding.
  it.each([
    ['abc', 'xj4bnp4pahh6uqkbidpf3lrceoyagyndsylxvhfucd7wd4qacwwq'],
    ['', '4oymiquy7qobjgx36tejs35zeqt24qpemsnzgtfeswmrw6csxbkq'],
  ])('hashes %j as the standard does', (text, hash) => {
    expect(sha256Base32(text)).toBe(hash);
  });

  it('hashes bytes and the text they encode alike', () => {
    expect(sha256Base32(new Uint8Array([97, 98, 99]))).toBe(sha256Base32('abc'));
  });

  it('gives 52 characters that a label may hold', () => {
    fc.assert(fc.property(fc.string(), (text) => /^[a-z2-7]{52}$/.test(sha256Base32(text))));
  });
});

describe('canonicalJson', () => {
  it('orders the keys of objects at every depth and leaves lists alone', () => {
    expect(canonicalJson({ b: [2, { d: 4, c: 3 }], a: 1 })).toBe('{"a":1,"b":[2,{"c":3,"d":4}]}');
  });

  it('tells null from absent', () => {
    expect(canonicalJson({ a: null })).toBe('{"a":null}');
    expect(canonicalJson({ a: undefined })).toBe('{}');
  });

  it('gives equal texts for equal values, whatever the order of their keys', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(object, (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
      }),
    );
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('canonicalPieces', () => {
  it('are the canonical text, cut', () => {
    expect([...canonicalPieces({ b: 'x', a: [1, null] })]).toEqual(['{"a":[1,null],"b":"x"}']);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect([...canonicalPieces(value)].join('')).toBe(canonicalJson(value));
      }),
    );
  });

  it.each([
    ['lists and objects without anything in them', { a: [], b: {}, c: [[], {}] }],
    ['keys that are whole numbers', { b: 1, 10: 2, 9: 3, a: 4 }],
    ['a text of several slices', { text: 'ab"\n'.repeat(50_000) }],
    ['surrogate pairs on the border of a slice', ['x', ''].map((odd) => odd + '\u{1f680}'.repeat(40_000))],
    ['a lone surrogate on the border of a slice', `${'y'.repeat(65_535)}\ud83d${'z'.repeat(10)}`],
  ])('are that also for %s, and hash alike', (_what, value) => {
    expect([...canonicalPieces(value)].join('') === canonicalJson(value)).toBe(true);
    expect(sha256Base32(canonicalPieces(value))).toBe(sha256Base32(Buffer.from(canonicalJson(value))));
  });
});

describe('hashOfParts', () => {
  it('hashes each part with its length before it', () => {
    expect(hashOfParts(['ab', 'c'])).toBe('imh3dnfmimyw5sub7kzhugjqvohp7d7pnio4peb5zzclxqtzbxcq');
    expect(hashOfParts(['a', 'bc'])).toBe('kmiklb4ipanlexk227b7qubvqjfu5n557i4u4cwcdbrhcrzlksja');
  });

  it('takes a number for its digits', () => {
    expect(hashOfParts(['a', 12])).toBe('jmzuysbi3d2juse7ftystlytjefojtxbqc2kueyqog4bb7ktw5ga');
    expect(hashOfParts(['a', '12'])).toBe(hashOfParts(['a', 12]));
  });

  it('keeps the borders of its parts', () => {
    const cut = fc.tuple(fc.string({ minLength: 2 }), fc.nat(), fc.nat());
    fc.assert(
      fc.property(cut, ([text, one, other]) => {
        const at = (n: number) => [text.slice(0, n % text.length), text.slice(n % text.length)];
        const same = one % text.length === other % text.length;
        return (hashOfParts(at(one)) === hashOfParts(at(other))) === same;
      }),
    );
  });
});
