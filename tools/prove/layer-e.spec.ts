import { checkStores } from './layer-e';

describe('layer E', () => {
  it('holds on the simulated store, in memory and on DuckDB', async () => {
    const results = await checkStores();
    expect(results.filter(({ fault }) => fault !== undefined)).toEqual([]);
    const counts = Map.groupBy(results, ({ store }) => store);
    expect([...counts].map(([store, checks]) => [store, checks.length])).toEqual([
      ['simulated', 4],
      ['memory', 5],
      ['DuckDB', 5],
    ]);
  });
});
