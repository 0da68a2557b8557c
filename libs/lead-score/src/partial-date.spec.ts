import { beganWithin, monthsBefore, partialDate, spanOf } from './partial-date';
import { NOW_MS } from './testing';

describe('partialDate', () => {
  it.each([
    [{ day: 1, month: 3, year: 2023 }, '2023-03-01'],
    [{ day: null, month: 3, year: 2023 }, '2023-03'],
    [{ month: null, year: 2023, day: 4 }, '2023'],
    [{ year: 2023 }, '2023'],
    [{ day: 30, month: 2, year: 2023 }, '2023-02'],
    [{ day: 1, month: 13, year: 2023 }, '2023'],
    [{ day: 1, month: 3, year: null }, null],
    [{ day: 1, month: 3, year: 12 }, null],
    [{}, null],
  ])('makes %j %j', (parts, text) => {
    expect(partialDate(parts)).toBe(text);
  });
});

describe('spanOf', () => {
  it.each([
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2023', '2023-01-01', '2023-12-31'],
    ['2023-03-05', '2023-03-05', '2023-03-05'],
    ['2023-03-00', '2023-03-01', '2023-03-31'],
    ['2023-03-05T11:00:00Z', '2023-03-05', '2023-03-05'],
  ])('spans the days that %s may mean', (date, from, to) => {
    expect(spanOf(date)).toEqual({ fromMs: Date.parse(from), toMs: Date.parse(to) });
  });

  it.each(['', 'March', '2023-13', '2023-02-30', '23-01-01'])('finds no date in %j', (date) => {
    expect(spanOf(date)).toBeUndefined();
  });
});

describe('monthsBefore', () => {
  it('takes the last day of a shorter month', () => {
    expect(monthsBefore(Date.parse('2026-08-31T10:00:00Z'), 6)).toBe(Date.parse('2026-02-28'));
    expect(monthsBefore(NOW_MS, 6)).toBe(Date.parse('2026-05-23'));
  });
});

describe('beganWithin', () => {
  it.each([
    ['2026-05-23', 'yes'],
    ['2026-05-22', 'no'],
    ['2026-06', 'yes'],
    ['2026-05', 'unknown'],
    ['2026', 'unknown'],
    ['2025', 'no'],
    ['2027-01-01', 'unknown'],
    [null, 'unknown'],
    ['soon', 'unknown'],
  ])('judges %j within six months as %s', (date, answer) => {
    expect(beganWithin(date, 6, NOW_MS)).toBe(answer);
  });
});
