import { regressions } from './fixtures/regressions';
import { provePlans, runRandomPlan } from './layer-c';
import * as runner from './proved';

describe('layer C', () => {
  it.each([...regressions])('holds when $name', async ({ plan }) => {
    const { violations } = await runRandomPlan(runner, plan);
    expect(violations).toEqual([]);
  });

  it('makes the same runs from the same seed, and checks each of them', async () => {
    const checksOf = async () => {
      const checks: number[] = [];
      expect(
        await provePlans(runner, { seed: 3, runs: 15 }, (run) => checks.push(run.checks)),
      ).toBeUndefined();
      return checks;
    };
    const once = await checksOf();
    expect(once).toHaveLength(15);
    expect(Math.min(...once)).toBeGreaterThan(0);
    expect(await checksOf()).toEqual(once);
  });

  it('shrinks what breaks a rule, and finds it again by seed and path', async () => {
    const broken: typeof runner = { ...runner, isFinished: () => false };
    const found = await provePlans(broken, { seed: 3, runs: 15 }, () => undefined);
    expect(found?.plan.steps).toEqual([]);
    const { seed = 0, path } = found ?? {};
    expect((await provePlans(broken, { seed, runs: 1, path }, () => undefined))?.plan).toEqual(found?.plan);
  });
});
