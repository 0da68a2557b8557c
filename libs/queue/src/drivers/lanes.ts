/** Work that waits in line by kind, with a bound on how much of a kind runs at a time. */
export interface Lanes<T> {
  add(lane: string, item: T): void;
  /** Begins nothing further; what runs goes on. */
  pause(): void;
  resume(): void;
  /** Begins nothing further, aborts what runs and waits until it has ended. */
  close(): Promise<void>;
}

interface Lane<T> {
  readonly waiting: T[];
  running: number;
}

/**
 * Opens lanes, made as their names come.
 * @param work must not reject; it is told when the lanes close
 */
export function openLanes<T>(
  concurrentPerLane: number,
  work: (item: T, closing: AbortSignal) => Promise<void>,
): Lanes<T> {
  const lanes = new Map<string, Lane<T>>();
  const running = new Set<Promise<void>>();
  const closing = new AbortController();
  let paused = false;

  const pump = (lane: Lane<T>) => {
    while (!paused && !closing.signal.aborted && lane.running < concurrentPerLane) {
      const item = lane.waiting.shift();
      if (item === undefined) return;
      lane.running += 1;
      const ended = work(item, closing.signal).finally(() => {
        running.delete(ended);
        lane.running -= 1;
        pump(lane);
      });
      running.add(ended);
    }
  };

  return {
    add(name, item) {
      const lane = lanes.get(name) ?? { waiting: [], running: 0 };
      lanes.set(name, lane);
      lane.waiting.push(item);
      pump(lane);
    },
    pause() {
      paused = true;
    },
    resume() {
      paused = false;
      for (const lane of lanes.values()) pump(lane);
    },
    async close() {
      closing.abort();
      await Promise.all(running);
    },
  };
}
