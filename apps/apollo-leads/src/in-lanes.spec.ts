import { inLanes } from './in-lanes';

describe('inLanes', () => {
  it('has results in the order of the items, with so many at once', async () => {
    let open = 0;
    let most = 0;
    const results = await inLanes([3, 1, 2, 5, 4], 2, async (item) => {
      most = Math.max(most, (open += 1));
      for (let turn = 0; turn < item; turn += 1) await Promise.resolve();
      open -= 1;
      return item * 10;
    });
    expect([results, most]).toEqual([[30, 10, 20, 50, 40], 2]);
  });

  it('begins nothing new after a failure, lets the rest end, and throws the failure', async () => {
    const began: number[] = [];
    const ended: number[] = [];
    const work = async (item: number): Promise<void> => {
      began.push(item);
      if (item === 1) throw new Error('one');
      await new Promise((resolve) => setImmediate(resolve));
      ended.push(item);
    };
    await expect(inLanes([0, 1, 2, 3], 2, work)).rejects.toThrow('one');
    expect([began, ended]).toEqual([[0, 1], [0]]);
  });
});
