import { work } from './work';

it('does a job on the code that it comes with', async () => {
  const { tally } = await work({ layer: 'C', seed: 1, runs: 2 });
  expect(tally).toMatchObject({ runs: 2, violations: 0, broken: [] });
});
