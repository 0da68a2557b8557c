import { judged } from '../bench/report';
import { measure } from './identity.measure';

describe('the measure of identity', () => {
  it('holds its bounds', async () => {
    const { rows } = judged('identity', await measure(() => undefined));
    expect(rows.filter(({ holds }) => !holds)).toEqual([]);
  });

  it('shows what the threshold is for: a lower one answers wrongly', async () => {
    const rows = await measure(() => undefined);
    const precision = (threshold: number) =>
      rows.find(({ what }) => what === `threshold ${threshold}: precision`)?.value ?? 0;
    expect([precision(0.6), precision(0.3) < 100]).toEqual([100, true]);
  });
});
