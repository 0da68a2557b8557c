import { z } from 'zod';
import { readQuery } from './read-query';

const schema = z.strictObject({
  name: z.string().min(2).optional(),
  limit: z.string().transform(Number).optional(),
});

describe('readQuery', () => {
  it('reads what the schema takes', () => {
    expect(readQuery(schema, new URLSearchParams('name=ab&limit=3'))).toEqual({
      name: 'read',
      query: { name: 'ab', limit: 3 },
    });
    expect(readQuery(schema, new URLSearchParams())).toEqual({ name: 'read', query: {} });
  });

  it('refuses a field that is given twice, one that is not known, and names like __proto__', () => {
    expect(readQuery(schema, new URLSearchParams('name=a&limit=1&limit=2&other=1&__proto__=x'))).toEqual({
      name: 'refused',
      errors: [
        { path: 'name', rule: 'too_small', message: 'must have at least 2 characters' },
        { path: 'limit', rule: 'invalid_type', message: 'must be of type string, not a list' },
        { path: 'other', rule: 'unrecognized_keys', message: 'is not known' },
        { path: '__proto__', rule: 'unrecognized_keys', message: 'is not known' },
      ],
    });
  });
});
