import { hunt } from './hunt';
import { pairSeriesOf, pairText } from './layer-b';
import * as runner from './proved';
import { scenarios } from './scenarios';

const status = { status: 200, body: {}, headers: {} };
/** Breaks a rule as soon as something goes wrong. */
const careless: typeof runner = { ...runner, answerOf: () => status };
/** Breaks a rule in every run. */
const endless: typeof runner = { ...runner, isFinished: () => false };

describe('the hunt', () => {
  it('names the layer, the rule and the way to a bug', async () => {
    const caught = await hunt(careless, { seed: 1 });
    expect(caught).toMatchObject({ layer: 'A', invariant: 'I7' });
    expect(caught?.trace.split('\n')).toHaveLength(caught?.lines ?? 0);
    expect(caught?.runs).toBeGreaterThan(0);
    expect(caught?.again).toBeUndefined();
  });

  it('goes the known way first, and finds the same there', async () => {
    const first = await hunt(careless, { seed: 1 });
    const known = first && { layer: first.layer, text: first.text };
    expect(await hunt(careless, { seed: 2, known })).toEqual({ ...first, runs: 1, again: true });
  });

  it('knows the ways of every layer', async () => {
    const [scenario] = scenarios;
    if (scenario === undefined) throw new Error('There is no scenario.');
    const series = (await pairSeriesOf(runner, scenario, 'cancel'))[7];
    if (series === undefined) throw new Error('There is no such series.');
    const ways = [
      { layer: 'B', text: pairText({ ...series, second: 3 }) },
      { layer: 'C', text: JSON.stringify({ scenario: scenario.name, steps: [] }) },
    ] as const;
    for (const known of ways)
      expect(await hunt(endless, { seed: 1, known })).toMatchObject({ ...known, runs: 1, again: true });
  });

  it.each([
    ['leads nowhere any more', 'C', JSON.stringify({ scenario: 'one body', steps: [] })],
    ['is no plan any more', 'A', 'a scenario that was renamed: no fault'],
  ] as const)('hunts afresh where the known way %s', async (_, layer, text) => {
    const caught = await hunt(careless, { seed: 1, known: { layer, text } });
    expect(caught).toEqual(await hunt(careless, { seed: 1 }));
  });
});
