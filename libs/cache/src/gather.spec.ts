import { gatherTurn, gatherWhileBusy } from './gather';

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('gatherTurn', () => {
  it('does for all items of a turn one act, and gives each its own answer', async () => {
    const acts: (readonly number[])[] = [];
    const double = gatherTurn(async (items: readonly number[]) => {
      acts.push(items);
      return items.map((item) => item * 2);
    });
    const late = Promise.resolve().then(() => double(3));
    expect(await Promise.all([double(1), double(2), late])).toEqual([2, 4, 6]);
    expect(await double(4)).toBe(8);
    expect(acts).toEqual([[1, 2, 3], [4]]);
  });

  it('fails all items of a failed act, and no other', async () => {
    let broken = true;
    const echo = gatherTurn(async (items: readonly number[]) => {
      if (broken) throw new Error('broken');
      return items;
    });
    expect((await Promise.allSettled([echo(1), echo(2)])).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    broken = false;
    expect(await echo(3)).toBe(3);
  });
});

describe('gatherWhileBusy', () => {
  it('gathers into the next act what comes while one is under way', async () => {
    const acts: (readonly number[])[] = [];
    const ends: (() => void)[] = [];
    const store = gatherWhileBusy((items: readonly number[]) => {
      acts.push(items);
      return new Promise<void>((resolve) => ends.push(resolve));
    });
    const first = store(1);
    await turn();
    const rest = [store(2), store(3)];
    await turn();
    expect(acts).toEqual([[1]]);
    ends.shift()?.();
    await first;
    await turn();
    expect(acts).toEqual([[1], [2, 3]]);
    ends.shift()?.();
    await Promise.all(rest);
  });

  it('goes on after a failed act', async () => {
    let broken = true;
    const store = gatherWhileBusy(async () => {
      if (broken) throw new Error('broken');
    });
    await expect(store(1)).rejects.toThrow('broken');
    broken = false;
    await expect(store(2)).resolves.toBeUndefined();
  });
});
