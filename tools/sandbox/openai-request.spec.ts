import type { JsonObject } from '@userport/contracts';
import { problemOf, promptOf, refuseOpenAi } from './openai-request';

const closed = (properties: JsonObject): JsonObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
const problem = (schema: JsonObject) =>
  problemOf({
    model: 'gpt-6.1-terra',
    input: 'x',
    text: { format: { type: 'json_schema', name: 'answer', strict: true, schema: schema as never } },
  })?.message;

describe('what strict mode takes', () => {
  it.each<[string, JsonObject]>([
    ['closed objects', closed({ a: { type: 'string' } })],
    [
      'closed objects inside',
      closed({ list: { type: 'array', items: closed({ b: { type: ['string', 'null'] } }) } }),
    ],
    ['alternatives inside', closed({ a: { anyOf: [closed({}), { type: 'null' }] } })],
  ])('%s', (_what, schema) => {
    expect(problem(schema)).toBeUndefined();
  });

  it.each<[string, JsonObject, string]>([
    ['an open object', { ...closed({}), additionalProperties: true }, 'additionalProperties'],
    ['an optional property', { ...closed({ a: {} }), required: [] }, "'required'"],
    ['an open object inside', closed({ a: { type: 'object', properties: {} } }), 'additionalProperties'],
    ['a list at the top', { type: 'array', items: {} }, 'type object'],
    ['alternatives at the top', { ...closed({}), anyOf: [] }, 'type object'],
  ])('not %s', (_what, schema, words) => {
    expect(problem(schema)).toContain(words);
  });
});

it('asks for the schema of a json_schema format', () => {
  const asked = { model: 'gpt-6.1-terra', input: 'x', text: { format: { type: 'json_schema' } } };
  expect(problemOf(asked)?.message).toContain('text.format.schema');
});

it('joins the texts of the roles that are asked for', () => {
  const input = [
    { role: 'developer', content: 'rule' },
    { content: 'one' },
    { role: 'user', content: [{ type: 'input_text', text: 'two' }] },
    { role: 'assistant', content: 'answer' },
  ];
  expect([
    promptOf(input, ['user']),
    promptOf(input, ['system', 'developer']),
    promptOf('plain', ['system']),
  ]).toEqual(['one\ntwo', 'rule', '']);
});

it('marks every refusal as its own', () => {
  expect(refuseOpenAi(400, { message: 'No', type: 't' }).body).toEqual({
    error: { message: 'No (sandbox)', type: 't', param: null, code: null },
  });
});
