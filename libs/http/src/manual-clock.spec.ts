import { manualClock } from './manual-clock';

const never = new AbortController().signal;

describe('manualClock', () => {
  it('passes sleeps at once, moves on by them and writes them down', async () => {
    const clock = manualClock(1_000);
    await clock.sleep(500, never);
    clock.advance(1);
    expect([clock.now(), clock.sleeps]).toEqual([1_501, [500]]);
  });

  it('rejects a sleep that was aborted', async () => {
    await expect(manualClock().sleep(1, AbortSignal.abort('enough'))).rejects.toBe('enough');
  });

  it('fires what is pending and not what was cancelled', () => {
    const clock = manualClock();
    const fired: string[] = [];
    clock.after(10, () => fired.push('a'));
    clock.after(20, () => fired.push('b'))();
    expect(clock.pending()).toEqual([10]);
    clock.fire();
    clock.fire();
    expect(fired).toEqual(['a']);
  });
});
