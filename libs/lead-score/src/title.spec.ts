import { readTitle } from './title';

const told = (title: string) =>
  readTitle(title).map(({ ranks, functions, others, marks }) => ({
    ranks: [...ranks],
    functions: [...functions],
    others: [...others],
    marks: [...marks],
  }));

describe('readTitle', () => {
  it('reads level, function and other words', () => {
    expect(told('VP Gripper Operations')[0]).toEqual({
      ranks: ['vp'],
      functions: ['operations'],
      others: ['gripper'],
      marks: [],
    });
  });

  it('takes compounds apart', () => {
    expect(told('Instandhaltungsleiterin')[0]).toEqual({
      ranks: ['head', 'manager'],
      functions: ['maintenance'],
      others: [],
      marks: [],
    });
    expect(told('Vertriebsingenieur')[0]?.others).toEqual(['vertriebsingenieur']);
  });

  it('gives both sides of an "and" the level of the whole', () => {
    const sides = told('Head of Sales and Marketing').slice(2);
    expect(sides.map(({ ranks, functions }) => [ranks, functions])).toEqual([
      [['head'], ['sales']],
      [['head'], ['marketing']],
    ]);
  });

  it('leaves the employer and whoever is only addressed out', () => {
    expect(told('Coach for CTOs at VP Sales Academy')[1]?.ranks).toEqual([]);
    expect(told('Director for Sales')[1]?.functions).toEqual(['sales']);
  });

  it('says a mark that stands alone of the whole title', () => {
    expect(
      told('Procurement Manager (retired)')
        .slice(1)
        .every(({ marks }) => marks.includes('past')),
    ).toBe(true);
  });

  it('reads nothing in nothing', () => {
    expect(told('')).toEqual([{ ranks: [], functions: [], others: [], marks: [] }]);
  });
});
