import { memosFind, memosOf, openStepStore } from './step-store';
import { openMemoryWarehouse } from './testing';

const key = { jobId: 'job-1', entityId: 'column-1' };
const memo = { step: 'value', inputHash: 'input', contentHash: 'b', answer: { text: 'kept' } };

const setUp = () => {
  const warehouse = openMemoryWarehouse({ now: () => 0 });
  const steps = openStepStore(warehouse, { now: () => 1000 });
  const memos = async (generation = 1) => memosOf((await warehouse.find(memosFind(key, generation))).rows[0]);
  return { warehouse, steps, memos };
};

describe('openStepStore', () => {
  it('answers the memos of one generation', async () => {
    const { steps, memos } = setUp();
    await steps.appendMemo(key, 1, memo);
    await steps.appendMemo(key, 1, { ...memo, step: 'check', answer: null });
    await steps.appendMemo(key, 2, { ...memo, answer: 'later' });
    await steps.appendMemo({ ...key, entityId: 'column-2' }, 1, { ...memo, answer: 'other' });
    expect(await memos()).toEqual([{ ...memo, step: 'check', answer: null }, memo]);
    expect(await memos(2)).toEqual([{ ...memo, answer: 'later' }]);
  });

  it('answers of several memos of one step and input that with the smallest hash', async () => {
    const { steps, memos } = setUp();
    await steps.appendMemo(key, 1, memo);
    await steps.appendMemo(key, 1, { ...memo, contentHash: 'a', answer: 'smallest' });
    await steps.appendMemo(key, 1, { ...memo, contentHash: 'c', answer: 'largest' });
    expect(await memos()).toEqual([{ ...memo, contentHash: 'a', answer: 'smallest' }]);
  });

  it('keeps raw material apart from memos', async () => {
    const { warehouse, steps, memos } = setUp();
    await steps.appendRaw(key, 1, { step: 'value', source: 'gemini', raw: { tokens: 5 }, processed: 'text' });
    await steps.appendRaw(key, 1, { step: 'value', source: 'gemini', raw: undefined });
    expect(await memos()).toEqual([]);
    const { rows } = await warehouse.find({ table: 'enrichment_raw_data', where: { kind: 'raw' }, limit: 9 });
    expect(rows[0]).toMatchObject([
      { step: 'value', source: 'gemini', raw: { tokens: 5 }, processed: 'text', stored_at: new Date(1000) },
      { step: 'value', source: 'gemini', raw: null, processed: null },
    ]);
  });
});
