import type { Judgements } from './judgement';
import { seniorityOf } from './judge-by-code';
import type { LeadFacts } from './lead-facts';
import { beganWithin } from './partial-date';
import type { Rubric } from './rubric';
import type { Score } from './score';

/** How large an account is; null where that is not known. */
export interface CompanySize {
  readonly employees: number | null;
  readonly revenueUsd: number | null;
}

/** By level; the more senior, the less must be known before money is spent. */
const BASES: Readonly<Record<string, number>> = {
  c_suite: 50,
  vp: 55,
  head: 60,
  director: 65,
  manager: 70,
  senior: 80,
};
const OTHER_BASE = 65;
const NEW_ROLE_MONTHS = 6;

const sizeFactor = ({ employees, revenueUsd }: CompanySize): number => {
  if ((employees ?? 0) > 1000 || (revenueUsd ?? 0) > 100_000_000) return 0.9;
  if (employees === null || revenueUsd === null) return 1;
  return employees > 100 || revenueUsd > 10_000_000 ? 1 : 1.1;
};

/**
 * The `high` from which money may be spent on a lead: the original's table, its multipliers where their facts are
 * known. The one for years of experience is left out, since no vendor states them.
 */
export function thresholdOf(
  { criteria }: Rubric,
  facts: LeadFacts,
  judgements: Judgements,
  company: CompanySize,
  nowMs: number,
): number {
  const base = BASES[seniorityOf(facts)?.level ?? ''] ?? OTHER_BASE;
  const isNew = beganWithin(facts.startDate, NEW_ROLE_MONTHS, nowMs) === 'yes';
  const worksThere = criteria.some(
    ({ id, kind }) => kind === 'function' && judgements.get(id)?.answer === 'yes',
  );
  return base * sizeFactor(company) * (isNew ? 0.85 : 1) * (worksThere ? 0.9 : 1);
}

/** A lead with its score, to be put in an order. */
export interface Scored {
  readonly id: string;
  readonly score: Pick<Score, 'fit' | 'low' | 'high'>;
}

const byId = (a: Scored, b: Scored): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Best first: score, then low, then id. */
export const byFit = (a: Scored, b: Scored): number =>
  (b.score.fit ?? -1) - (a.score.fit ?? -1) || b.score.low - a.score.low || byId(a, b);

/** Most promising first: high, then score, low, id. */
export const byPromise = (a: Scored, b: Scored): number => b.score.high - a.score.high || byFit(a, b);
