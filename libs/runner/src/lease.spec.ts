import { openLease } from './lease';
import { openTestClock } from './testing';

/** A lease of 1,000 ms, begun 100 ms before it is opened: work ends at 800, sending at 950. */
function open(drain = new AbortController()) {
  const time = openTestClock();
  time.pass(100);
  const lease = openLease(time.clock, 1_000_000, 1_000, drain.signal);
  return { time, lease, drain };
}

const codeOf = (call: () => void): unknown => {
  try {
    call();
    return undefined;
  } catch (error) {
    return (error as { readonly code?: unknown }).code;
  }
};

describe('openLease', () => {
  it('stops work after eight tenths of its time and sending after nineteen twentieths, from before the claim', () => {
    const { time, lease } = open();
    time.advance(699);
    expect([lease.signal.aborted, lease.sendSignal.aborted]).toEqual([false, false]);
    time.advance(1);
    expect([lease.signal.aborted, lease.sendSignal.aborted]).toEqual([true, false]);
    time.advance(149);
    expect([lease.sendSignal.aborted, lease.maySend()]).toEqual([false, true]);
    time.advance(1);
    expect([lease.sendSignal.aborted, lease.maySend()]).toEqual([true, false]);
  });

  it('says why: to who asks, to who checks, and to who listens', () => {
    const { time, lease } = open();
    expect(lease.stopReason()).toBeUndefined();
    expect(codeOf(lease.check)).toBeUndefined();
    time.advance(700);
    expect(lease.stopReason()).toBe('lease_over');
    expect(codeOf(lease.check)).toBe('lease_over');
    expect(lease.signal.reason).toMatchObject({ name: 'RetryableError', code: 'lease_over' });
  });

  it('looks at the clock itself where its timers are late', () => {
    const { time, lease } = open();
    time.pass(699);
    expect(codeOf(lease.check)).toBeUndefined();
    time.pass(1);
    expect(lease.signal.aborted).toBe(false);
    expect(codeOf(lease.check)).toBe('lease_over');
    expect(lease.signal.aborted).toBe(true);
    time.pass(149);
    expect(lease.maySend()).toBe(true);
    time.pass(1);
    expect([lease.maySend(), lease.sendSignal.aborted]).toEqual([false, true]);
  });

  it('stops work and sending at once when the instance drains', () => {
    const { lease, drain } = open();
    drain.abort();
    expect([lease.stopReason(), lease.signal.aborted, lease.maySend()]).toEqual(['draining', true, false]);
    expect(codeOf(lease.check)).toBe('draining');
  });

  it('begins nothing on an instance that drains already', () => {
    const drain = new AbortController();
    drain.abort();
    expect(open(drain).lease.stopReason()).toBe('draining');
  });

  it('keeps the first reason, and lets a result be sent after work was stopped', () => {
    const { time, lease } = open();
    lease.stop('settled_elsewhere');
    lease.stop('ended');
    time.advance(700);
    expect(lease.stopReason()).toBe('settled_elsewhere');
    expect(codeOf(lease.check)).toBe('settled_elsewhere');
    expect(lease.maySend()).toBe(true);
  });

  it('leaves no timer and no listener behind', () => {
    const { time, lease, drain } = open();
    expect(time.waiting()).toBe(2);
    lease.close();
    expect(time.waiting()).toBe(0);
    drain.abort();
    expect(lease.stopReason()).toBeUndefined();
  });
});
