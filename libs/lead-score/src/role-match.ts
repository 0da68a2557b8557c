import type { Rank } from './title-words';
import { readTitle, type TitleReading } from './title';

/** What code can tell of a title and a role; `undecided` is for whoever understands more. */
export type RoleMatch = 'yes' | 'no' | 'undecided';

/** A role title made into a pattern of levels, functions and words. */
export interface RolePattern {
  readonly text: string;
  readonly reading: TitleReading;
}

/** Longer ones are descriptions. */
const LONGEST_ROLE = 120;
const LEADERSHIP: ReadonlySet<Rank> = new Set<Rank>([
  'chief',
  'founder',
  'owner',
  'partner',
  'vp',
  'head',
  'director',
]);

/**
 * Compiles a role title. Undefined for what would match nearly every title or none: no level, function or word in it,
 * a level alone that half a company has (`Manager`), or a text that is no title.
 */
export function compileRole(text: string): RolePattern | undefined {
  const trimmed = text.trim();
  const [reading] = readTitle(trimmed);
  if (trimmed.length > LONGEST_ROLE || reading === undefined) return undefined;
  const { ranks, functions, others } = reading;
  if (functions.size === 0 && others.length === 0) {
    const common = [...ranks].every((rank) => ['manager', 'lead', 'director', 'head', 'vp'].includes(rank));
    if (ranks.size === 0 || common) return undefined;
  }
  return { text: trimmed, reading };
}

const sameSet = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean =>
  a.size === b.size && [...a].every((one) => b.has(one));

const ranksFit = (role: TitleReading, title: TitleReading): boolean =>
  role.ranks.size > 0
    ? [...role.ranks].some((rank) => title.ranks.has(rank))
    : ![...title.ranks].some((rank) => LEADERSHIP.has(rank));

const sameWords = (role: TitleReading, title: TitleReading): boolean =>
  role.others.length === title.others.length && role.others.every((word) => title.others.includes(word));

const fits = (role: TitleReading, title: TitleReading): boolean =>
  ranksFit(role, title) &&
  sameSet(role.functions, title.functions) &&
  sameWords(role, title) &&
  [...title.marks].every((mark) => role.marks.has(mark));

/** Marks after which nobody holds the role, whatever else the title says. */
const RULING_OUT = ['past', 'junior', 'assistant'] as const;

const isRuledOut = (part: TitleReading, role?: TitleReading): boolean =>
  RULING_OUT.some((mark) => part.marks.has(mark) && role?.marks.has(mark) !== true);

/**
 * Whether a title is that of a role. Yes when a part of it has the role's level, exactly its functions and its other
 * words; no when the title says once, in training or assistant to; else undecided.
 */
export const matchRole = (role: RolePattern, title: string): RoleMatch =>
  matchReadings(role, readTitle(title));

/** The same for a title that was read before. */
export function matchReadings(
  { reading: role }: RolePattern,
  [whole, ...parts]: readonly TitleReading[],
): RoleMatch {
  if (whole === undefined) return 'undecided';
  if (parts.some((part) => fits(role, part)) || fits(role, whole)) return 'yes';
  const open = parts.filter((part) => !isRuledOut(part, role));
  return open.length === 0 && parts.length > 0 ? 'no' : 'undecided';
}

/** The parts of a title that say what somebody is now, in his own right; only they can prove a role. */
export const provingParts = (title: string): readonly string[] =>
  readTitle(title)
    .slice(1)
    .filter((part) => !isRuledOut(part))
    .map(({ text }) => text);
