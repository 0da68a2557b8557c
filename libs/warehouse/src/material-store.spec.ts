import { openMaterialStore } from './material-store';
import { openStepStore } from './step-store';
import { openMemoryWarehouse } from './testing';

const key = { jobId: 'job-1', entityId: 'account-1' };
const site = { step: 'site', source: 'jina', raw: { pages: 2 }, processed: null };

describe('openMaterialStore', () => {
  it('answers the raw material of one generation, each once, and no memo', async () => {
    const warehouse = openMemoryWarehouse({ now: () => 0 });
    const steps = openStepStore(warehouse, { now: () => 1000 });
    const stack = { step: 'stack', source: 'builtwith', raw: null, processed: { technologies: 3 } };
    for (const material of [stack, site, site]) await steps.appendRaw(key, 1, material);
    await steps.appendRaw(key, 2, { ...site, raw: { pages: 3 } });
    await steps.appendMemo(key, 1, { step: 'site', inputHash: 'a', contentHash: 'b', answer: 'memo' });
    const materials = openMaterialStore(warehouse);
    expect(await materials.of(key, 1)).toEqual([site, stack]);
    expect(await materials.of({ ...key, entityId: 'account-2' }, 1)).toEqual([]);
  });
});
