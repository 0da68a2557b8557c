import { z } from 'zod';
import { zodProblems } from './zod-problems';

const problemsOf = (schema: z.ZodType, value: unknown) =>
  zodProblems(schema.safeParse(value, { reportInput: true }).error?.issues ?? []);

describe('zodProblems', () => {
  it('names every field, its rule and the kind of value at once, and never the value', () => {
    const schema = z.strictObject({
      name: z.string(),
      count: z.number(),
      tags: z.array(z.string()).min(1),
      kind: z.enum(['a', 'b']),
      title: z.string().max(3),
      percent: z.number().max(100),
    });
    const problems = problemsOf(schema, {
      count: 'secret-1',
      tags: [],
      kind: 'secret-2',
      title: 'secret-3',
      percent: 101,
      extra: 'secret-4',
    });
    expect(problems).toEqual([
      { path: 'name', rule: 'invalid_type', message: 'is required' },
      { path: 'count', rule: 'invalid_type', message: 'must be of type number, not a string' },
      { path: 'tags', rule: 'too_small', message: 'must have at least 1 entry' },
      { path: 'kind', rule: 'invalid_value', message: 'must be one of a, b' },
      { path: 'title', rule: 'too_big', message: 'must have at most 3 characters' },
      { path: 'percent', rule: 'too_big', message: 'must be at most 100' },
      { path: 'extra', rule: 'unrecognized_keys', message: 'is not known' },
    ]);
    expect(JSON.stringify(problems)).not.toContain('secret');
  });

  it('tells null, lists and places inside lists apart', () => {
    const schema = z.object({ list: z.array(z.object({ id: z.string() })), whole: z.string() });
    expect(problemsOf(schema, { list: [{ id: 'x' }, { id: null }], whole: [] })).toEqual([
      { path: 'list.1.id', rule: 'invalid_type', message: 'must be of type string, not null' },
      { path: 'whole', rule: 'invalid_type', message: 'must be of type string, not a list' },
    ]);
  });

  it('speaks of kinds as JSON does', () => {
    const schema = z.object({
      by: z.record(z.string(), z.string()),
      many: z.int(),
      few: z.array(z.string()).min(2),
    });
    expect(problemsOf(schema, { by: [], many: 1.5, few: [] })).toEqual([
      { path: 'by', rule: 'invalid_type', message: 'must be of type object, not a list' },
      { path: 'many', rule: 'invalid_type', message: 'must be of type whole number, not a number' },
      { path: 'few', rule: 'too_small', message: 'must have at least 2 entries' },
    ]);
  });

  it('tells of a union the form that comes nearest', () => {
    const schema = z.object({
      one: z.union([z.object({ a: z.string(), b: z.string() }), z.object({ c: z.string() })]),
    });
    expect(problemsOf(schema, { one: {} })).toEqual([
      { path: 'one.c', rule: 'invalid_type', message: 'is required' },
    ]);
  });

  it('keeps the words of a rule that a contract made itself', () => {
    const schema = z.object({ ids: z.array(z.string()).refine(() => false, 'must be distinct') });
    expect(problemsOf(schema, { ids: ['x'] })).toEqual([
      { path: 'ids', rule: 'custom', message: 'must be distinct' },
    ]);
  });

  it('shortens the name of a field that is free text', () => {
    const schema = z.record(z.string(), z.number());
    const [problem] = problemsOf(schema, { ['n'.repeat(500)]: 'x' });
    expect(problem?.path).toBe(`${'n'.repeat(100)}…`);
  });

  it('describes formats and steps', () => {
    const schema = z.object({
      id: z.uuid(),
      step: z.number().multipleOf(5),
      by: z.record(z.enum(['k']), z.string()),
    });
    expect(problemsOf(schema, { id: 'no', step: 3, by: { x: 'y' } })).toEqual([
      { path: 'id', rule: 'invalid_format', message: 'must have the format uuid' },
      { path: 'step', rule: 'not_multiple_of', message: 'must be a multiple of 5' },
      { path: 'by.k', rule: 'invalid_type', message: 'is required' },
      { path: 'by.x', rule: 'unrecognized_keys', message: 'is not known' },
    ]);
  });
});
