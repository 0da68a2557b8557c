import { RetryableError, TerminalError } from '@userport/errors';
import { z } from 'zod';
import { shapeOf } from './answer-shape';

const person = z.object({
  name: z.string().min(1),
  email: z.email().nullable(),
  age: z.int().min(0).optional(),
});
const team = shapeOf('team', z.object({ people: z.array(person).max(2) }));

const ruleOf = (value: unknown, shape: { parse(value: unknown): unknown } = team): string => {
  try {
    shape.parse(value);
  } catch (error) {
    if (error instanceof RetryableError) return error.message;
  }
  throw new Error('expected a broken rule');
};

describe('shapeOf', () => {
  it('tells the schema as JSON Schema without what says nothing to a model', () => {
    expect(team).toMatchObject({
      name: 'team',
      jsonSchema: {
        type: 'object',
        properties: {
          people: {
            type: 'array',
            maxItems: 2,
            items: {
              type: 'object',
              properties: {
                name: { type: 'string', minLength: 1 },
                email: { anyOf: [{ type: 'string', format: 'email' }, { type: 'null' }] },
                age: { type: 'integer', minimum: 0 },
              },
              required: ['name', 'email'],
            },
          },
        },
        required: ['people'],
      },
    });
    expect(JSON.stringify(team.jsonSchema)).not.toMatch(/\$schema|9007199254740991|pattern/);
  });

  it('keeps an expression that no format stands for', () => {
    expect(shapeOf('code', z.object({ code: z.string().regex(/^[A-Z]{2}$/) })).jsonSchema).toMatchObject({
      properties: { code: { type: 'string', pattern: '^[A-Z]{2}$' } },
    });
  });

  it('asks for what goes in, and answers with what comes out', () => {
    const shape = shapeOf(
      'size',
      z.object({ size: z.string().transform(Number), unit: z.string().default('m') }),
    );
    expect(shape.jsonSchema).toMatchObject({ properties: { size: { type: 'string' } }, required: ['size'] });
    expect(shape.parse({ size: '7' })).toEqual({ size: 7, unit: 'm' });
  });

  it('drops what nobody asked for', () => {
    const answer = { people: [{ name: 'Ada', email: null, note: 'x' }], sure: true };
    expect(team.parse(answer)).toEqual({ people: [{ name: 'Ada', email: null }] });
  });

  it('says which field breaks which rule', () => {
    expect(ruleOf({ people: [{ name: '', email: 'nobody' }] })).toBe(
      'people[0].name: Too small: expected string to have >=1 characters; people[0].email: Invalid email address',
    );
    expect(ruleOf('text')).toBe('the answer: Invalid input: expected object, received string');
    expect(ruleOf({})).toBe('people: Invalid input: expected array, received undefined');
  });

  it('names what the nearest branch of a union wants', () => {
    const price = z.object({ kind: z.string(), price: z.number() });
    const shape = shapeOf('either', z.object({ value: z.union([z.number(), price]) }));
    expect(ruleOf({ value: { kind: 'list', price: '7' } }, shape)).toBe(
      'value: Invalid input: expected number, received object',
    );
    expect(ruleOf({ value: 'x' }, shape)).toBe('value: Invalid input: expected number, received string');
  });

  it('stops after ten broken rules', () => {
    const many = shapeOf('many', z.object({ list: z.array(z.number()) }));
    const rule = ruleOf({ list: Array.from({ length: 13 }, () => 'x') }, many);
    expect(rule).toMatch(/list\[9\]: .*; and 3 more$/);
  });

  it('repeats no value of the answer', () => {
    expect(ruleOf({ people: [{ name: 'Ada', email: 'ada-at-home' }] })).not.toContain('ada-at-home');
  });

  it.each(['', 'with space', 'ünicode', 'x'.repeat(65)])('refuses %j as a name', (name) => {
    expect(() => shapeOf(name, z.object({}))).toThrow(TerminalError);
  });

  it('refuses a schema that JSON cannot say', () => {
    expect(() => shapeOf('when', z.object({ at: z.date() }))).toThrow(
      expect.objectContaining({ name: 'TerminalError', code: 'shape_invalid' }) as Error,
    );
  });
});
