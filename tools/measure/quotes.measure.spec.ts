import { judged } from '../bench/report';
import { measure } from './quotes.measure';

it('holds its bounds: no forged quote and no invention is accepted', async () => {
  const { rows } = judged('quotes', await measure(() => undefined));
  expect(rows.filter(({ holds }) => !holds)).toEqual([]);
  expect(rows[0]).toMatchObject({ what: 'forged quotes', value: 108 });
});
