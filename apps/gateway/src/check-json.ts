import type { FieldProblem } from './problem';

/** Payloads are about ten levels deep; what is far deeper breaks readers that recurse, ours and a database's. */
const DEEPEST_JSON = 100;
/** More of the same mistake does not help whoever reads the answer. */
const MOST_PROBLEMS = 20;

interface Place {
  readonly path: string;
  readonly key: string;
  readonly value: unknown;
  readonly depth: number;
}

const childrenOf = ({ path, value, depth }: Place): Place[] => {
  if (typeof value !== 'object' || value === null) return [];
  const below = path === '' ? '' : `${path}.`;
  return Object.entries(value).map(([key, part]: [string, unknown]) => ({
    path: `${below}${key}`,
    key,
    value: part,
    depth: depth + 1,
  }));
};

const problemOf = ({ path, key, value, depth }: Place): FieldProblem | undefined => {
  if (depth > DEEPEST_JSON)
    return { path: '', rule: 'nesting', message: `is nested deeper than ${DEEPEST_JSON} levels` };
  if (typeof value === 'number' && !Number.isFinite(value))
    return { path, rule: 'finite_number', message: 'is a number too large for JSON readers' };
  if (key === '__proto__') return { path, rule: 'name', message: 'has a name that readers drop' };
  return undefined;
};

/**
 * What no task takes, whatever its contract says: a nesting that breaks readers, numbers that parse to infinity and
 * are written as null, and the one name that object readers drop, after which the payload's hash would not fit any
 * more. Without recursion, since a hostile body is nested deeper than the stack.
 */
export function checkJson(body: unknown): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const waiting: Place[] = [{ path: '', key: '', value: body, depth: 0 }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const problem = problemOf(place);
    if (problem === undefined) {
      for (const child of childrenOf(place)) waiting.push(child);
      continue;
    }
    problems.push(problem);
    if (problem.rule === 'nesting' || problems.length >= MOST_PROBLEMS) break;
  }
  return problems;
}
