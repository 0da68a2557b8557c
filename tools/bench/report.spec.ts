import { asTable, judged, percentile } from './report';

describe('judged', () => {
  it('holds up to and including the limit, and always without one', () => {
    const { rows } = judged('x', [
      { what: 'below', value: 1, unit: 'ms', limit: 2 },
      { what: 'at', value: 2, unit: 'ms', limit: 2 },
      { what: 'above', value: 2.1, unit: 'ms', limit: 2 },
      { what: 'told', value: 99, unit: 'ms' },
    ]);
    expect(rows.map(({ holds }) => holds)).toEqual([true, true, false, true]);
  });

  it('holds from the least value on', () => {
    const { rows } = judged('x', [
      { what: 'below', value: 89.9, unit: '%', least: 90 },
      { what: 'at', value: 90, unit: '%', least: 90, limit: 100 },
      { what: 'above both', value: 101, unit: '%', least: 90, limit: 100 },
    ]);
    expect(rows.map(({ holds }) => holds)).toEqual([false, true, false]);
  });

  it('does not hold what could not be measured', () => {
    expect(judged('x', [{ what: 'nothing', value: Number.NaN, unit: 'ms', limit: 2 }]).rows[0]?.holds).toBe(
      false,
    );
  });
});

describe('percentile', () => {
  it.each([
    [0.5, 3],
    [0.95, 5],
    [0.2, 1],
  ])('takes the nearest rank for %d', (share, value) => {
    expect(percentile([5, 1, 4, 2, 3], share)).toBe(value);
  });
});

describe('asTable', () => {
  it('lines figures and limits up', () => {
    const report = judged('create', [
      { what: 'p95', value: 3.2, unit: 'times', limit: 3 },
      { what: 'calls', value: 500, unit: 'calls', least: 400 },
      { what: 'rows', value: 7, unit: 'rows' },
    ]);
    expect(asTable(report)).toBe(
      [
        'create',
        '  p95     3.200 times   at most 3      DOES NOT HOLD',
        '  calls     500 calls   at least 400   holds',
        '  rows         7 rows',
      ].join('\n'),
    );
  });
});
