/** Time as the queue sees it. */
export interface Clock {
  /** ms since 1970. */
  now(): number;
  /** Calls once after a time; the answer cancels it. */
  after(ms: number, call: () => void): () => void;
}

/** The machine's own clock and timers. */
export const systemClock: Clock = {
  now: Date.now,
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};

/** Waits that can be called off together. */
export const openTimers = (clock: Clock) => {
  const cancels = new Set<() => void>();
  return {
    after(ms: number, call: () => void): () => void {
      const stop = clock.after(ms, () => {
        cancels.delete(cancel);
        call();
      });
      const cancel = () => {
        cancels.delete(cancel);
        stop();
      };
      cancels.add(cancel);
      return cancel;
    },
    cancelAll: () => [...cancels].forEach((cancel) => cancel()),
  };
};
