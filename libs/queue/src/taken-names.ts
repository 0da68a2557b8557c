/** The names that a queue will not take again: those of tasks it holds, and for a while those of tasks it is rid of. */
export interface TakenNames {
  /** Takes a name; false when it was taken before and is not yet forgotten. */
  take(name: string, nowMs: number): boolean;
  /** The task of this name is done or given up; the name is remembered from here on. */
  release(name: string, nowMs: number): void;
}

/**
 * Remembers names as Cloud Tasks does: for up to a day after the task is gone. Memory is bounded: beyond `most`
 * names the oldest is forgotten early.
 */
export function takenNames(rememberMs: number, most: number): TakenNames {
  const held = new Set<string>();
  const past = new Map<string, number>();

  const forget = (nowMs: number) => {
    for (const [name, untilMs] of past) {
      if (untilMs > nowMs && past.size <= most) return;
      past.delete(name);
    }
  };

  return {
    take(name, nowMs) {
      forget(nowMs);
      if (held.has(name) || past.has(name)) return false;
      held.add(name);
      return true;
    },
    release(name, nowMs) {
      if (!held.delete(name)) return;
      past.set(name, nowMs + rememberMs);
      forget(nowMs);
    },
  };
}
