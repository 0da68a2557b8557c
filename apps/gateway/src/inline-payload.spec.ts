import { inlineFrom, inlineOf } from './inline-payload';

/** Two braces, the name `a`, four quotes and a colon are 8 bytes. */
const sized = (bytes: number) => ({ a: 'x'.repeat(bytes - 8) });

describe.each([
  ['inlineOf', inlineOf],
  ['inlineFrom', (payload: object) => inlineFrom(JSON.stringify(payload))],
])('%s', (_name, inline) => {
  it('lets 64 KiB of JSON travel along', () => {
    expect(inline(sized(65_536))).toEqual(sized(65_536));
  });

  it.each([
    ['one byte more', sized(65_537)],
    ['fewer characters that take more bytes', { a: 'é'.repeat(40_000) }],
    ['a text of many pieces', sized(1_000_000)],
  ])('leaves %s in the store', (_what, payload) => {
    expect(inline(payload)).toBeUndefined();
  });
});
