import { judged } from '../bench/report';
import { measure } from './domains.measure';

describe('the measure of domains', () => {
  it('holds its bound', async () => {
    const { rows } = judged('domains', await measure(() => undefined));
    expect(rows.map(({ holds }) => holds)).toEqual([true]);
  });
});
