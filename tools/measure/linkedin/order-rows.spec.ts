import { judged } from '../../bench/report';
import { orderRows } from './order-rows';

describe('orderRows', () => {
  it('holds its bounds and says nothing', async () => {
    const said: string[] = [];
    const { rows } = judged('orders', await orderRows((text) => void said.push(text)));
    expect(rows.filter(({ holds }) => !holds)).toEqual([]);
    expect(said).toEqual([]);
    expect(rows[0]?.value).toBeGreaterThanOrEqual(40);
  });
});
