/** Something that happens at a moment of virtual time. */
interface Timer {
  readonly dueMs: number;
  readonly order: number;
  readonly owner: object;
  readonly call: () => void;
}

/** Virtual time: nothing in a run ever waits for a real clock. */
export interface Timeline {
  now(): number;
  /** Lets time pass; what comes due is called by {@link fire}, not here. */
  pass(ms: number): void;
  /** Calls once after a time, on behalf of an owner; the answer cancels it. */
  after(ms: number, owner: object, call: () => void): () => void;
  /** The next moment at which something is due for an owner that may be called. */
  nextDue(mayCall: (owner: object) => boolean): number | undefined;
  /** Calls what is due, in order; false when nothing was. */
  fire(mayCall: (owner: object) => boolean): boolean;
  /** Forgets the timers of an owner. */
  drop(owner: object): void;
}

/** Starts virtual time at a literal instant. */
export function openTimeline(startMs: number): Timeline {
  let nowMs = startMs;
  let order = 0;
  let timers: Timer[] = [];
  return {
    now: () => nowMs,
    pass(ms) {
      nowMs += ms;
    },
    after(ms, owner, call) {
      const timer = { dueMs: nowMs + ms, order: (order += 1), owner, call };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    nextDue(mayCall) {
      let next: number | undefined;
      for (const { dueMs, owner } of timers)
        if (mayCall(owner) && (next === undefined || dueMs < next)) next = dueMs;
      return next;
    },
    fire(mayCall) {
      const due = timers.filter((timer) => timer.dueMs <= nowMs && mayCall(timer.owner));
      if (due.length === 0) return false;
      timers = timers.filter((timer) => !due.includes(timer));
      for (const timer of due.sort((a, b) => a.dueMs - b.dueMs || a.order - b.order)) timer.call();
      return true;
    },
    drop(owner) {
      timers = timers.filter((timer) => timer.owner !== owner);
    },
  };
}
