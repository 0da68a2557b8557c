import { flatMapInSlices } from './in-slices';

describe('flatMapInSlices', () => {
  const numbers = Array.from({ length: 60 }, (_, index) => index);

  it('maps in order and flattens', async () => {
    expect(
      await flatMapInSlices(
        [1, 2, 3],
        (n) => Array<number>(n - 1).fill(n),
        async () => undefined,
      ),
    ).toEqual([2, 3, 3]);
  });

  it('pauses after every 25 items, and not at the ends', async () => {
    const seen: number[] = [];
    const pausedAt: number[] = [];
    await flatMapInSlices(
      numbers,
      (n) => {
        seen.push(n);
        return [];
      },
      async () => void pausedAt.push(seen.length),
    );
    expect(pausedAt).toEqual([25, 50]);
  });
});
