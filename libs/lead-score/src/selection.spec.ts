import type { LeadFacts } from './lead-facts';
import type { Rubric } from './rubric';
import { byFit, byPromise, type CompanySize, thresholdOf } from './selection';
import { criterion, judged, leadFacts, NOW_MS } from './testing';

const RUBRIC: Rubric = {
  version: 1,
  midpoint: 0.5,
  criteria: [criterion({ id: 'function', kind: 'function' })],
};
const UNKNOWN_SIZE: CompanySize = { employees: null, revenueUsd: null };

const threshold = (facts: Partial<LeadFacts>, size = UNKNOWN_SIZE, worksThere = false) =>
  thresholdOf(
    RUBRIC,
    leadFacts(facts),
    new Map(worksThere ? [['function', judged('yes')]] : []),
    size,
    NOW_MS,
  );

describe('thresholdOf', () => {
  it.each([
    ['c_suite', 50],
    ['vp', 55],
    ['head', 60],
    ['director', 65],
    ['manager', 70],
    ['senior', 80],
    ['owner', 65],
    [null, 65],
  ])('is at level %s %d', (seniority, base) => {
    expect(threshold({ seniority })).toBe(base);
  });

  it.each([
    [{ employees: 1001, revenueUsd: null }, 0.9],
    [{ employees: null, revenueUsd: 100_000_001 }, 0.9],
    [{ employees: 1000, revenueUsd: 100_000_000 }, 1],
    [{ employees: 101, revenueUsd: 0 }, 1],
    [{ employees: 0, revenueUsd: 10_000_001 }, 1],
    [{ employees: 100, revenueUsd: 10_000_000 }, 1.1],
    [{ employees: 50, revenueUsd: null }, 1],
    [UNKNOWN_SIZE, 1],
  ])('is for a company of %j times %d', (size, factor) => {
    expect(threshold({ seniority: 'c_suite' }, size)).toBeCloseTo(50 * factor, 9);
  });

  it('is lower for somebody new in the role and for a matching function', () => {
    expect(threshold({ seniority: 'c_suite', startDate: '2026-09-01' })).toBeCloseTo(42.5, 9);
    expect(threshold({ seniority: 'c_suite', startDate: '2020-09-01' })).toBe(50);
    expect(threshold({ seniority: 'c_suite' }, UNKNOWN_SIZE, true)).toBeCloseTo(45, 9);
  });
});

describe('orders', () => {
  const lead = (id: string, fit: number | null, low: number, high: number) => ({
    id,
    score: { fit, low, high },
  });
  const leads = [
    lead('e', null, 0, 0),
    lead('d', 60, 40, 80),
    lead('b', 60, 50, 70),
    lead('c', 60, 40, 80),
    lead('a', 50, 0, 100),
  ];

  it('puts the best first: score, low, id', () => {
    expect([...leads].sort(byFit).map(({ id }) => id)).toEqual(['b', 'c', 'd', 'a', 'e']);
  });

  it('puts the most promising first: high, score, low, id', () => {
    expect([...leads].sort(byPromise).map(({ id }) => id)).toEqual(['a', 'c', 'd', 'b', 'e']);
  });
});
