import { RetryableError } from '@userport/errors';
import fc from 'fast-check';
import type { HttpClock } from './clock';
import { openRateGate, type RateGate, type RateLimits, shareOf } from './rate-gate';
import { manualClock } from './testing';

const MINUTE = 60_000;
const patient = { endpoint: 'read', deadlineMs: Infinity };

/** A clock whose sleepers wake in the order of their times when it is moved. */
const steppedClock = () => {
  let nowMs = 0;
  const sleepers: { atMs: number; wake: () => void }[] = [];
  const clock: HttpClock = {
    now: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        sleepers.push({ atMs: nowMs + ms, wake: resolve });
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      }),
    after: () => () => undefined,
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  /** Wakes the sleeper whose time comes first, if it comes by then. */
  const next = async (byMs = Infinity): Promise<boolean> => {
    await settle();
    sleepers.sort((a, b) => a.atMs - b.atMs);
    const [sleeper] = sleepers;
    if (sleeper === undefined || sleeper.atMs > byMs) return false;
    sleepers.shift();
    nowMs = Math.max(nowMs, sleeper.atMs);
    sleeper.wake();
    await settle();
    return true;
  };
  return {
    clock,
    settle,
    next,
    async moveTo(atMs: number): Promise<void> {
      while (await next(atMs));
      nowMs = Math.max(nowMs, atMs);
    },
  };
};

/** Sends calls that ask at the given times and tells when each was let through, in the order of asking. */
const runAll = async (limits: RateLimits, askedAt: readonly number[]): Promise<number[]> => {
  const stepped = steppedClock();
  const gate = openRateGate('vendor', limits, stepped.clock);
  const calls: Promise<number>[] = [];
  for (const atMs of askedAt) {
    await stepped.moveTo(atMs);
    calls.push(gate.pass(patient, async () => stepped.clock.now()));
    await stepped.settle();
  }
  while (await stepped.next());
  return Promise.all(calls);
};

describe('shareOf', () => {
  it.each([
    [500, 1, 500, MINUTE],
    [500, 3, 166, MINUTE],
    [2, 2, 1, MINUTE],
    // Ten processes share two calls a minute: each has one in five minutes.
    [2, 10, 1, 5 * MINUTE],
  ])('gives of %d calls a minute to one of %d processes %d in %d ms', (calls, instances, share, windowMs) => {
    expect(shareOf({ calls, windowMs: MINUTE }, instances)).toEqual({ calls: share, windowMs });
  });

  it('never gives more to all than there is', () => {
    const rule = fc.record({ calls: fc.integer({ min: 1, max: 1000 }), windowMs: fc.constant(MINUTE) });
    fc.assert(
      fc.property(rule, fc.integer({ min: 1, max: 500 }), (whole, instances) => {
        const { calls, windowMs } = shareOf(whole, instances);
        const perMinute = (calls * instances * MINUTE) / windowMs;
        return perMinute <= whole.calls + 1e-9;
      }),
    );
  });
});

describe('openRateGate', () => {
  const gateOn = (limits: RateLimits) => {
    const clock = manualClock(0);
    return { clock, gate: openRateGate('vendor', limits, clock) };
  };
  const passMany = (gate: RateGate, clock: HttpClock, count: number) =>
    Promise.all(Array.from({ length: count }, () => gate.pass(patient, async () => clock.now())));

  it('lets a burst that fits through at once: windows are counted, not smoothed', async () => {
    const times = await runAll({ rules: [{ calls: 5, windowMs: MINUTE }], instances: 1 }, [0, 0, 0, 0, 0]);
    expect(times).toEqual([0, 0, 0, 0, 0]);
  });

  it('makes the first call too many wait until its window is over', async () => {
    const times = await runAll(
      { rules: [{ calls: 2, windowMs: 1000 }], instances: 1 },
      [0, 400, 500, 500, 500],
    );
    expect(times).toEqual([0, 400, 1000, 1400, 2000]);
  });

  it('keeps several windows at once', async () => {
    const rules = [
      { calls: 2, windowMs: 1000 },
      { calls: 3, windowMs: 10_000 },
    ];
    expect(await runAll({ rules, instances: 1 }, [0, 0, 0, 0])).toEqual([0, 0, 1000, 10_000]);
  });

  it('divides the limit by the processes that share it', async () => {
    const limits = { rules: [{ calls: 4, windowMs: 1000 }], instances: 2 };
    expect(await runAll(limits, [0, 0, 0])).toEqual([0, 0, 1000]);
  });

  it('keeps every stretch of the length of a window within the limit, and the order', async () => {
    const asked = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(asked, fc.integer({ min: 1, max: 4 }), async (gaps, calls) => {
        const askedAt = [...gaps].sort((a, b) => a - b);
        const times = await runAll({ rules: [{ calls, windowMs: 700 }], instances: 1 }, askedAt);
        const inOrder = times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0));
        const fits = times.every((time, index) => time - (times[index - calls] ?? -Infinity) >= 700);
        return inOrder && fits && times.every((time, index) => time >= (askedAt[index] ?? 0));
      }),
      { numRuns: 60 },
    );
  });

  it('ends a wait that would pass the deadline as retryable, with that delay', async () => {
    const { gate } = gateOn({ rules: [{ calls: 1, windowMs: MINUTE }], instances: 1 });
    await gate.pass(patient, async () => 1);
    const refused = gate.pass({ endpoint: 'page read', deadlineMs: 59_999 }, async () => 2);
    await expect(refused).rejects.toBeInstanceOf(RetryableError);
    await expect(refused).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: MINUTE });
    await expect(refused).rejects.toThrow(
      'vendor: page read would have to wait 60 s for a place within its limit of 1 in 60 s, shared by 1',
    );
  });

  it('gives a place back that was refused or given up', async () => {
    const stepped = steppedClock();
    const rules = [{ calls: 1, windowMs: 1000 }];
    const gate = openRateGate('vendor', { rules, instances: 1 }, stepped.clock);
    await gate.pass(patient, async () => undefined);
    const giveUp = new AbortController();
    const given = gate.pass({ ...patient, signal: giveUp.signal }, async () => undefined);
    await stepped.settle();
    giveUp.abort(new Error('drained'));
    await expect(given).rejects.toMatchObject({ code: 'aborted' });
    await expect(gate.pass({ ...patient, deadlineMs: 10 }, async () => undefined)).rejects.toMatchObject({
      retryAfterMs: 1000,
    });
  });

  it('lets nobody pass before a pause is over', async () => {
    const { gate, clock } = gateOn({ instances: 1 });
    gate.pauseUntil(5000);
    gate.pauseUntil(3000);
    expect(await passMany(gate, clock, 2)).toEqual([5000, 5000]);
  });

  it('holds those back, too, that were already waiting when the pause began', async () => {
    const stepped = steppedClock();
    const gate = openRateGate(
      'vendor',
      { rules: [{ calls: 1, windowMs: 100 }], instances: 1 },
      stepped.clock,
    );
    const times = [1, 2, 3].map(() => gate.pass(patient, async () => stepped.clock.now()));
    await stepped.settle();
    gate.pauseUntil(1000);
    while (await stepped.next());
    expect(await Promise.all(times)).toEqual([0, 1000, 1100]);
  });

  it('keeps the calls under way within their share, one at least', async () => {
    for (const [inFlight, instances, atATime] of [
      [8, 2, 4],
      [8, 20, 1],
    ] as const) {
      const { gate } = gateOn({ inFlight, instances });
      let under = 0;
      let most = 0;
      const call = async () => {
        most = Math.max(most, (under += 1));
        await new Promise((resolve) => setImmediate(resolve));
        under -= 1;
      };
      await Promise.all(Array.from({ length: 10 }, () => gate.pass(patient, call)));
      expect(most).toBe(atATime);
    }
  });

  it('lets a call leave the line for a turn, and the next one go on', async () => {
    const { gate } = gateOn({ inFlight: 1, instances: 1 });
    let finish: (value: string) => void = () => undefined;
    const first = gate.pass(patient, () => new Promise<string>((resolve) => (finish = resolve)));
    const giveUp = new AbortController();
    const second = gate.pass({ ...patient, signal: giveUp.signal }, async () => 'second');
    const third = gate.pass(patient, async () => 'third');
    giveUp.abort();
    await expect(second).rejects.toMatchObject({ code: 'aborted' });
    finish('first');
    expect(await Promise.all([first, third])).toEqual(['first', 'third']);
  });

  it('leaves the end of a call under way to the call itself', async () => {
    const { gate } = gateOn({ inFlight: 1, instances: 1 });
    const giveUp = new AbortController();
    const call = gate.pass({ ...patient, signal: giveUp.signal }, async () => {
      giveUp.abort();
      return 'done all the same';
    });
    expect(await call).toBe('done all the same');
  });
});
