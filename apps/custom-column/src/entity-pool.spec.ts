import { RetryableError, TerminalError } from '@userport/errors';
import { isJobWide, type PoolOptions, workAll } from './entity-pool';

const options = (more: Partial<PoolOptions> = {}): PoolOptions => ({
  concurrency: 2,
  signal: new AbortController().signal,
  onEnded: () => undefined,
  ...more,
});
const busy = new RetryableError('The vendor is busy.', { code: 'rate_limited' });

describe('isJobWide', () => {
  it.each([
    [new TerminalError('no key', { code: 'configuration' }), true],
    [new TerminalError('no money', { code: 'budget_exhausted' }), true],
    [new TerminalError('blocked', { code: 'prompt_blocked' }), false],
    [new RetryableError('busy', { code: 'configuration' }), false],
    ['text', false],
  ])('judges %s: %s', (error, expected) => {
    expect(isJobWide(error)).toBe(expected);
  });
});

describe('workAll', () => {
  describe('with spare ones', () => {
    beforeEach(() => void jest.useFakeTimers());
    afterEach(() => void jest.useRealTimers());

    /** Work that ends when it is told to, and what has begun. */
    const openWork = () => {
      const begun: number[] = [];
      const finish = new Map<number, () => void>();
      const work = (item: number) => {
        begun.push(item);
        return new Promise<void>((resolve) => finish.set(item, resolve));
      };
      return { begun, finish, work };
    };
    const passMs = (ms: number) => jest.advanceTimersByTimeAsync(ms);

    it('spreads the first beginnings, and lets the spare ones begin when those have asked', async () => {
      const { begun, finish, work } = openWork();
      const all = workAll([0, 1, 2, 3], work, options({ spare: 1 }));
      await passMs(29);
      expect(begun).toEqual([0]);
      await passMs(1);
      expect(begun).toEqual([0, 1]);
      await passMs(69);
      expect(begun).toEqual([0, 1]);
      await passMs(1);
      expect(begun).toEqual([0, 1, 2]);
      for (const item of [0, 1, 2]) finish.get(item)?.();
      await passMs(200);
      finish.get(3)?.();
      expect(await all).toHaveLength(4);
    });

    it('prepares the next ones together in the lull after their answers, or at once where nothing was asked', async () => {
      const { begun, finish, work } = openWork();
      const all = workAll([0, 1, 2, 3, 4, 5], work, options({ concurrency: 1, spare: 1 }));
      await passMs(130);
      expect(begun).toEqual([0, 1]);
      finish.get(0)?.();
      await passMs(169);
      expect(begun).toEqual([0, 1]);
      await passMs(1);
      expect(begun).toEqual([0, 1, 2]);
      finish.get(2)?.();
      await passMs(0);
      expect(begun).toEqual([0, 1, 2, 3]);
      await passMs(150);
      finish.get(1)?.();
      await passMs(40);
      finish.get(3)?.();
      await passMs(109);
      expect(begun).toEqual([0, 1, 2, 3]);
      await passMs(1);
      expect(begun).toEqual([0, 1, 2, 3, 4, 5]);
      for (const item of [4, 5]) finish.get(item)?.();
      // The last ones wait for no lull.
      expect(await all).toHaveLength(6);
    });
  });

  it('keeps as many at work as allowed, without waiting for a batch', async () => {
    const begun: number[] = [];
    const finish = new Map<number, () => void>();
    const all = workAll(
      [0, 1, 2, 3],
      (item) => {
        begun.push(item);
        return new Promise<number>((resolve) => finish.set(item, () => resolve(item * 10)));
      },
      options(),
    );
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    await settle();
    expect(begun).toEqual([0, 1]);
    finish.get(1)?.();
    await settle();
    expect(begun).toEqual([0, 1, 2]);
    for (const item of [2, 0]) finish.get(item)?.();
    await settle();
    finish.get(3)?.();
    expect(await all).toEqual([0, 10, 20, 30].map((value) => ({ ok: true, value })));
  });

  it('counts every entity that ended, also the failed ones', async () => {
    const counts: number[] = [];
    const ended = await workAll(
      ['a', 'b', 'c'],
      async (item) => {
        if (item === 'b') throw new TerminalError('blocked');
        return item;
      },
      options({ onEnded: (count) => counts.push(count) }),
    );
    expect(counts).toEqual([1, 2, 3]);
    expect(ended.map(({ ok }) => ok)).toEqual([true, false, true]);
  });

  it('begins no further paid call after failures in a row, and lets kept answers through', async () => {
    let paid = 0;
    const ended = await workAll(
      Array.from({ length: 30 }, (_, n) => n),
      async (item, gate) => {
        if (item >= 20) return item;
        gate();
        paid += 1;
        throw busy;
      },
      options({ concurrency: 1 }),
    );
    expect(paid).toBe(6);
    expect(ended.slice(0, 20).every((end) => !end.ok && end.error === busy)).toBe(true);
    expect(ended.slice(20).every(({ ok }) => ok)).toBe(true);
  });

  it('goes on while only some fail', async () => {
    const ended = await workAll(
      Array.from({ length: 60 }, (_, n) => n),
      async (item, gate) => {
        gate();
        if (item % 3 > 0) throw busy;
        return item;
      },
      options(),
    );
    expect(ended.filter(({ ok }) => ok)).toHaveLength(20);
  });

  it('begins no further paid call after an error that all would meet', async () => {
    const noKey = new TerminalError('GEMINI_API_KEY is not set.', { code: 'configuration' });
    let paid = 0;
    const ended = await workAll(
      [1, 2, 3, 4, 5],
      async (_item, gate) => {
        gate();
        paid += 1;
        throw noKey;
      },
      options({ concurrency: 1 }),
    );
    expect(paid).toBe(1);
    expect(ended.every((end) => !end.ok && end.error === noKey)).toBe(true);
  });

  it('ends at once when aborted, with the reason', async () => {
    const abort = new AbortController();
    const reason = new RetryableError('The instance is stopping.', { code: 'draining' });
    const counts: number[] = [];
    const ended = await workAll(
      [1, 2, 3],
      async (item) => {
        if (item === 2) abort.abort(reason);
        return item;
      },
      options({ concurrency: 1, signal: abort.signal, onEnded: (count) => counts.push(count) }),
    );
    expect(ended).toEqual([
      { ok: true, value: 1 },
      { ok: true, value: 2 },
      { ok: false, error: reason },
    ]);
    expect(counts).toEqual([1]);
  });

  it('answers nothing for nothing', async () => {
    expect(await workAll([], async () => 1, options())).toEqual([]);
  });
});
