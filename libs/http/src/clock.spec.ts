import { systemClock } from './clock';

const never = new AbortController().signal;

describe('systemClock', () => {
  it('tells the present', () => {
    const before = Date.now();
    expect(systemClock.now()).toBeGreaterThanOrEqual(before);
  });

  it('wakes from a sleep', async () => {
    await expect(systemClock.sleep(0, never)).resolves.toBeUndefined();
  });

  it('ends a sleep at once when aborted, before and during it', async () => {
    await expect(systemClock.sleep(60_000, AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
    const controller = new AbortController();
    const sleeping = systemClock.sleep(60_000, controller.signal);
    controller.abort();
    await expect(sleeping).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('calls after a time, and not when cancelled', async () => {
    const cancelled = jest.fn();
    systemClock.after(0, cancelled)();
    await new Promise<void>((resolve) => systemClock.after(1, resolve));
    expect(cancelled).not.toHaveBeenCalled();
  });
});
