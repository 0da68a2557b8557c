import type { HttpClock } from './clock';

/** A clock that a test holds: sleeping passes at once and is written down, time-outs fire when told to. */
export interface ManualClock extends HttpClock {
  /** Every sleep so far, ms. */
  readonly sleeps: readonly number[];
  /** Lets time pass, ms. */
  advance(ms: number): void;
  /** Fires every pending time-out, whatever its time. */
  fire(): void;
  /** The times of the pending time-outs, ms. */
  pending(): readonly number[];
}

/** A clock that stands at `startMs` (ms since 1970) until a test moves it. */
export function manualClock(startMs = Date.UTC(2026, 10, 23)): ManualClock {
  const sleeps: number[] = [];
  const timers = new Map<() => void, number>();
  let nowMs = startMs;
  return {
    sleeps,
    now: () => nowMs,
    sleep: (ms, signal) => {
      sleeps.push(ms);
      if (signal.aborted) return Promise.reject(signal.reason as Error);
      nowMs += ms;
      return Promise.resolve();
    },
    after: (ms, call) => {
      timers.set(call, ms);
      return () => timers.delete(call);
    },
    advance: (ms) => {
      nowMs += ms;
    },
    fire: () => {
      for (const call of [...timers.keys()]) {
        timers.delete(call);
        call();
      }
    },
    pending: () => [...timers.values()],
  };
}
