import { judged } from '../bench/report';
import { measure } from './scores.measure';

describe('the measure of scores', () => {
  it('holds every bound', async () => {
    const { rows } = judged('scores', await measure(() => undefined));
    expect(rows.filter(({ holds }) => !holds)).toEqual([]);
  });
});
