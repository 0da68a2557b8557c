import { judged } from '../bench/report';
import { measure } from './injection.measure';

it('holds its bounds: no order of a page is obeyed, each is reported', async () => {
  const { rows } = judged('injection', await measure(() => undefined));
  expect(rows.filter(({ holds }) => !holds)).toEqual([]);
  expect(rows[0]).toMatchObject({ what: 'pages with an order', value: 50 });
});
