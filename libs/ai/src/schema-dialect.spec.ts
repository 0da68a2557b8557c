import { fitSchema, type SchemaDialect } from './schema-dialect';

const dialect: SchemaDialect = {
  keywords: new Set([
    ...['type', 'description', 'properties', 'items', 'anyOf', 'enum', 'minimum', 'maximum'],
    ...['format', 'required', '$ref', '$defs'],
  ]),
  admits: { format: (name) => name === 'date' },
  refStandsAlone: true,
  closesObjects: false,
};

describe('fitSchema', () => {
  it('keeps what is read', () => {
    const schema = {
      type: 'object',
      description: 'A firm.',
      properties: { founded: { type: 'string', format: 'date' }, staff: { type: 'integer', minimum: 0 } },
      required: ['founded', 'staff'],
    };
    expect(fitSchema(schema, dialect)).toEqual(schema);
  });

  it.each([
    [{ type: 'string', minLength: 2, maxLength: 20 }, 'at least 2 characters; at most 20 characters'],
    [{ type: 'string', pattern: '^[A-Z]+$' }, 'matches the regular expression ^[A-Z]+$'],
    [{ type: 'string', format: 'email' }, 'in the format email'],
    [
      { type: 'array', minItems: 1, maxItems: 3, uniqueItems: true },
      'at least 1 items; at most 3 items; no item twice',
    ],
    [{ type: 'number', multipleOf: 0.5 }, 'a multiple of 0.5'],
    [{ type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }, 'greater than 0; less than 1'],
    [{ type: 'boolean', const: true }, 'exactly true'],
    [{ type: 'object', propertyNames: { maxLength: 3 } }, 'JSON Schema rule propertyNames: {"maxLength":3}'],
  ])('puts the rules of %j into words', (schema, words) => {
    expect(fitSchema(schema, dialect)).toEqual({ type: schema.type, description: `(Rules: ${words}.)` });
  });

  it('adds the words to the description that is there', () => {
    expect(fitSchema({ type: 'string', description: 'The town.', maxLength: 9 }, dialect).description).toBe(
      'The town. (Rules: at most 9 characters.)',
    );
  });

  it.each([
    [{ const: 'yes' }, { enum: ['yes'] }],
    [{ const: 7 }, { enum: [7] }],
    [{ oneOf: [{ type: 'null' }] }, { anyOf: [{ type: 'null' }] }],
    [{ allOf: [{ type: 'string' }] }, { type: 'string' }],
    [
      { type: 'integer', exclusiveMinimum: 0 },
      { type: 'integer', minimum: 1 },
    ],
    [
      { type: 'integer', minimum: 5, exclusiveMinimum: 0 },
      { type: 'integer', minimum: 5 },
    ],
    [
      { type: 'integer', exclusiveMinimum: 9, minimum: 5 },
      { type: 'integer', minimum: 10 },
    ],
    [
      { type: 'integer', exclusiveMaximum: 10 },
      { type: 'integer', maximum: 9 },
    ],
  ])('says %j with the keywords that are read', (schema, fitted) => {
    expect(fitSchema(schema, dialect)).toEqual(fitted);
  });

  it('drops what is no rule without a word', () => {
    const schema = { $schema: 'x', title: 'T', default: 1, examples: [2], type: 'integer' };
    expect(fitSchema(schema, dialect)).toEqual({ type: 'integer' });
  });

  it('reaches every depth', () => {
    const long = { type: 'string', maxLength: 3 };
    const told = { type: 'string', description: '(Rules: at most 3 characters.)' };
    const schema = {
      properties: { a: { items: long }, b: { anyOf: [long, { type: 'null' }] } },
      $defs: { c: long },
    };
    expect(fitSchema(schema, dialect)).toEqual({
      properties: { a: { items: told }, b: { anyOf: [told, { type: 'null' }] } },
      $defs: { c: told },
    });
  });

  it('leaves a reference alone when it must stand alone', () => {
    const schema = { $ref: '#/$defs/c', description: 'The town.', maxLength: 3 };
    expect(fitSchema(schema, dialect)).toEqual({ $ref: '#/$defs/c' });
    expect(fitSchema(schema, { ...dialect, refStandsAlone: false })).toEqual({
      $ref: '#/$defs/c',
      description: 'The town. (Rules: at most 3 characters.)',
    });
  });

  it('takes properties that are named like keywords for properties', () => {
    const schema = {
      type: 'object',
      properties: { maxLength: { type: 'number' }, pattern: { type: 'string' } },
    };
    expect(fitSchema(schema, dialect)).toEqual(schema);
  });

  it('closes objects where the vendor wants it, and nothing that is none', () => {
    const schema = { type: 'object', properties: { properties: { type: 'string' } } };
    expect(fitSchema(schema, { ...dialect, closesObjects: true })).toEqual({
      ...schema,
      additionalProperties: false,
    });
  });
});
