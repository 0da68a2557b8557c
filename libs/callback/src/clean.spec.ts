import type { JsonObject } from '@userport/contracts';
import * as fc from 'fast-check';
import { cleanBody } from './clean';

const NONE = { nulCharacters: 0, loneSurrogates: 0, badNumbers: 0, envelopeFields: 0 };

describe('cleanBody', () => {
  it('leaves a clean body equal, with the order of its names', () => {
    const body = {
      job_id: 'job-1',
      values: [{ value_number: 1.5, rationale: 'Grüße 👋\n' }, null, true],
      z: {},
      a: [],
    };
    const { value, counts } = cleanBody(body);
    expect(JSON.stringify(value)).toBe(JSON.stringify(body));
    expect(counts).toEqual(NONE);
  });

  it('leaves out what JSON leaves out, for absent and null differ', () => {
    const body = { a: undefined, b: null } as unknown as JsonObject;
    expect(Object.keys(cleanBody(body).value)).toEqual(['b']);
  });

  it('cuts NUL characters and counts them', () => {
    const { value, counts } = cleanBody({ text: 'a\u0000b\u0000', list: ['\u0000'] });
    expect([value, counts]).toEqual([
      { text: 'ab', list: [''] },
      { ...NONE, nulCharacters: 3 },
    ]);
  });

  it('replaces lone surrogates, counts them and keeps pairs', () => {
    const { value, counts } = cleanBody({ text: '\ud83d\udc4b \ud83d \udc4b\udc4b' });
    expect([value, counts]).toEqual([{ text: '👋 \ufffd \ufffd\ufffd' }, { ...NONE, loneSurrogates: 3 }]);
  });

  it('sees a pair that a NUL tore apart as the pair that it becomes', () => {
    expect(cleanBody({ text: '\ud83d\u0000\udc4b' })).toEqual({
      value: { text: '👋' },
      counts: { ...NONE, nulCharacters: 1 },
    });
  });

  it('replaces numbers that JSON has no word for', () => {
    const { value, counts } = cleanBody({ deep: { list: [Number.NaN, Infinity, -Infinity, 0] } });
    expect([value, counts]).toEqual([{ deep: { list: [null, null, null, 0] } }, { ...NONE, badNumbers: 3 }]);
  });

  it('cleans names, and lets the name that was clean keep its value', () => {
    expect(cleanBody({ 'a\u0000': 1, a: 2, '\u0000b': 3 }).value).toEqual({ a: 2, b: 3 });
    expect(cleanBody({ a: 2, 'a\u0000': 1 }).value).toEqual({ a: 2 });
  });

  it.each([
    [{ source: 'x'.repeat(51) }, { source: 'x'.repeat(50) }],
    [{ source: '👋'.repeat(51) }, { source: '👋'.repeat(50) }],
    [{ status: 's'.repeat(51) }, { status: 's'.repeat(50) }],
    [{ completion_percentage: 33.5 }, { completion_percentage: 34 }],
    [{ completion_percentage: -1 }, { completion_percentage: 0 }],
    [{ completion_percentage: 101 }, { completion_percentage: 100 }],
  ])('makes the envelope fit its columns: %j', (body, expected) => {
    expect(cleanBody(body)).toEqual({ value: expected, counts: { ...NONE, envelopeFields: 1 } });
  });

  it('leaves an envelope that fits, and fields of these names further inside', () => {
    const body = {
      source: '👋'.repeat(50),
      completion_percentage: 100,
      inner: { source: 'x'.repeat(51), completion_percentage: 1.5 },
    };
    expect(cleanBody(body)).toEqual({ value: body, counts: NONE });
  });

  it('leaves nothing behind that Django cannot store, and changes nothing the second time', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\u0000', '\ud83d', '\udc4b', '👋', '"', '\\') });
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        text,
        fc.double(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(text, tie('value'), { maxKeys: 3 }),
      ),
    })).value;
    fc.assert(
      fc.property(fc.dictionary(text, json), (body) => {
        const { value } = cleanBody(body as JsonObject);
        JSON.parse(JSON.stringify(value), (name, part: unknown) => {
          for (const said of [name, part]) {
            if (typeof said === 'string') expect(said.includes('\u0000') || !said.isWellFormed()).toBe(false);
          }
          return part;
        });
        expect(cleanBody(value).value).toEqual(value);
        expect(cleanBody(value).counts).toEqual(NONE);
      }),
    );
  });
});
