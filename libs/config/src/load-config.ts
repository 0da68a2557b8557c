import { TerminalError } from '@userport/errors';
import type { z } from 'zod';
import { type Section, type SectionName, sections } from './sections';

/** The loaded sections by name; frozen. */
export type Config<S extends SectionName> = { readonly [K in S]: Readonly<Section<K>> };

type Environment = Readonly<Record<string, string | undefined>>;

/** What a variable is for, as its section tells it. */
export const aboutVariable = (schema: z.ZodType): string => {
  const about = schema.meta()?.['about'];
  return typeof about === 'string' ? about : '';
};

const problemsOf = (name: SectionName, issues: readonly z.core.$ZodIssue[]): string[] =>
  issues.map((issue) => {
    const variable = String(issue.path[0]);
    const shape: Readonly<Record<string, z.ZodType>> = sections[name].shape;
    const about = shape[variable] === undefined ? '' : aboutVariable(shape[variable]);
    const rule = issue.code === 'invalid_type' && issue.input === undefined ? 'is not set' : issue.message;
    return `${variable}: ${rule}. ${about}`;
  });

/**
 * Reads the named sections from the environment, once, all problems at once. An empty variable counts as not set.
 * Values never appear in the message.
 * @throws TerminalError `configuration` naming each variable, what is wrong with it and how to get it
 */
export function loadConfig<const S extends SectionName>(
  names: readonly S[],
  environment: Environment = process.env,
): Config<S> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const problems: string[] = [];
  const loaded = names.map((name) => {
    const result = sections[name].safeParse(given, { reportInput: true });
    if (!result.success) problems.push(...problemsOf(name, result.error.issues));
    return [name, Object.freeze(result.data)] as const;
  });
  if (problems.length > 0) {
    throw new TerminalError(`Configuration is not complete. ${problems.join(' ')}`, {
      code: 'configuration',
    });
  }
  return Object.freeze(Object.fromEntries(loaded)) as Config<S>;
}
