import { RetryableError } from '@userport/errors';
import pLimit from 'p-limit';
import type { HttpClock } from './clock';

/** So many calls in any stretch of time of this length. */
export interface RateRule {
  readonly calls: number;
  readonly windowMs: number;
}

/** What a vendor allows one account, and how many processes share it. */
export interface RateLimits {
  /** Every one of them is kept. */
  readonly rules?: readonly RateRule[];
  /** Calls under way at a time. */
  readonly inFlight?: number;
  /** Processes that call with the same account at the same time: the function's maximum instances. */
  readonly instances: number;
}

/** One call that wants to pass. */
export interface Passage {
  /** What is called, for the error. */
  readonly endpoint: string;
  /** ms since 1970; a wait that would pass it is not begun. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Lets calls through as fast as the vendor allows, in the order in which they came. */
export interface RateGate {
  /**
   * Waits for a place, then makes the call.
   * @throws RetryableError `rate_limited` with the delay, when the place comes after the deadline; `aborted`
   */
  pass<T>(passage: Passage, call: () => Promise<T>): Promise<T>;
  /** Nobody passes before this time, ms since 1970: the vendor asked for a pause. */
  pauseUntil(atMs: number): void;
}

/**
 * A process's share of a limit. Where there are more processes than calls the window grows instead, so that all
 * together never pass the limit.
 */
export function shareOf({ calls, windowMs }: RateRule, instances: number): RateRule {
  const share = Math.floor(calls / instances);
  return share >= 1 ? { calls: share, windowMs } : { calls: 1, windowMs: (windowMs * instances) / calls };
}

const seconds = (ms: number): string => `${Math.ceil(ms / 1000)} s`;

const said = (client: string, { endpoint }: Passage, limits: RateLimits, waitMs: number): RetryableError => {
  const rules = (limits.rules ?? []).map(({ calls, windowMs }) => `${calls} in ${seconds(windowMs)}`);
  const allowed =
    rules.length === 0 ? 'its pause' : `its limit of ${rules.join(' and ')}, shared by ${limits.instances}`;
  return new RetryableError(
    `${client}: ${endpoint} would have to wait ${seconds(waitMs)} for a place within ${allowed}, longer than this ` +
      'call may take. It will be tried again after that time.',
    { code: 'rate_limited', retryAfterMs: waitMs },
  );
};

const given = (client: string, signal: AbortSignal): RetryableError =>
  new RetryableError(`${client}: the call was given up while it waited for its place.`, {
    code: 'aborted',
    cause: signal.reason,
  });

/**
 * The times of past and promised calls. A further call is promised the first time at which no rule is broken: it
 * follows the call that stands `calls` places before it by a whole window. So every stretch of that length holds at
 * most `calls` of them, wherever a vendor's own windows may begin, and a burst that fits is not slowed down.
 */
const openCalendar = (rules: readonly RateRule[]) => {
  const times: number[] = [];
  const longestMs = Math.max(0, ...rules.map(({ windowMs }) => windowMs));
  return {
    promise(nowMs: number, notBeforeMs: number): number {
      const past = times.findIndex((time) => time > nowMs - longestMs);
      times.splice(0, past === -1 ? times.length : past);
      const bounds = rules.map(({ calls, windowMs }) => (times.at(-calls) ?? -Infinity) + windowMs);
      // Never before the last one promised: whoever came first goes first.
      return Math.max(nowMs, notBeforeMs, times.at(-1) ?? -Infinity, ...bounds);
    },
    note: (atMs: number) => void times.push(atMs),
    forget: (atMs: number) => void times.splice(times.lastIndexOf(atMs), 1),
  };
};

/** Makes the gate of one client. Windows are counted, not smoothed. */
export function openRateGate(client: string, limits: RateLimits, clock: HttpClock): RateGate {
  const calendar = openCalendar((limits.rules ?? []).map((rule) => shareOf(rule, limits.instances)));
  const atATime = Math.floor((limits.inFlight ?? Infinity) / limits.instances);
  // One process cannot have less than one call under way, even where that is more than its share.
  const inFlight = atATime === Infinity ? undefined : pLimit(Math.max(1, atATime));
  let pausedUntilMs = -Infinity;

  const awaitPlace = async (passage: Passage): Promise<void> => {
    const { signal = new AbortController().signal, deadlineMs } = passage;
    for (;;) {
      if (signal.aborted) throw given(client, signal);
      const nowMs = clock.now();
      const atMs = calendar.promise(nowMs, pausedUntilMs);
      if (atMs > deadlineMs) throw said(client, passage, limits, atMs - nowMs);
      calendar.note(atMs);
      if (atMs > nowMs) {
        try {
          await clock.sleep(atMs - nowMs, signal);
        } catch {
          calendar.forget(atMs);
          throw given(client, signal);
        }
      }
      if (clock.now() >= pausedUntilMs) return;
      calendar.forget(atMs);
    }
  };

  const whenGivenUp = (signal: AbortSignal, begun: AbortSignal): Promise<never> =>
    new Promise((_resolve, reject) => {
      const giveUp = () => reject(given(client, signal));
      signal.addEventListener('abort', giveUp, { once: true, signal: begun });
    });

  return {
    async pass(passage, call) {
      const begun = new AbortController();
      const passed = async () => {
        begun.abort();
        await awaitPlace(passage);
        return call();
      };
      if (inFlight === undefined) return passed();
      const turn = inFlight(passed);
      if (passage.signal === undefined) return turn;
      // One that waits in the line for its turn must be able to leave it.
      return Promise.race([turn, whenGivenUp(passage.signal, begun.signal)]);
    },
    pauseUntil(atMs) {
      pausedUntilMs = Math.max(pausedUntilMs, atMs);
    },
  };
}
