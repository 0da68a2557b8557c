import { GEMINI_FAULTS, geminiProblem, openApiToJsonSchema, refuseGemini } from './gemini-request';

it('turns a schema of the older form into JSON Schema, at every depth', () => {
  const schema = {
    type: 'OBJECT',
    properties: { tags: { type: 'ARRAY', items: { type: 'STRING', nullable: true } } },
    required: ['tags'],
  };
  expect(openApiToJsonSchema(schema)).toEqual({
    type: 'object',
    properties: { tags: { type: 'array', items: { type: ['string', 'null'] } } },
    required: ['tags'],
  });
});

it('marks every refusal as its own', () => {
  expect(refuseGemini(400, 'INVALID_ARGUMENT', 'No').body).toEqual({
    error: { code: 400, message: 'No (sandbox)', status: 'INVALID_ARGUMENT' },
  });
});

it('names how long to wait in the body of a 429', () => {
  expect(JSON.stringify(GEMINI_FAULTS['rate-limited']?.().body)).toContain('"retryDelay":"1s"');
});

it('finds nothing wrong with a plain question', () => {
  expect(geminiProblem({ contents: [{ parts: [{ text: 'x' }] }] }, 'gemini-3.8-flash')).toBeUndefined();
});
