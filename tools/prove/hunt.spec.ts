import { hunt } from './hunt';
import * as runner from './proved';

describe('the hunt', () => {
  it('names the layer, the rule and the way to a bug', async () => {
    const status = { status: 200, body: {}, headers: {} };
    const careless: typeof runner = { ...runner, answerOf: () => status };
    const caught = await hunt(careless, { seed: 1 });
    expect(caught).toMatchObject({ layer: 'A', invariant: 'I7' });
    expect(caught?.trace.split('\n')).toHaveLength(caught?.lines ?? 0);
    expect(caught?.runs).toBeGreaterThan(0);
  });
});
