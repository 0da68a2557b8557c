import type { z } from 'zod';
import type { FieldProblem } from './problem';

type Issue = z.core.$ZodIssue;

/** Longer names of fields are the caller's free text. */
const LONGEST_PART = 100;

const partOf = (part: PropertyKey): string => {
  const text = String(part);
  return text.length > LONGEST_PART ? `${text.slice(0, LONGEST_PART)}…` : text;
};

const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
};

/** What is counted of a value that has a length, one and many. */
const UNITS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
  set: ['entry', 'entries'],
  file: ['byte', 'bytes'],
};

function bound(words: string, origin: string, limit: number | bigint): string {
  const unit = UNITS[origin];
  if (unit === undefined) return `must be ${words} ${limit}`;
  return `must have ${words} ${limit} ${unit[Number(limit) === 1 ? 0 : 1]}`;
}

/** Kinds by the names that JSON has for them. */
const KINDS: Readonly<Record<string, string>> = { record: 'object', int: 'whole number' };

/** The rule in words of our own where zod's might repeat the value; a contract's own words are kept. */
const messageOf = (issue: Issue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is required'
        : `must be of type ${KINDS[issue.expected] ?? issue.expected}, not ${kindOf(issue.input)}`;
    case 'too_small':
      return bound('at least', issue.origin, issue.minimum);
    case 'too_big':
      return bound('at most', issue.origin, issue.maximum);
    case 'invalid_value':
      return `must be one of ${issue.values.map((value) => String(value)).join(', ')}`;
    case 'invalid_format':
      return `must have the format ${issue.format}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return 'is not known';
    case 'invalid_union':
      return 'fits none of the allowed forms';
    case 'invalid_key':
      return 'has a name that is not allowed';
    case 'invalid_element':
      return 'holds an entry that is not allowed';
    case 'custom':
      return issue.message;
  }
};

/** The form of a union that the value comes nearest to: the one with the fewest mistakes. */
const nearest = (errors: readonly (readonly Issue[])[]): readonly Issue[] =>
  errors.filter((issues) => issues.length > 0).toSorted((a, b) => a.length - b.length)[0] ?? [];

const below = (issue: Issue): readonly Issue[] => {
  if (issue.code === 'invalid_union') return nearest(issue.errors);
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element') return issue.issues;
  return [];
};

/**
 * A contract's refusals as fields and rules, all at once. Parse with `reportInput`, so that kinds of values can be
 * told; the values themselves are not.
 */
export function zodProblems(issues: readonly Issue[], parents: readonly PropertyKey[] = []): FieldProblem[] {
  return issues.flatMap((issue) => {
    const path = [...parents, ...issue.path];
    const inner = below(issue);
    if (inner.length > 0) return zodProblems(inner, path);
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
    return keys.map((key) => ({
      path: [...path, ...(key === undefined ? [] : [key])].map(partOf).join('.'),
      rule: issue.code,
      message: messageOf(issue),
    }));
  });
}
