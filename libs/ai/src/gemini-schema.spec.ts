import { z } from 'zod';
import { shapeOf } from './answer-shape';
import { geminiSchema } from './gemini-schema';

describe('geminiSchema', () => {
  it('keeps what the API reads and tells the rest in words', () => {
    const { jsonSchema } = shapeOf(
      'lead',
      z.object({
        name: z.string().max(40),
        email: z.email(),
        since: z.iso.date(),
        score: z.number().min(0).max(1),
        fit: z.enum(['good', 'bad']),
        tags: z.array(z.string()).min(1).max(3),
      }),
    );
    expect(geminiSchema(jsonSchema)).toEqual({
      type: 'object',
      properties: {
        name: { type: 'string', description: '(Rules: at most 40 characters.)' },
        email: { type: 'string', description: '(Rules: in the format email.)' },
        since: { type: 'string', format: 'date' },
        score: { type: 'number', minimum: 0, maximum: 1 },
        fit: { type: 'string', enum: ['good', 'bad'] },
        tags: { type: 'array', minItems: 1, maxItems: 3, items: { type: 'string' } },
      },
      required: ['name', 'email', 'since', 'score', 'fit', 'tags'],
    });
  });

  it('keeps lists of allowed texts and numbers, and tells others in words', () => {
    expect(geminiSchema({ enum: ['a', 1] })).toEqual({ enum: ['a', 1] });
    expect(geminiSchema({ enum: ['a', null] })).toEqual({ description: '(Rules: one of ["a",null].)' });
  });

  it('leaves a reference without neighbours', () => {
    expect(geminiSchema({ $ref: '#/$defs/x', description: 'd', maxLength: 3 })).toEqual({
      $ref: '#/$defs/x',
    });
  });
});
