import type { Cache } from '@userport/cache';
import { RetryableError } from '@userport/errors';
import { z } from 'zod';

/**
 * 25 refusals within five minutes ban the whole address until the vendor's support lifts it
 * (https://docs.brightdata.com, rate limits). The second one is near enough.
 */
const WINDOW_MS = 5 * 60 * 1000;
const REFUSALS_TO_STOP = 2;
/** Other instances look that often for a stop that one of them wrote; a job that begins looks at once. */
const LOOK_EVERY_MS = 30_000;

const stopFact = z.object({ stopped_until: z.number() });

const IDENTITY = {
  vendor: 'brightdata',
  method: 'stop',
  schemaVersion: 1,
  scope: 'shared',
  request: {},
} as const;

/** Leaves a vendor alone that asked for it, in every instance. */
export interface Stop {
  /** @throws RetryableError `vendor_stopped` with the time that is left, here or by another instance's row */
  check(): Promise<void>;
  /** Notes a refusal (429); the second one within five minutes stops all calls for five minutes and tells the others. */
  refused(): Promise<void>;
}

/**
 * Opens the stop. Its row stands in `api_request_cache` under a key of its own; every instance reads it before its
 * first call and every 30 s.
 */
export function openStop(cache: Cache, now: () => number): Stop {
  let refusals: number[] = [];
  let stoppedUntilMs = -Infinity;
  let lookedMs = -Infinity;

  const look = async (): Promise<void> => {
    if (now() - lookedMs < LOOK_EVERY_MS) return;
    lookedMs = now();
    const fact = stopFact.safeParse((await cache.recall(IDENTITY, WINDOW_MS))?.value);
    if (fact.success) stoppedUntilMs = Math.max(stoppedUntilMs, fact.data.stopped_until);
  };

  return {
    async check() {
      await look();
      const leftMs = stoppedUntilMs - now();
      if (leftMs <= 0) return;
      throw new RetryableError(
        `brightdata: no call is made before ${new Date(stoppedUntilMs).toISOString()}, since it refused two within ` +
          'five minutes and bans who goes on. Give this account fewer jobs at a time.',
        { code: 'vendor_stopped', retryAfterMs: leftMs },
      );
    },
    async refused() {
      refusals = [...refusals.filter((at) => at > now() - WINDOW_MS), now()];
      if (refusals.length < REFUSALS_TO_STOP) return;
      stoppedUntilMs = now() + WINDOW_MS;
      await cache.remember(IDENTITY, { stopped_until: stoppedUntilMs });
    },
  };
}
