import type { Json, JsonObject } from '@userport/contracts';
import Ajv from 'ajv/dist/2020';
import fc from 'fast-check';
import { fillSchema, fitTo, type Wish } from './fill-schema';

const silent: Wish = { valueFor: () => undefined, hint: '' };
const knowing = (known: Readonly<Record<string, Json>>): Wish => ({
  valueFor: (name) => known[name],
  hint: '',
});
const record = (properties: JsonObject): JsonObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

const bounds = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 50 }));
const scalar = fc.oneof(
  fc.record({ type: fc.constant('string') }),
  fc.nat({ max: 30 }).map((maxLength) => ({ type: 'string', maxLength })),
  fc.nat({ max: 30 }).map((minLength) => ({ type: 'string', minLength })),
  fc.constantFrom({ type: 'boolean' }, { type: ['number', 'null'] }, { type: 'null' }, { const: 'fixed' }),
  bounds.map(([minimum, span]) => ({ type: 'integer', minimum, maximum: minimum + span })),
  bounds.map(([low, span]) => ({ type: 'number', exclusiveMinimum: low, exclusiveMaximum: low + span })),
  bounds.map(([exclusiveMinimum]) => ({ type: 'number', exclusiveMinimum })),
  fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 }).map((all) => ({ enum: all })),
);
const { schema } = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar as fc.Arbitrary<JsonObject>,
    fc
      .tuple(tie('schema'), fc.nat({ max: 3 }))
      .map(([items, minItems]) => ({ type: 'array', items, minItems })),
    fc.dictionary(fc.constantFrom('value', 'name', 'score', 'tags', 'when'), tie('schema')).map(record),
    tie('schema').map((one) => ({ anyOf: [one, { type: 'null' }] })),
  ),
}));

describe('filling a schema', () => {
  it('holds any schema, whatever is known', () => {
    const ajv = new Ajv({ strict: false });
    fc.assert(
      fc.property(schema, fc.jsonValue(), (shape, known) => {
        const answer = fillSchema(shape, { valueFor: () => known as Json, hint: 'robots' });
        expect([shape, answer, ajv.validate(shape, answer)]).toEqual([shape, answer, true]);
      }),
      { numRuns: 300 },
    );
  });

  it('writes what is known and null or least elsewhere', () => {
    const shape = record({
      name: { type: 'string' },
      size: { type: ['integer', 'null'] },
      tags: { type: 'array', items: { type: 'string' } },
      kind: { enum: ['a', 'b', null] },
      score: { type: 'number', minimum: 1, maximum: 5 },
      note: { type: 'string', maxLength: 5 },
    });
    expect(fillSchema(shape, knowing({ name: 'Quarrystone', tags: ['x', 'y'] }))).toEqual({
      name: 'Quarrystone',
      size: null,
      tags: ['x', 'y'],
      kind: null,
      score: 1,
      note: 'not',
    });
  });

  it('writes a whole answer that is no record', () => {
    expect(
      fillSchema({ type: 'array', items: { type: 'integer' } }, knowing({ value: [1, 'x', 2] })),
    ).toEqual([1, 2]);
    expect(fillSchema({ type: ['string', 'null'] }, silent)).toBeNull();
  });

  it('ends in a schema that refers to itself', () => {
    const shape = { $ref: '#/$defs/node', $defs: { node: record({ next: { $ref: '#/$defs/node' } }) } };
    expect(JSON.stringify(fillSchema(shape, silent))).toContain('"next":null');
  });
});

describe('fitting a value', () => {
  const fit = (part: Json, known: Json): Json | undefined => fitTo(part, {}, known, '');

  it.each<[string, Json, Json, Json | undefined]>([
    ['a number out of bounds', { type: 'number', maximum: 10 }, 11, undefined],
    ['a fraction where a whole number is wanted', { type: 'integer' }, 1.5, undefined],
    ['a number written with commas', { type: 'number' }, '1,250', 1250],
    ['a number for a text', { type: 'string' }, 7, '7'],
    [
      'a list for a text, as many whole parts as fit',
      { type: 'string', maxLength: 9 },
      ['abcd', 'efg', 'h'],
      'abcd, efg',
    ],
    [
      'a long text, cut between words',
      { type: 'string', maxLength: 12 },
      'robots for warehouses',
      'robots for',
    ],
    ['a text for a list', { type: 'array', items: { type: 'string' } }, 'one', ['one']],
    ['too short a list', { type: 'array', items: {}, minItems: 2 }, ['one'], undefined],
    ['a text that breaks the pattern', { type: 'string', pattern: '^\\d+$' }, 'abc', undefined],
    ['a text for a boolean', { type: 'boolean' }, 'yes', undefined],
    ['an empty text', { type: 'string' }, '', ''],
    ['null for a place that takes none', { type: 'string' }, null, undefined],
    ['JSON text', { type: 'string', description: 'JSON text of an object' }, { a: [1] }, '{"a":[1]}'],
    [
      'a value that is no JSON text',
      { type: 'string', description: 'JSON text of an object' },
      'plain',
      undefined,
    ],
  ])('turns %s', (_what, part, known, expected) => {
    expect(fit(part, known)).toEqual(expected);
  });

  it('refuses a record in which a value would have to be made up', () => {
    const part = record({ name: { type: 'string' }, year: { type: 'integer' } });
    expect(fit(part, { name: 'x' })).toBeUndefined();
    expect(fit(part, { name: 'x', year: 2016 })).toEqual({ name: 'x', year: 2016 });
  });
});
