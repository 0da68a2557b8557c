import { isOldSignal, isStale, monthsBefore } from './cut-offs';
import type { Dating } from './parse/activity';

const NOW = new Date('2026-11-24T12:00:00Z');
const exact = (iso: string): Dating => ({ precision: 'exact', at: new Date(iso), evidence: 'id' });
const interval = (from: string, to: string): Dating => ({
  precision: 'interval',
  from: new Date(from),
  to: new Date(to),
  evidence: 'age',
});
const UNKNOWN: Dating = { precision: 'unknown', evidence: 'no id' };

describe('monthsBefore', () => {
  it.each([
    ['2026-11-24T12:00:00Z', 15, '2025-08-24T12:00:00.000Z'],
    ['2026-11-24T12:00:00Z', 3, '2026-08-24T12:00:00.000Z'],
    ['2026-05-31T01:02:03Z', 3, '2026-02-28T01:02:03.000Z'],
    ['2024-05-31T00:00:00Z', 15, '2023-02-28T00:00:00.000Z'],
    ['2026-01-15T00:00:00Z', 1, '2025-12-15T00:00:00.000Z'],
  ])('takes from %s %i months', (at, months, expected) => {
    expect(monthsBefore(new Date(at), months).toISOString()).toBe(expected);
  });
});

describe('isStale', () => {
  it.each([
    ['a millisecond before fifteen months', exact('2025-08-24T11:59:59.999Z'), true],
    ['fifteen months to the second', exact('2025-08-24T12:00:00Z'), false],
    ['an interval that ends within them', interval('2025-01-01T00:00:00Z', '2025-09-01T00:00:00Z'), false],
    ['an interval that ends before them', interval('2025-01-01T00:00:00Z', '2025-08-01T00:00:00Z'), true],
    ['no date', UNKNOWN, false],
  ])('judges %s', (_what, dating, stale) => {
    expect(isStale(dating, NOW)).toBe(stale);
  });
});

describe('isOldSignal', () => {
  it.each([
    ['a millisecond before three months', exact('2026-08-24T11:59:59.999Z'), true],
    ['three months to the second', exact('2026-08-24T12:00:00Z'), false],
    ['an interval that ends within them', interval('2026-01-01T00:00:00Z', '2026-09-01T00:00:00Z'), false],
    ['no date', UNKNOWN, false],
  ])('judges %s', (_what, dating, old) => {
    expect(isOldSignal(dating, NOW)).toBe(old);
  });
});
