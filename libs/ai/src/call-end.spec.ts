import { getEventListeners } from 'node:events';
import { openCallEnd } from './call-end';

describe('openCallEnd', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('ends a call with its caller, for his reason', () => {
    const caller = new AbortController();
    const { signal, deadline } = openCallEnd(caller.signal, 1000);
    expect(signal.aborted).toBe(false);
    caller.abort('enough');
    expect([signal.aborted, signal.reason, deadline.aborted]).toEqual([true, 'enough', false]);
  });

  it('ends a call at its deadline, and its caller does not hear of it', () => {
    const caller = new AbortController();
    const { signal, deadline } = openCallEnd(caller.signal, 1000);
    jest.advanceTimersByTime(999);
    expect([signal.aborted, deadline.aborted]).toEqual([false, false]);
    jest.advanceTimersByTime(1);
    expect([signal.aborted, deadline.aborted, caller.signal.aborted]).toEqual([true, true, false]);
  });

  it('ends a call at once whose caller has given up', () => {
    expect(openCallEnd(AbortSignal.abort('before'), 1000).signal.reason).toBe('before');
  });

  it('lets go of a call that is over: no listener, no timer, no abort', () => {
    const caller = new AbortController();
    const ends = [1, 2, 3].map(() => openCallEnd(caller.signal, 1000));
    expect(getEventListeners(caller.signal, 'abort')).toHaveLength(3);
    ends.forEach(({ over }) => over());
    expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
    caller.abort();
    expect(ends.map(({ signal }) => signal.aborted)).toEqual([false, false, false]);
  });
});
