import type { Clock } from '@userport/runner';
import { setTimeout as pause } from 'node:timers/promises';

/** Time as this process sees it. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
  sleep: async (ms, signal) => {
    await pause(ms, undefined, { signal });
  },
};
