import type { JsonObject } from '@userport/contracts';

/** A lead as the overview counts it. */
export interface CountedLead {
  /** Null leads are counted and have no place in ranges and means. */
  readonly fit: number | null;
  readonly qualified: boolean;
}

const EXCELLENT = 80;
const GOOD = 60;
const MODERATE = 40;
/** Mean and median that are closer than this lie on each other. */
const SAME = 0.1;

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

const skewOf = (mean: number, median: number): string =>
  Math.abs(mean - median) < SAME ? 'normal' : mean > median ? 'right_skewed' : 'left_skewed';

function statisticsOf(scores: readonly number[], mean: number, median: number): JsonObject {
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length;
  return {
    min_score: Math.min(...scores),
    max_score: Math.max(...scores),
    score_variance: rounded(variance),
    score_distribution_skew: skewOf(mean, median),
  };
}

/**
 * How scores are spread, in the original's form: a score on an edge counts upwards, the median is the element in the
 * middle of the sorted list (the upper one of two), the variance is that of a population, figures have four places.
 */
export function scoreDistribution(leads: readonly CountedLead[]): JsonObject {
  const scores = leads.flatMap(({ fit }) => (fit === null ? [] : [fit])).sort((a, b) => a - b);
  const between = (from: number, below: number): number =>
    scores.filter((score) => score >= from && score < below).length;
  const counts = [
    between(EXCELLENT, Infinity),
    between(GOOD, EXCELLENT),
    between(MODERATE, GOOD),
    between(-Infinity, MODERATE),
  ] as const;
  const mean = scores.length === 0 ? 0 : scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const median = scores[Math.floor(scores.length / 2)] ?? 0;
  const qualified = leads.filter((lead) => lead.qualified).length;
  return {
    distribution: { excellent: counts[0], good: counts[1], moderate: counts[2], low: counts[3] },
    score_ranges: { '80-100': counts[0], '60-80': counts[1], '40-60': counts[2], '0-40': counts[3] },
    metrics: {
      average_score: rounded(mean),
      median_score: rounded(median),
      qualified_rate: leads.length === 0 ? 0 : rounded(qualified / leads.length),
      total_leads: leads.length,
      qualified_leads: qualified,
    },
    ...(scores.length === 0 ? {} : { statistics: statisticsOf(scores, mean, median) }),
  };
}
