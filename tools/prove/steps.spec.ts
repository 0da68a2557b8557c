import fc from 'fast-check';
import { scenarios } from './scenarios';
import { randomPlan, scenarioOf } from './steps';

describe('random plans', () => {
  const plans = fc.sample(randomPlan, { numRuns: 400, seed: 1 });

  it('hold every kind of step, and any scenario', () => {
    expect(new Set(plans.map(({ scenario }) => scenario)).size).toBe(scenarios.length);
    expect([...new Set(plans.flatMap(({ steps }) => steps.map((step) => step.do)))].sort()).toEqual(
      ['ask', 'deliver', 'drain', 'fault', 'freeze', 'go on', 'jump', 'kill', 'late', 'pass', 'thaw'].sort(),
    );
  });

  it('are plain data, so that one can be printed and kept', () => {
    expect(JSON.parse(JSON.stringify(plans))).toEqual(plans);
  });

  it('name a scenario that exists', () => {
    expect(scenarioOf({ scenario: 'one body' }).plan.items).toBe(1);
    expect(() => scenarioOf({ scenario: 'none such' })).toThrow('No scenario is called none such');
  });
});
