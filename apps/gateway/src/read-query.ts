import type { z } from 'zod';
import { type FieldProblem } from './problem';
import { zodProblems } from './zod-problems';

/** A query that its schema takes, or what is wrong with it. */
export type QueryRead<T> =
  | { readonly name: 'read'; readonly query: T }
  | { readonly name: 'refused'; readonly errors: readonly FieldProblem[] };

/** Reads the query of a request by a schema. A field given twice is handed on as a list, which no schema takes. */
export function readQuery<T>(schema: z.ZodType<T>, given: URLSearchParams): QueryRead<T> {
  const names = new Set(given.keys());
  const fields = [...names].map((name) => {
    const values = given.getAll(name);
    return [name, values.length === 1 ? values[0] : values] as const;
  });
  const parsed = schema.safeParse(Object.fromEntries(fields), { reportInput: true });
  return parsed.success
    ? { name: 'read', query: parsed.data }
    : { name: 'refused', errors: zodProblems(parsed.error.issues) };
}
