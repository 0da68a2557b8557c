import { createContext, Script } from 'node:vm';
import { TerminalError } from '@userport/errors';
import type { ErrorObject, Options } from 'ajv';
import { z } from 'zod';

/** A pattern of a user's schema may backtrack for ever; an honest one needs microseconds. */
const PATTERN_TIMEOUT_MS = 50;
const LONGEST_PATTERN = 500;
/** The first broken rules are enough to mend an answer. */
const MOST_BROKEN_RULES = 5;

/** Formats are judged by zod's checks, which need no backtracking; other formats are only told to the model. */
const FORMATS = {
  date: z.iso.date(),
  'date-time': z.iso.datetime({ offset: true }),
  time: z.iso.time(),
  email: z.email(),
  uri: z.url(),
  url: z.url(),
  uuid: z.guid(),
  ipv4: z.ipv4(),
  ipv6: z.ipv6(),
} as const;

const formats = Object.fromEntries(
  Object.entries(FORMATS).map(([name, schema]) => [name, (text: string) => schema.safeParse(text).success]),
);

/** A regular expression that is stopped when it takes too long. Throws then. */
function boundedRegExp(pattern: string): { test(text: string): boolean; toString(): string } {
  if (pattern.length > LONGEST_PATTERN)
    throw new TerminalError(`a pattern has more than ${LONGEST_PATTERN} characters`, {
      code: 'column_invalid',
    });
  new RegExp(pattern);
  const context: { pattern: string; text: string } = { pattern, text: '' };
  createContext(context);
  const script = new Script('new RegExp(pattern).test(text)');
  return {
    // Ajv keeps one expression for each text of this.
    toString: () => `/${pattern}/`,
    test(text) {
      context.text = text;
      try {
        return script.runInContext(context, { timeout: PATTERN_TIMEOUT_MS }) === true;
      } catch (cause) {
        throw new TerminalError(`the pattern ${pattern} takes longer than ${PATTERN_TIMEOUT_MS} ms`, {
          code: 'column_invalid',
          cause,
        });
      }
    },
  };
}

const OPTIONS: Options = {
  strict: false,
  allErrors: true,
  logger: false,
  formats,
  unicodeRegExp: false,
  code: { regExp: Object.assign(boundedRegExp, { code: 'boundedRegExp' }) },
};

const sayError = ({ instancePath, message, params }: ErrorObject): string => {
  const place = instancePath === '' ? 'the value' : instancePath.slice(1).replaceAll('/', '.');
  const extra = ['additionalProperty', 'allowedValues', 'allowedValue']
    .filter((name) => params[name] !== undefined)
    .map((name) => ` (${JSON.stringify(params[name])})`);
  return `${place} ${message ?? 'does not fit'}${extra.join('')}`;
};

/** Answers which rules of the schema a value breaks; empty when it fits. Never throws. */
export type SchemaCheck = (value: unknown) => readonly string[];

/** Draft 2020-12 or draft 7, which differ in how a list of item schemas is written. */
async function compiled(schema: object) {
  const [{ Ajv2020 }, { Ajv }] = await Promise.all([import('ajv/dist/2020.js'), import('ajv')]);
  const { $schema: _dialect, ...rules } = schema as Readonly<Record<string, unknown>>;
  try {
    return new Ajv2020(OPTIONS).compile(rules);
  } catch (newer) {
    try {
      return new Ajv(OPTIONS).compile(rules);
    } catch {
      throw newer;
    }
  }
}

/**
 * Compiles a user's JSON Schema. Its size and depth are bounded by the contract; patterns run under a time limit;
 * references reach only into the schema itself.
 * @throws TerminalError `column_invalid` saying what is wrong with the schema
 */
export async function compileSchema(schema: object): Promise<SchemaCheck> {
  const validate = await compiled(schema).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : 'it is not valid';
    throw new TerminalError(
      `The column's JSON schema cannot be used: ${why}. Correct response_config.schema of the column.`,
      { code: 'column_invalid', cause: error },
    );
  });
  return (value) => {
    try {
      if (validate(value)) return [];
      return (validate.errors ?? []).slice(0, MOST_BROKEN_RULES).map(sayError);
    } catch (error) {
      const why = error instanceof Error ? error.message : 'unknown';
      return [`the value could not be checked by the column's JSON schema: ${why}`];
    }
  };
}
