import { doJob } from './job';
import * as runner from './proved';

describe('doJob', () => {
  it('counts the runs of its part of a layer', async () => {
    const job = { layer: 'B', seed: 4, part: 1, of: 400, all: false } as const;
    const { tally } = await doJob(runner, job);
    expect(tally).toMatchObject({ violations: 0, broken: [] });
    expect(tally.runs).toBeGreaterThan(0);
    expect(tally.checks).toBeGreaterThan(tally.runs);
  });

  it('tells how to make a broken random run again', async () => {
    const broken: typeof runner = { ...runner, isFinished: () => false };
    const { tally } = await doJob(broken, { layer: 'C', seed: 3, runs: 5 });
    expect(tally.violations).toBeGreaterThan(0);
    expect(tally.broken[0]?.text).toMatch(/npm run prove -- --layer C --seed 3 --path "[\d:]+"$/);
  });
});
