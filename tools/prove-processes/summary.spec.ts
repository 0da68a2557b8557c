import type { Line } from './line';
import { rowsOf, textOf } from './summary';

const line = (more: Partial<Line>): Line => ({
  ...{ section: 'kill', what: 'column after store.lookup#1', struck: true, note: '2 deliveries' },
  ...{ lost: 0, altered: 0, twice: 0, resent: 0, paidAgain: 0, faults: [] },
  ...more,
});

describe('textOf', () => {
  it('tells what was done and what came of it', () => {
    expect(textOf(line({ resent: 1 }))).toMatch(
      /^kill {5}ok {4}column after store\.lookup#1 +2 deliveries, 1 sent again$/,
    );
  });

  it('names every fault', () => {
    expect(textOf(line({ faults: ['a is gone', 'b came twice'] }))).toMatch(
      /^kill {5}FAULT .*\n +a is gone\n +b came twice$/,
    );
  });

  it('claims nothing where nothing struck', () => {
    expect(textOf(line({ struck: false }))).toMatch(/^kill {5}- /);
  });
});

describe('rowsOf', () => {
  const valueOf = (lines: Line[], what: string) =>
    rowsOf(lines, 100, 240).find((row) => row.what.startsWith(what))?.value;

  it('counts what struck, by section', () => {
    const lines = [line({}), line({ struck: false }), line({ section: 'stop' }), line({ section: 'drain' })];
    expect(['kill points', 'stops', 'other'].map((what) => valueOf(lines, what))).toEqual([1, 1, 1]);
  });

  it('adds up what went wrong', () => {
    const lines = [line({ lost: 2, faults: ['x'] }), line({ twice: 1, altered: 3, faults: ['y'] })];
    expect(['values', 'bodies', 'applied', 'lines'].map((what) => valueOf(lines, what))).toEqual([
      2, 3, 1, 2,
    ]);
  });
});
