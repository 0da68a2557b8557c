import { z } from 'zod';

/** Longest id in code units; what the queue's body takes for an entity. */
const LONGEST_ID = 200;
/** More of the same mistake does not help whoever reads the answer. */
const MOST_PROBLEMS = 20;
/** Of a deeper place only the end is named. */
const DEEPEST_PATH = 64;

/** True for text that Django's database cannot hold: it answers 500, or drops the value without a word. */
export const isUnstorable = (text: string): boolean => text.includes('\0') || !text.isWellFormed();

const UNSTORABLE = 'must not hold NUL characters or lone surrogates';

/** An id: some text that is not blank, that every store and Django can hold, of bounded length. */
export const idText = (longest = LONGEST_ID) =>
  z
    .string()
    .max(longest)
    .refine((text) => text.trim() !== '', 'must not be empty')
    .refine((text) => !isUnstorable(text), UNSTORABLE);

type Path = readonly (string | number)[];
type Report = (path: Path, message: string) => void;

/** Where a value stands, linked upwards: whole paths of a deep value would need its depth squared in memory. */
interface Place {
  readonly above?: Place;
  readonly key?: string | number;
}

const pathOf = (place: Place): Path => {
  const path: (string | number)[] = [];
  for (let at: Place | undefined = place; at?.key !== undefined && path.length < DEEPEST_PATH; at = at.above)
    path.unshift(at.key);
  return path;
};

const childrenOf = (value: unknown): (readonly [string | number, unknown])[] => {
  if (Array.isArray(value)) return value.map((part: unknown, index) => [index, part] as const);
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
};

/**
 * Walks a value as it came from JSON, without recursion (a hostile value is nested deeper than the stack), and
 * reports each text and key that cannot be stored.
 */
export function reportUnstorable(value: unknown, report: Report): void {
  const waiting: { place: Place; value: unknown }[] = [{ place: {}, value }];
  let problems = 0;
  for (let next = waiting.pop(); next !== undefined && problems < MOST_PROBLEMS; next = waiting.pop()) {
    if (typeof next.value === 'string' && isUnstorable(next.value)) {
      problems += 1;
      report(pathOf(next.place), UNSTORABLE);
    }
    for (const [key, part] of childrenOf(next.value)) {
      const bad = typeof key === 'string' && isUnstorable(key);
      if (bad) {
        problems += 1;
        report(pathOf(next.place), `has a name that ${UNSTORABLE.replace('must not hold', 'holds')}`);
      }
      waiting.push({ place: bad ? next.place : { above: next.place, key }, value: part });
    }
  }
}

const isNest = (value: unknown): value is object => typeof value === 'object' && value !== null;

/**
 * How deep a JSON value is nested, counted to one level above `limit`; a text or number counts 0. Not recursive, and
 * frugal: a payload may have a million parts.
 */
export function depthOf(value: unknown, limit: number): number {
  if (!isNest(value)) return 0;
  const waiting: { nest: object; depth: number }[] = [{ nest: value, depth: 1 }];
  let deepest = 1;
  for (let next = waiting.pop(); next !== undefined && deepest <= limit; next = waiting.pop()) {
    deepest = Math.max(deepest, next.depth);
    const parts: unknown[] = Array.isArray(next.nest) ? next.nest : Object.values(next.nest);
    for (const part of parts) if (isNest(part)) waiting.push({ nest: part, depth: next.depth + 1 });
  }
  return deepest;
}
