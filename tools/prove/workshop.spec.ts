import { openWorkshop } from './workshop';

describe('the workshop', () => {
  it('catches a planted bug in a worker, and fails for a file that is not under proof', async () => {
    const workshop = openWorkshop();
    const plant = {
      ...{ name: 'random webhook-id', file: 'libs/runner/src/names.ts' },
      ...{ line: '`cb_${hashOfParts(', bug: '`cb_${Math.random()}${hashOfParts(' },
    };
    const elsewhere = { ...plant, name: 'elsewhere', file: 'apps/gateway/src/create-task.ts' };
    try {
      const { caught } = await workshop.run({ layer: 'F', seed: 1 }, plant);
      expect(caught).toMatchObject({ layer: 'A', invariant: 'I5', runs: 1 });
      // By the same worker, on the code as it is.
      const { tally } = await workshop.run({ layer: 'C', seed: 1, runs: 3 });
      expect(tally).toMatchObject({ runs: 3, violations: 0 });
      await expect(workshop.run({ layer: 'F', seed: 1 }, elsewhere)).rejects.toThrow(
        'is not part of what is proved',
      );
    } finally {
      workshop.close();
    }
  }, 60_000);
});
