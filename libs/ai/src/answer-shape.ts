import type { JsonObject } from '@userport/contracts';
import { RetryableError, TerminalError } from '@userport/errors';
import { z } from 'zod';
import type { AnswerShape } from './language-model';

type Issue = z.core.$ZodIssue;

/** More would not help a model to repair its answer. */
const MOST_ISSUES = 10;

const pathText = (path: readonly PropertyKey[]): string =>
  path.length === 0
    ? 'the answer'
    : path
        .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
        .join('')
        .replace(/^\./, '');

/** Of a union that fits nowhere, tells what the nearest branch wants: "invalid input" helps nobody. */
const leaves = (issue: Issue, above: readonly PropertyKey[] = []): Issue[] => {
  const path = [...above, ...issue.path];
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ ...issue, path }];
  const nearest = issue.errors.reduce((best, branch) => (branch.length < best.length ? branch : best));
  return nearest.flatMap((inner) => leaves(inner, path));
};

const inWords = (error: z.ZodError): string => {
  const broken = error.issues.flatMap((issue) => leaves(issue));
  const told = broken.slice(0, MOST_ISSUES).map((issue) => `${pathText(issue.path)}: ${issue.message}`);
  const rest = broken.length - told.length;
  return [...told, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
};

/** Drops what says nothing to a model: the bounds of safe integers, and the expression behind a named format. */
const withoutNoise = ({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void => {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
};

/**
 * The wanted shape of an answer, from a zod schema: told to the model as JSON Schema of what it is to write, judged
 * by the schema itself. Prefer `.nullable()` to `.optional()`: strict answers know no absent property.
 * @param name letters, digits, underscores and hyphens, at most 64 (OpenAI's rule for a schema's name)
 * @throws TerminalError `shape_invalid` when the name or the schema cannot be told to a model
 */
export function shapeOf<T>(name: string, schema: z.ZodType<T>): AnswerShape<T> {
  if (!/^[\w-]{1,64}$/.test(name)) {
    throw new TerminalError(`Shape ${name}: a name has 1 to 64 letters, digits, _ and -.`, {
      code: 'shape_invalid',
    });
  }
  const jsonSchema = (): JsonObject => {
    try {
      const { $schema: _draft, ...told } = z.toJSONSchema(schema, { io: 'input', override: withoutNoise });
      return JSON.parse(JSON.stringify(told)) as JsonObject;
    } catch (cause) {
      const message = `Shape ${name} cannot be told as JSON Schema; use types that JSON has.`;
      throw new TerminalError(message, { code: 'shape_invalid', cause });
    }
  };
  return {
    name,
    jsonSchema: jsonSchema(),
    parse(value) {
      const result = schema.safeParse(value);
      if (result.success) return result.data;
      throw new RetryableError(inWords(result.error), { code: 'answer_malformed' });
    },
  };
}
