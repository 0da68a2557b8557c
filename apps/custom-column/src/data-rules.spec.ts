import fc from 'fast-check';
import { compileSchema } from './compile-schema';
import { dataRules } from './data-rules';

const SCHEMA = {
  type: 'object',
  properties: { city: { type: 'string', maxLength: 10 }, people: { type: 'integer' } },
  required: ['city'],
  additionalProperties: false,
};

describe('dataRules', () => {
  it('puts a schema that vendors take into the answer schema', async () => {
    const rules = await dataRules(SCHEMA);
    expect(rules.jsonSchema).toMatchObject({
      anyOf: [
        { type: 'object', required: ['city', 'people'], additionalProperties: false },
        { type: 'null' },
      ],
    });
    expect(rules.words).toBe(
      `an object or a list that satisfies this JSON Schema: ${JSON.stringify(SCHEMA)}`,
    );
  });

  it('asks for JSON text and tells the schema in words where vendors do not take it', async () => {
    const loose = { type: 'object', additionalProperties: { type: 'number' } };
    const rules = await dataRules(loose);
    expect(rules.jsonSchema).toEqual({
      type: ['string', 'null'],
      description: `JSON text of an object or a list that satisfies this JSON Schema: ${JSON.stringify(loose)}`,
    });
    expect(rules.judge('{"a": 1}')).toEqual({ fits: true, value: { a: 1 } });
    expect(rules.judge('{"a": "1"}')).toEqual({
      fits: false,
      broken: "The value breaks the column's JSON schema: a must be number.",
    });
  });

  it('takes any object or list where the column has no schema', async () => {
    const rules = await dataRules(undefined);
    expect(rules.judge([1, { a: null }])).toEqual({ fits: true, value: [1, { a: null }] });
    expect(rules.jsonSchema).toEqual({
      type: ['string', 'null'],
      description: 'JSON text of an object or a list',
    });
  });

  it.each([
    [{ city: 'Delft', people: null }, { city: 'Delft' }],
    [
      { city: 'De\0lft', people: 3 },
      { city: 'Delft', people: 3 },
    ],
    ['{"city":"Delft"}', { city: 'Delft' }],
  ])('stores %j as %j', async (value, stored) => {
    expect((await dataRules(SCHEMA)).judge(value)).toEqual({ fits: true, value: stored });
  });

  it.each([
    ['text', 'The value is no valid JSON text.'],
    ['"text"', 'The value must be an object or a list.'],
    [7, 'The value must be an object or a list.'],
    ['null', 'The value must be an object or a list.'],
    [
      { people: 3 },
      "The value breaks the column's JSON schema: the value must have required property 'city'.",
    ],
    [{ city: 'Delft', people: 1.5 }, "The value breaks the column's JSON schema: people must be integer."],
    [
      { city: 'Llanfairpwllgwyngyll' },
      "The value breaks the column's JSON schema: city must NOT have more than 10 characters.",
    ],
  ])('refuses %j', async (value, broken) => {
    expect((await dataRules(SCHEMA)).judge(value)).toEqual({ fits: false, broken });
  });

  it('refuses data that is nested without end', async () => {
    let deep: unknown = 1;
    for (let level = 0; level < 50_000; level += 1) deep = [deep];
    expect((await dataRules(undefined)).judge(deep)).toEqual({
      fits: false,
      broken: 'The value is nested deeper than 32 levels.',
    });
  });

  it('refuses a column whose schema cannot be used', async () => {
    await expect(dataRules({ type: 'object', required: 'name' })).rejects.toMatchObject({
      code: 'column_invalid',
    });
  });

  it('never stores data that the schema of the user does not take', async () => {
    const rules = await dataRules(SCHEMA);
    const check = await compileSchema(SCHEMA);
    const near = fc.record({ city: fc.string(), people: fc.oneof(fc.integer(), fc.constant(null)) });
    fc.assert(
      fc.property(
        fc.oneof(
          near,
          near.map((one) => JSON.stringify(one)),
          fc.anything(),
        ),
        (value) => {
          const judgement = rules.judge(value);
          expect(judgement.fits ? check(judgement.value) : []).toEqual([]);
        },
      ),
    );
  });
});
