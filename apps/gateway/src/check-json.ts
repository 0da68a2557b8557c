import type { FieldProblem } from './problem';

/** Payloads are about ten levels deep; what is far deeper breaks readers that recurse, ours and a database's. */
const DEEPEST_JSON = 100;
/** More of the same mistake does not help whoever reads the answer. */
const MOST_PROBLEMS = 20;

/** A list or object on the way down, and how much of it has been looked at. */
interface Level {
  readonly value: object;
  readonly keys: readonly string[];
  next: number;
}

const isNest = (value: unknown): value is object => typeof value === 'object' && value !== null;

const levelOf = (value: object): Level => ({ value, keys: Object.keys(value), next: 0 });

const pathOf = (levels: readonly Level[]): string =>
  levels.map(({ keys, next }) => keys[next - 1] ?? '').join('.');

const problemOf = (key: string, value: unknown, levels: readonly Level[]): FieldProblem | undefined => {
  if (key === '__proto__')
    return { path: pathOf(levels), rule: 'name', message: 'has a name that readers drop' };
  if (typeof value === 'number' && !Number.isFinite(value))
    return { path: pathOf(levels), rule: 'finite_number', message: 'is a number too large for JSON readers' };
  if (isNest(value) && levels.length > DEEPEST_JSON)
    return { path: '', rule: 'nesting', message: `is nested deeper than ${DEEPEST_JSON} levels` };
  return undefined;
};

/**
 * What no task takes, whatever its contract says: a nesting that breaks readers, numbers that parse to infinity and
 * are written as null, and the one name that object readers drop, after which the payload's hash would not fit any
 * more. Without recursion, since a hostile body is nested deeper than the stack, and with no more memory than its depth.
 */
export function checkJson(body: unknown): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const levels: Level[] = isNest(body) ? [levelOf(body)] : [];
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    const key = level.keys[level.next];
    if (key === undefined) {
      levels.pop();
      continue;
    }
    level.next += 1;
    const value: unknown = (level.value as Readonly<Record<string, unknown>>)[key];
    const problem = problemOf(key, value, levels);
    if (problem === undefined) {
      if (isNest(value)) levels.push(levelOf(value));
      continue;
    }
    problems.push(problem);
    if (problem.rule === 'nesting' || problems.length >= MOST_PROBLEMS) break;
  }
  return problems;
}
