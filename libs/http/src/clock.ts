import { setTimeout as wait } from 'node:timers/promises';

/** Time as a client needs it; a test gives its own, so that none waits. */
export interface HttpClock {
  /** ms since 1970. */
  now(): number;
  /** Resolves after a time; rejects at once when aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Calls once after a time; the answer cancels it. */
  after(ms: number, call: () => void): () => void;
}

/** The time of this process. */
export const systemClock: HttpClock = {
  now: Date.now,
  sleep: (ms, signal) => wait(ms, undefined, { signal }),
  after: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};
