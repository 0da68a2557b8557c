import { judged } from '../bench/report';
import { measure } from './linkedin.measure';

describe('npm run measure -- linkedin', () => {
  it('holds every bound, and at least 60 cards are judged', async () => {
    const { rows } = judged('linkedin', await measure(() => undefined));
    expect(rows.filter(({ holds }) => !holds)).toEqual([]);
    expect(rows.find(({ what }) => what === 'cards')?.value).toBeGreaterThanOrEqual(60);
  }, 30_000);
});
