import type { DomainFacts } from './schemas';

/** A technology in use, and how sure that is: 0 to 1. */
export interface Technology {
  readonly name: string;
  readonly tags: readonly string[];
  readonly categories: readonly string[];
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly isLive: boolean;
  readonly isPremium: boolean;
  readonly confidence: number;
}

/** How much a profile is worth. */
export type ProfileQuality = 'high' | 'medium' | 'low' | 'insufficient_data';

/** What is known of a domain, judged. */
export interface TechnologyProfile extends Omit<DomainFacts, 'technologies'> {
  /** Surest first. */
  readonly technologies: readonly Technology[];
  readonly quality: ProfileQuality;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** What was not seen for a year is not in use any more. */
const OLDEST_DAYS = 365;

/** The first step that a value reaches; steps are written from the best down. */
const stepped = (value: number, steps: readonly (readonly [from: number, score: number])[]): number =>
  steps.find(([from]) => value >= from)?.[1] ?? 0;

const daysSince = (time: string, nowMs: number): number => (nowMs - Date.parse(time)) / DAY_MS;

/** The more recent the surer, by days. */
const RECENCY = [
  [30, 0.2],
  [90, 0.15],
  [180, 0.1],
  [OLDEST_DAYS, 0.05],
] as const;

const recencyOf = (lastSeen: string | null, nowMs: number): number => {
  if (lastSeen === null) return 0;
  const days = daysSince(lastSeen, nowMs);
  return RECENCY.find(([within]) => days <= within)?.[1] ?? 0;
};

/** Each page or category adds two hundredths, a tenth at the most. */
const perOne = (count: number): number => Math.min(0.1, count * 0.02);

const rounded = (score: number): number => Math.round(score * 100) / 100;

type Fact = DomainFacts['technologies'][number];

/** Half for being told at all; the rest for being live, recent, on many pages and well described. */
const confidenceOf = ({ isLive, lastSeen, paths, categories }: Fact, nowMs: number): number => {
  const live = isLive ? 0.3 : 0;
  const score = 0.5 + live + recencyOf(lastSeen, nowMs) + perOne(paths) + perOne(categories.length);
  return rounded(Math.min(1, score));
};

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** By how many technologies there are, how sure they are, how varied, and whether any is paid for. */
const qualityOf = (technologies: readonly Technology[]): ProfileQuality => {
  const count = technologies.length;
  if (count === 0) return 'insufficient_data';
  const categories = new Set(technologies.flatMap((one) => one.categories)).size;
  const score =
    stepped(count, [
      [15, 0.4],
      [8, 0.3],
      [3, 0.2],
    ]) +
    stepped(rounded(meanOf(technologies.map(({ confidence }) => confidence))), [
      [0.8, 0.3],
      [0.6, 0.2],
      [0.4, 0.1],
    ]) +
    stepped(categories / count, [
      [0.5, 0.2],
      [0.3, 0.1],
    ]) +
    (technologies.some(({ isPremium }) => isPremium) ? 0.1 : 0);
  if (rounded(score) >= 0.7) return 'high';
  return rounded(score) >= 0.4 ? 'medium' : 'low';
};

/**
 * Judges what is known as of now. A technology without a date of its last sighting stays, less sure than the others;
 * one that was last seen more than a year ago is left out.
 */
export function profileOf(facts: DomainFacts, nowMs: number): TechnologyProfile {
  const technologies = facts.technologies
    .filter(({ lastSeen }) => lastSeen === null || daysSince(lastSeen, nowMs) <= OLDEST_DAYS)
    .map(({ paths, ...fact }) => ({ ...fact, confidence: confidenceOf({ ...fact, paths }, nowMs) }))
    .sort((a, b) => b.confidence - a.confidence || a.name.localeCompare(b.name));
  return { ...facts, technologies, quality: qualityOf(technologies) };
}
