import { judged } from '../bench/report';
import { measure } from './evidence.measure';

it('holds its bounds: no adversarial claim is believed, nearly all true ones are', async () => {
  const { rows } = judged('evidence', await measure(() => undefined));
  expect(rows.filter(({ holds }) => !holds)).toEqual([]);
  expect(rows[0]).toMatchObject({ what: 'adversarial claims', value: 558 });
});
