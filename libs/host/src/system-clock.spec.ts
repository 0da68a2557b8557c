import { systemClock } from './system-clock';

describe('systemClock', () => {
  beforeEach(() => jest.useFakeTimers({ now: Date.UTC(2026, 10, 23) }));
  afterEach(() => jest.useRealTimers());

  it('tells the wall clock in ms', () => {
    expect(systemClock.now()).toBe(1_795_392_000_000);
  });

  it('calls once after a time, unless it was called off', () => {
    const calls: string[] = [];
    systemClock.after(100, () => calls.push('kept'));
    const cancel = systemClock.after(100, () => calls.push('called off'));
    cancel();
    jest.advanceTimersByTime(99);
    expect(calls).toEqual([]);
    jest.advanceTimersByTime(1_000);
    expect(calls).toEqual(['kept']);
  });
});

describe('systemClock.sleep', () => {
  it('ends at once when it is aborted', async () => {
    const stop = new AbortController();
    const asleep = systemClock.sleep(60_000, stop.signal);
    stop.abort();
    await expect(asleep).rejects.toMatchObject({ name: 'AbortError' });
  });
});
