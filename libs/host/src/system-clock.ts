import type { Clock } from '@userport/runner';
import { setTimeout as pause } from 'node:timers/promises';

/** Time as this process sees it. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(ms, call) {
    // A process that stood still finds its moment passed; Node warns of that and waits 1 ms all the same.
    const timer = setTimeout(call, Math.max(1, ms));
    return () => clearTimeout(timer);
  },
  sleep: async (ms, signal) => {
    await pause(ms, undefined, { signal });
  },
};
