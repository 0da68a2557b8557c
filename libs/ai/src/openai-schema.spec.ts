import type { JsonObject } from '@userport/contracts';
import { z } from 'zod';
import { shapeOf } from './answer-shape';
import { openAiSchema } from './openai-schema';

const told = (schema: z.ZodType) => openAiSchema(shapeOf('s', schema).jsonSchema);

describe('openAiSchema', () => {
  it('is strict where every property is required, closes every object, tells the rest in words', () => {
    const schema = z.object({
      name: z.string().max(40),
      site: z.url().nullable(),
      people: z.array(z.object({ email: z.email() })).max(5),
    });
    expect(told(schema)).toEqual({
      strict: true,
      schema: {
        type: 'object',
        properties: {
          name: { type: 'string', description: '(Rules: at most 40 characters.)' },
          site: { anyOf: [{ type: 'string', description: '(Rules: in the format uri.)' }, { type: 'null' }] },
          people: {
            type: 'array',
            maxItems: 5,
            items: {
              type: 'object',
              properties: { email: { type: 'string', format: 'email' } },
              required: ['email'],
              additionalProperties: false,
            },
          },
        },
        required: ['name', 'site', 'people'],
        additionalProperties: false,
      },
    });
  });

  it.each<[string, z.ZodType]>([
    ['a property may be absent', z.object({ a: z.string().optional() })],
    ['one deep inside may be absent', z.object({ a: z.array(z.object({ b: z.string().optional() })) })],
    ['other properties are admitted', z.looseObject({ a: z.string() })],
    ['names are open', z.object({ a: z.record(z.string(), z.number()) })],
    ['anything is admitted', z.object({ a: z.any() })],
    ['places have types of their own', z.object({ a: z.tuple([z.string(), z.number()]) })],
    ['it is no object', z.array(z.string())],
    ['it is one of several objects', z.union([z.object({ a: z.string() }), z.object({ b: z.string() })])],
  ])('tells without enforcing when %s', (_why, schema) => {
    expect(told(schema)).toEqual({ strict: false, schema: shapeOf('s', schema).jsonSchema });
  });

  it('tells without enforcing when a part must fit several schemas', () => {
    const allOf: JsonObject[] = [{ minLength: 1 }, { maxLength: 9 }];
    const a = { type: 'string', allOf };
    const schema = { type: 'object', properties: { a }, required: ['a'] };
    expect(openAiSchema(schema)).toEqual({ schema, strict: false });
  });

  it('is strict down to ten levels and not below', () => {
    const nested = (levels: number): z.ZodType =>
      levels === 1 ? z.object({ a: z.string() }) : z.object({ a: nested(levels - 1) });
    expect(told(nested(9)).strict).toBe(true);
    expect(told(nested(10)).strict).toBe(false);
  });

  it('tells an expression that looks around in words', () => {
    expect(told(z.object({ a: z.string().regex(/^(?!x)/) })).schema).toMatchObject({
      properties: { a: { type: 'string', description: '(Rules: matches the regular expression ^(?!x).)' } },
    });
    expect(told(z.object({ a: z.string().regex(/^(?:x|y)$/) })).schema).toMatchObject({
      properties: { a: { type: 'string', pattern: '^(?:x|y)$' } },
    });
  });

  it('says one of several kinds the way strict mode reads', () => {
    const kinds = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('a'), x: z.string() }),
      z.object({ kind: z.literal('b'), y: z.number() }),
    ]);
    const { schema, strict } = told(z.object({ value: kinds }));
    expect(strict).toBe(true);
    expect(JSON.stringify(schema)).toMatch(/anyOf/);
    expect(JSON.stringify(schema)).not.toMatch(/oneOf/);
  });
});
