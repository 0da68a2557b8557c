import { compileSchema } from './compile-schema';

describe('compileSchema', () => {
  it('answers which rules a value breaks, in words', async () => {
    const check = await compileSchema({
      type: 'object',
      properties: {
        name: { type: 'string' },
        size: { enum: ['small', 'large'] },
        offices: { type: 'array', items: { type: 'object', properties: { city: { type: 'string' } } } },
      },
      required: ['name'],
      additionalProperties: false,
    });
    expect(check({ name: 'Northwind', size: 'small' })).toEqual([]);
    expect(check({ size: 'huge', extra: 1, offices: [{ city: 7 }] })).toEqual([
      "the value must have required property 'name'",
      'the value must NOT have additional properties ("extra")',
      'size must be equal to one of the allowed values (["small","large"])',
      'offices.0.city must be string',
    ]);
  });

  it('names five broken rules at most', async () => {
    const check = await compileSchema({ type: 'array', items: { type: 'string' } });
    expect(check([1, 2, 3, 4, 5, 6, 7])).toHaveLength(5);
  });

  it('reads draft 2020-12 and draft 7', async () => {
    const newer = await compileSchema({ type: 'array', prefixItems: [{ type: 'string' }] });
    expect(newer([1])).toEqual(['0 must be string']);
    const older = await compileSchema({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'array',
      items: [{ type: 'string' }],
    });
    expect(older([1])).toEqual(['0 must be string']);
  });

  it('follows references inside the schema', async () => {
    const check = await compileSchema({
      $ref: '#/$defs/one',
      $defs: { one: { type: 'object', required: ['a'] } },
    });
    expect(check({})).toEqual(["the value must have required property 'a'"]);
  });

  it.each([
    ['date', '2026-11-23', '23.11.2026'],
    ['date-time', '2026-11-23T10:00:00+01:00', '2026-11-23'],
    ['email', 'ines@northwind-robotics.example', 'ines'],
    ['uri', 'https://northwind-robotics.example/a', 'northwind'],
    ['uuid', '7f1c3e1e-0d55-4c0a-9f3e-1b1b7a5d9c01', '7f1c'],
  ])('checks the format %s', async (format, good, bad) => {
    const check = await compileSchema({ type: 'object', properties: { x: { type: 'string', format } } });
    expect(check({ x: good })).toEqual([]);
    expect(check({ x: bad })).toEqual([`x must match format "${format}"`]);
  });

  it('lets formats pass that it does not know', async () => {
    const check = await compileSchema({ type: 'array', items: { type: 'string', format: 'phone' } });
    expect(check(['anything'])).toEqual([]);
  });

  it('checks patterns, and stops one that would hang', async () => {
    const check = await compileSchema({
      type: 'object',
      properties: { code: { type: 'string', pattern: '^[A-Z]{2}-\\d+$' }, evil: { pattern: '^(a+)+$' } },
    });
    expect(check({ code: 'NL-12', evil: 'aaa' })).toEqual([]);
    expect(check({ code: 'nl-12' })).toEqual(['code must match pattern "^[A-Z]{2}-\\d+$"']);
    expect(check({ evil: `${'a'.repeat(60)}!` })).toEqual([
      "the value could not be checked by the column's JSON schema: the pattern ^(a+)+$ takes longer than 50 ms",
    ]);
  });

  it('survives a schema that refers to itself without end', async () => {
    const check = await compileSchema({ $ref: '#' });
    expect(check({})).toEqual([expect.stringContaining('could not be checked')]);
  });

  it.each([
    ['an unknown type', { type: 'thing' }, 'schema is invalid'],
    ['a foreign reference', { $ref: 'https://schemas.example/other.json' }, "can't resolve reference"],
    [
      'a pattern that is none',
      { type: 'object', properties: { a: { type: 'string', pattern: '(' } } },
      'Invalid regular',
    ],
    [
      'an overlong pattern',
      { type: 'object', properties: { a: { pattern: 'a'.repeat(501) } } },
      'more than 500',
    ],
  ])('refuses %s and says what to correct', async (_what, schema, why) => {
    const refused = expect(compileSchema(schema)).rejects;
    await refused.toMatchObject({ name: 'TerminalError', code: 'column_invalid' });
    await expect(compileSchema(schema)).rejects.toThrow(why);
    await expect(compileSchema(schema)).rejects.toThrow('Correct response_config.schema of the column.');
  });
});
