import { orNull, portableSchema } from './portable-schema';

describe('portableSchema', () => {
  it('requires every property and lets optional ones be null', () => {
    expect(
      portableSchema({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        type: 'object',
        properties: {
          name: { type: 'string' },
          founded: { type: 'integer', minimum: 1800, description: 'Year' },
        },
        required: ['name'],
      }),
    ).toEqual({
      type: 'object',
      properties: {
        name: { type: 'string' },
        founded: { anyOf: [{ type: 'integer', minimum: 1800, description: 'Year' }, { type: 'null' }] },
      },
      required: ['name', 'founded'],
      additionalProperties: false,
    });
  });

  it('tells in words what vendors do not read', () => {
    expect(
      portableSchema({
        type: 'array',
        minItems: 1,
        uniqueItems: true,
        items: { type: 'string', title: 'Code', maxLength: 3, pattern: '^[A-Z]+$' },
      }),
    ).toEqual({
      type: 'array',
      minItems: 1,
      description: 'uniqueItems: true',
      items: { type: 'string', description: 'Code. maxLength: 3, pattern: "^[A-Z]+$"' },
    });
  });

  it.each([
    ['texts', { enum: ['a', 'b'] }, { type: 'string', enum: ['a', 'b'] }],
    ['a constant', { const: 3 }, { type: 'number', enum: [3] }],
    [
      'choices of two types',
      { enum: ['a', null] },
      {
        anyOf: [
          { type: 'string', enum: ['a'] },
          { type: 'null', enum: [null] },
        ],
      },
    ],
    ['two types', { type: ['string', 'null'] }, { anyOf: [{ type: 'string' }, { type: 'null' }] }],
    [
      'alternatives',
      { anyOf: [{ type: 'string' }, { type: 'number' }] },
      { anyOf: [{ type: 'string' }, { type: 'number' }] },
    ],
  ])('keeps %s', (_what, inner, expected) => {
    const schema = { type: 'object', properties: { x: inner }, required: ['x'] };
    expect(portableSchema(schema)).toMatchObject({ properties: { x: expected } });
  });

  it('takes properties for the sign of an object', () => {
    expect(portableSchema({ properties: { a: { type: 'boolean' } }, required: ['a'] })).toMatchObject({
      type: 'object',
      properties: { a: { type: 'boolean' } },
    });
  });

  it.each([
    ['a reference', { $ref: '#/$defs/a' }],
    ['no type at all', {}],
    ['an object without properties', { type: 'object' }],
    ['open properties', { type: 'object', properties: {}, additionalProperties: { type: 'string' } }],
    ['a required property that is not described', { type: 'object', properties: {}, required: ['a'] }],
    ['oneOf', { oneOf: [{ type: 'string' }] }],
    ['a condition', { type: 'object', properties: {}, if: {} }],
    ['a list of anything', { type: 'array' }],
    ['items that say nothing', { type: 'array', items: true }],
    ['an object among choices', { type: 'array', items: { enum: [{}] } }],
    [
      'two shapes to choose from',
      { anyOf: [{ type: 'array', items: { type: 'string' } }, { properties: {} }] },
    ],
    ['a word that it does not know', { type: 'array', items: { type: 'string' }, contains: {} }],
  ])('gives up on %s', (_what, schema) => {
    expect(portableSchema(schema)).toBeUndefined();
  });
});

describe('orNull', () => {
  it('adds null as an alternative', () => {
    expect(orNull({ type: 'string' })).toEqual({ anyOf: [{ type: 'string' }, { type: 'null' }] });
  });
});
