import { runLifePlan } from './layer-a';
import * as runner from './proved';
import { scenarios } from './scenarios';
import { brokenBy, EMPTY, tallyOf, together } from './tally';

const [scenario] = scenarios;

const clean = () => {
  if (scenario === undefined) throw new Error('There are scenarios.');
  return runLifePlan(runner, { scenario, faults: [], order: 'first', lateAfter: 0 });
};

describe('tallies', () => {
  it('count a run that holds, and tell nothing of it', async () => {
    const run = await clean();
    expect(tallyOf(run, () => 'plan')).toEqual({
      ...{ runs: 1, faults: 0, checks: run.checks, violations: 0, broken: [] },
    });
  });

  it('tell a broken run up to the line where the rule broke', async () => {
    const run = await clean();
    const violations = [{ invariant: 'I1', what: 'two results', at: 2 }];
    const broken = brokenBy({ ...run, violations }, 'plan');
    expect(broken).toMatchObject({ text: 'plan', invariant: 'I1', what: 'two results', lines: 2 });
    expect(broken?.trace.split('\n')).toHaveLength(2);
  });

  it('add up, and keep the three shortest broken runs', () => {
    const broken = (lines: number) => ({
      ...EMPTY,
      ...{ runs: 1, violations: 1 },
      broken: [{ text: '', invariant: 'I1', what: '', trace: '', lines }],
    });
    const all = [5, 2, 9, 1].map(broken).reduce(together, EMPTY);
    expect(all).toMatchObject({ runs: 4, violations: 4 });
    expect(all.broken.map(({ lines }) => lines)).toEqual([1, 2, 5]);
  });
});
