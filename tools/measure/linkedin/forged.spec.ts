import { judged } from '../../bench/report';
import { forgedRows } from './forged';

describe('forgedRows', () => {
  it('holds its bounds: nothing forged is delivered, and what is true is', async () => {
    const { rows } = judged('forged', await forgedRows(() => undefined));
    expect(rows.map(({ value, holds }) => [value, holds])).toEqual([
      [108, true],
      [0, true],
      [54, true],
      [0, true],
      [1, true],
    ]);
  });
});
