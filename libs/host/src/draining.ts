/** Cloud Run kills ten seconds after SIGTERM; the last answers need a moment of that. */
const LAST_ANSWERS_MS = 1_500;

/** Whether the process is stopping, and which requests it still owes an answer. */
export interface Draining {
  readonly started: boolean;
  /** Aborted when running work must give back what it holds. */
  readonly signal: AbortSignal;
  /** Counts a request in; the answer counts it out. */
  begin(): () => void;
  /**
   * Stops: nothing new is begun, work has `graceMs` to finish, then it is told to stop. Resolves when every request
   * was answered, or when no time is left.
   */
  start(graceMs: number): Promise<void>;
}

/** Opens the count. */
export function openDraining(): Draining {
  const stop = new AbortController();
  let started = false;
  let underWay = 0;
  let onIdle = (): void => undefined;
  return {
    get started() {
      return started;
    },
    signal: stop.signal,
    begin() {
      underWay += 1;
      let counted = true;
      return () => {
        if (!counted) return;
        counted = false;
        underWay -= 1;
        if (underWay === 0) onIdle();
      };
    },
    async start(graceMs) {
      started = true;
      const idle = new Promise<void>((resolve) => {
        onIdle = resolve;
        if (underWay === 0) resolve();
      });
      const grace = setTimeout(
        () => stop.abort(new DOMException('The instance is stopping.', 'AbortError')),
        graceMs,
      );
      let last: NodeJS.Timeout | undefined;
      const timeUp = new Promise<void>((resolve) => {
        last = setTimeout(resolve, graceMs + LAST_ANSWERS_MS);
      });
      await Promise.race([idle, timeUp]);
      clearTimeout(grace);
      clearTimeout(last);
    },
  };
}
