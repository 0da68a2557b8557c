import {
  branchesOf,
  elementsOf,
  isJsonObject,
  jsonTextSchema,
  resolveSchema,
  shapeOf,
  typesOf,
} from './schema-shape';

describe('resolving a schema', () => {
  it('follows local references, also in circles', () => {
    const root = {
      $defs: { a: { $ref: '#/$defs/b' }, b: { type: 'number' }, loop: { $ref: '#/$defs/loop' } },
    };
    expect(resolveSchema({ $ref: '#/$defs/a' }, root)).toEqual({ type: 'number' });
    expect(resolveSchema({ $ref: '#/$defs/loop' }, root)).toEqual({ $ref: '#/$defs/loop' });
    expect(resolveSchema({ $ref: '#/nowhere' }, root)).toEqual({});
  });

  it('lays allOf over one another', () => {
    expect(resolveSchema({ allOf: [{ type: 'string' }, { maxLength: 3 }] }, {})).toMatchObject({
      type: 'string',
      maxLength: 3,
    });
  });

  it('takes rules out of the description', () => {
    const description = 'Name. (Rules: at most 20 characters; one of ["a","b]",null].)';
    expect(resolveSchema({ type: 'string', description }, {})).toMatchObject({
      maxLength: 20,
      enum: ['a', 'b]', null],
    });
  });

  it('keeps its own keywords before those in words', () => {
    expect(resolveSchema({ maxLength: 5, description: 'at most 20 characters' }, {})['maxLength']).toBe(5);
  });
});

describe('the shape of a place', () => {
  it('looks through alternatives', () => {
    const shape = shapeOf({ anyOf: [{ type: 'object', properties: { a: {} } }, { type: 'null' }] }, {});
    expect([[...shape.types], Object.keys(shape.properties), shape.listed]).toEqual([
      ['object', 'null'],
      ['a'],
      undefined,
    ]);
  });

  it('knows lists of records, allowed values and bounds', () => {
    expect(shapeOf({ items: { properties: { a: {} } } }, {}).listsRecords).toBe(true);
    expect(shapeOf({ items: { type: 'string' } }, {}).listsRecords).toBe(false);
    expect(shapeOf({ enum: ['a'] }, {}).listed).toEqual(['a']);
    expect(shapeOf({ type: 'number', maximum: 100 }, {}).maximum).toBe(100);
  });
});

it('finds the schema that JSON text must satisfy', () => {
  expect(jsonTextSchema({ description: 'JSON text of an object or a list' })).toEqual({});
  expect(
    jsonTextSchema({
      description: 'JSON text of an object that satisfies this JSON Schema: {"type":"object"} (Rules.)',
    }),
  ).toEqual({ type: 'object' });
  expect(jsonTextSchema({ description: 'A name' })).toBeUndefined();
});

it('tells parts of JSON apart', () => {
  expect([isJsonObject({}), isJsonObject([]), isJsonObject(null)]).toEqual([true, false, false]);
  expect([elementsOf([1]), elementsOf('x')]).toEqual([[1], []]);
  expect(branchesOf({ anyOf: [1], oneOf: [2] })).toEqual([1, 2]);
  expect([
    typesOf({ type: ['a', 'b'] }),
    typesOf({ properties: {} }),
    typesOf({ items: {} }),
    typesOf({}),
  ]).toEqual([['a', 'b'], ['object'], ['array'], []]);
});
