import { anyCharacter } from '@userport/contracts/testing';
import fc from 'fast-check';
import { booleanRules, choiceRules, numberRules, textRules } from './scalar-rules';
import type { ValueRules } from './value-rules';

const judged = (rules: ValueRules, value: unknown): unknown => {
  const judgement = rules.judge(value);
  return judgement.fits ? judgement.value : { broken: judgement.broken };
};

describe('textRules', () => {
  const rules = textRules(5, false);

  it.each([
    ['hello', 'hello'],
    ['  hi \n', 'hi'],
    ['h\0i', 'hi'],
    ['héllo', 'héllo'],
    ['👍👍👍👍👍', '👍👍👍👍👍'],
    ['hello!', { broken: 'The text has 6 characters; at most 5 are allowed.' }],
    ['', { broken: 'The value must not be an empty text; unknown is null.' }],
    [' \u200b ', { broken: 'The value must not be an empty text; unknown is null.' }],
    [12, { broken: 'The value must be a text, not 12.' }],
    [['a'], { broken: 'The value must be a text, not ["a"].' }],
  ])('judges %j', (value, expected) => {
    expect(judged(rules, value)).toEqual(expected);
  });

  it('tells the model the length in schema and words', () => {
    expect(rules.jsonSchema).toEqual({
      type: ['string', 'null'],
      maxLength: 5,
      description: 'plain text without Markdown, at most 5 characters',
    });
    expect(textRules(7, true).words).toBe('text, Markdown allowed, at most 7 characters');
  });

  it('bounds a column that names no limit, or an absurd one', () => {
    expect(textRules(undefined, false).jsonSchema['maxLength']).toBe(20_000);
    expect(textRules(9_000_000, false).jsonSchema['maxLength']).toBe(20_000);
  });

  it('never stores more characters than allowed', () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.string({ unit: anyCharacter }),
        fc.integer({ min: 1, max: 20 }),
        (any, text, max) => {
          for (const value of [any, text]) {
            const judgement = textRules(max, false).judge(value);
            if (!judgement.fits) continue;
            const { value: stored } = judgement;
            expect(typeof stored === 'string' && stored !== '' && [...stored].length <= max).toBe(true);
          }
        },
      ),
    );
  });
});

describe('numberRules', () => {
  const rules = numberRules(-10, 1000);
  const open = numberRules(undefined, undefined);
  const plainNumber = (shown: string) => ({
    broken: `The value must be a plain number such as 1234.5, not ${shown}.`,
  });

  it.each([
    [0, 0],
    [-0, 0],
    [12.3456789, 12.345679],
    [-10, -10],
    [1000, 1000],
    ['12.5', 12.5],
    [' -3 ', -3],
    ['1,234', plainNumber('"1,234"')],
    ['1.234,5', plainNumber('"1.234,5"')],
    ['1e3', plainNumber('"1e3"')],
    ['$5', plainNumber('"$5"')],
    ['', plainNumber('""')],
    [true, plainNumber('true')],
    [Number.NaN, plainNumber('null')],
    [Number.POSITIVE_INFINITY, plainNumber('null')],
    [{ n: 1 }, plainNumber('{"n":1}')],
    [1000.000001, { broken: "The number 1000.000001 is outside the column's range (from -10 to 1000)." }],
    [-11, { broken: "The number -11 is outside the column's range (from -10 to 1000)." }],
  ])('judges %j within -10 and 1000', (value, expected) => {
    expect(judged(rules, value)).toEqual(expected);
  });

  it.each([
    [9_999_999_999_999, 9_999_999_999_999],
    [-9_999_999_999_999, -9_999_999_999_999],
    [1e13, { broken: 'The number 10000000000000 has more than 13 digits before the point.' }],
    [1e15, { broken: 'The number 1000000000000000 has more than 13 digits before the point.' }],
    [
      '99999999999999999999',
      { broken: 'The number 100000000000000000000 has more than 13 digits before the point.' },
    ],
    [1e-7, 0],
    [0.0000006, 0.000001],
    [0.1 + 0.2, 0.3],
  ])('judges %j where only the database sets bounds', (value, expected) => {
    expect(judged(open, value)).toEqual(expected);
  });

  it('judges the range after rounding, since the rounded number is stored', () => {
    expect(judged(numberRules(0.0000004, undefined), 0.0000004)).toEqual({
      broken: "The number 0 is outside the column's range (not below 4e-7).",
    });
    expect(judged(numberRules(undefined, 5), 5.0000001)).toBe(5);
  });

  it('tells the model the bounds in schema and words', () => {
    expect(rules.jsonSchema).toMatchObject({ type: ['number', 'null'], minimum: -10, maximum: 1000 });
    expect(rules.words).toBe('a plain number, from -10 to 1000, with at most 6 decimals and below 10^13');
    expect(open.jsonSchema).toMatchObject({ minimum: -9999999999999.999, maximum: 9999999999999.999 });
    expect(numberRules(undefined, 7).words).toContain('not above 7');
  });

  it('never stores a number that the column or the database does not take', () => {
    const any = fc.oneof(fc.double(), fc.integer(), fc.float(), fc.string(), fc.anything());
    fc.assert(
      fc.property(any, fc.double({ noNaN: true }), fc.double({ noNaN: true }), (value, a, b) => {
        const [min, max] = a < b ? [a, b] : [b, a];
        const judgement = numberRules(min, max).judge(value);
        if (!judgement.fits) return;
        const stored = Number(judgement.value);
        expect(stored >= min && stored <= max && Math.abs(stored) < 1e13).toBe(true);
        expect(JSON.stringify(stored)).toMatch(/^-?\d{1,13}(\.\d{1,6})?$|^-?\de-6$/);
      }),
    );
  });
});

describe('booleanRules', () => {
  const plain = booleanRules(undefined, undefined);
  const labelled = booleanRules('Hiring', 'Not hiring');

  it.each([
    [true, true],
    [false, false],
    ['TRUE', true],
    ['"false".', false],
    ['yes', { broken: 'The value must be true or false, not "yes".' }],
    [1, { broken: 'The value must be true or false, not 1.' }],
    [null, { broken: 'The value must be true or false, not null.' }],
  ])('judges %j', (value, expected) => {
    expect(judged(plain, value)).toEqual(expected);
  });

  it.each([
    ['hiring', true],
    [' NOT  hiring ', false],
    ['true', true],
    ['maybe hiring', { broken: 'The value must be true or false, not "maybe hiring".' }],
  ])('understands the labels of the column: %j', (value, expected) => {
    expect(judged(labelled, value)).toEqual(expected);
  });

  it("lets the column's own label win over the word", () => {
    expect(judged(booleanRules('False', undefined), 'false')).toBe(true);
  });

  it('tells the model what true and false mean', () => {
    expect(plain.words).toBe('true or false');
    expect(labelled.words).toBe('true, meaning "Hiring", or false, meaning "Not hiring"');
    expect(labelled.jsonSchema).toEqual({ type: ['boolean', 'null'], description: labelled.words });
  });

  it('never stores anything but true and false', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), fc.string(), (value, yes, no) => {
        const judgement = booleanRules(yes, no).judge(value);
        expect(!judgement.fits || typeof judgement.value === 'boolean').toBe(true);
      }),
    );
  });
});

describe('choiceRules', () => {
  const rules = choiceRules(['SaaS', 'On-premise', 'Both']);
  const refused = (shown: string) => ({
    broken: `The value ${shown} is not one of the allowed values; it must be exactly one of: "SaaS", "On-premise", "Both".`,
  });

  it.each([
    ['SaaS', 'SaaS'],
    ['saas', 'SaaS'],
    [' "On-Premise". ', 'On-premise'],
    ['ＢＯＴＨ', 'Both'],
    ['SaaS and more', refused('"SaaS and more"')],
    ['', refused('""')],
    [0, refused('0')],
  ])('judges %j', (value, expected) => {
    expect(judged(rules, value)).toEqual(expected);
  });

  it('does not choose between values that differ in case alone', () => {
    const close = choiceRules(['yes', 'Yes', 'no']);
    expect(judged(close, 'Yes')).toBe('Yes');
    expect(close.judge('YES').fits).toBe(false);
  });

  it('tells the model the allowed values and null in the schema', () => {
    expect(rules.jsonSchema).toEqual({
      anyOf: [{ type: 'string', enum: ['SaaS', 'On-premise', 'Both'] }, { type: 'null' }],
    });
  });

  it('never stores a value that is not allowed, letter by letter', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2 }), fc.anything(), (allowed, value) => {
        for (const candidate of [value, ...allowed.map((one) => one.toUpperCase())]) {
          const judgement = choiceRules(allowed).judge(candidate);
          expect(judgement.fits ? allowed : [undefined]).toContain(
            judgement.fits ? judgement.value : undefined,
          );
        }
      }),
    );
  });

  it('cuts what it shows of a long wrong answer', () => {
    const judgement = rules.judge('x'.repeat(500));
    expect(judgement.fits || judgement.broken.length).toBeLessThan(220);
  });
});
