import { openTimers, systemClock } from './clock';

describe('openTimers', () => {
  it('calls off all waits at once, and one by itself', () => {
    const due = new Set<() => void>();
    const timers = openTimers({
      now: () => 0,
      after(_ms, call) {
        due.add(call);
        return () => due.delete(call);
      },
    });
    const called: string[] = [];
    const cancel = timers.after(1, () => called.push('a'));
    timers.after(1, () => called.push('b'));
    timers.after(1, () => called.push('c'));
    cancel();
    [...due][0]?.();
    timers.cancelAll();
    expect(called).toEqual(['b']);
    expect(due.size).toBe(1);
  });
});

describe('systemClock', () => {
  it('calls after the time and not when it was called off', async () => {
    const called: string[] = [];
    systemClock.after(0, () => called.push('never'))();
    await new Promise<void>((resolve) => systemClock.after(0, resolve));
    expect(called).toEqual([]);
    expect(systemClock.now()).toBeGreaterThan(1_700_000_000_000);
  });
});
