import fc from 'fast-check';
import { bodies, changed, placesIn, PRIVATE_MARK } from './bodies';

const value = { a: 1, b: [true, { c: 'x' }], d: null };

describe('placesIn', () => {
  it.each([
    [value, 6],
    [{}, 0],
    ['text', 0],
    [[[]], 1],
  ])('counts the fields and items of %j', (given, count) => {
    expect(placesIn(given)).toBe(count);
  });
});

describe('changed', () => {
  it.each([
    [0, 'replace', { a: 9, b: [true, { c: 'x' }], d: null }],
    [1, 'replace', { a: 1, b: 9, d: null }],
    [2, 'remove', { a: 1, b: [{ c: 'x' }], d: null }],
    [4, 'rename', { a: 1, b: [true, { cc: 'x' }], d: null }],
    [5, 'remove', { a: 1, b: [true, { c: 'x' }] }],
  ] as const)('changes place %d alone, by %s', (n, change, expected) => {
    expect(changed(value, n, change, 9)).toEqual(expected);
  });

  it('gives a field the name that it is told', () => {
    expect(changed({ a: 1 }, 0, 'rename', 'z')).toEqual({ z: 1 });
  });

  it('leaves alone what is no place', () => {
    expect(changed(value, 6, 'remove', 9)).toEqual(value);
    expect(value.b).toHaveLength(2);
  });
});

describe('bodies', () => {
  const sample = fc.sample(bodies({ samples: [{ name: 'sample' }], seal: () => ({ sealed: true }) }), {
    numRuns: 400,
    seed: 1,
  });
  const texts = sample.map((body) => body.toString());

  it.each([
    ['the sample as it is', (text: string) => text === '{"name":"sample"}'],
    ['a body that was sealed after its change', (text: string) => text === '{"sealed":true}'],
    ['a private word', (text: string) => text.includes(PRIVATE_MARK)],
    ['nothing', (text: string) => text === ''],
    ['half a document', (text: string) => text === '{"name"'],
    ['a document of UTF-16', (text: string) => text.startsWith('{\0"\0')],
    ['something larger than 100 KB', (text: string) => text.length > 100_000],
    ['bytes that are no UTF-8', (text: string) => text.includes('\uFFFD')],
  ])('hold %s', (_what, fits) => {
    expect(texts.some(fits)).toBe(true);
  });
});
