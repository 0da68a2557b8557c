import { retryAfterMs } from './retry-after';

/** Statuses whose Retry-After speaks of the account and not of this one call (RFC 6585, 4; RFC 9110, 15.6.4). */
const BUSY = new Set([429, 503]);

/** A reset above this is a date in seconds since 1970; below, a number of seconds from now. */
const EARLIEST_DATE_SECONDS = 1_000_000_000;

const numberOf = (text: string | null | undefined): number | undefined =>
  text === null || text === undefined || !/^\s*\d{1,12}\s*$/.test(text) ? undefined : Number(text);

const untilMs = (resetSeconds: number, nowMs: number): number =>
  resetSeconds >= EARLIEST_DATE_SECONDS ? Math.max(0, resetSeconds * 1000 - nowMs) : resetSeconds * 1000;

/** Of the IETF draft's one field, `"minute";r=0;t=27`: the longest reset of the policies that have nothing left. */
const structuredMs = (field: string): number | undefined => {
  const waits = field.split(',').flatMap((policy) => {
    const left = numberOf(/;\s*r=(\d+)/.exec(policy)?.[1]);
    const reset = numberOf(/;\s*t=(\d+)/.exec(policy)?.[1]);
    return left === 0 && reset !== undefined ? [reset * 1000] : [];
  });
  return waits.length === 0 ? undefined : Math.max(...waits);
};

const PAIRS = [
  ['ratelimit-remaining', 'ratelimit-reset'],
  ['x-ratelimit-remaining', 'x-ratelimit-reset'],
] as const;

/**
 * How long an answer asks every call of the account to wait, ms: Retry-After of a 429 or 503, or a window that has
 * nothing left by `RateLimit` (draft-ietf-httpapi-ratelimit-headers), `RateLimit-Remaining` with `RateLimit-Reset`, or
 * the same with `X-` before it. Undefined when it asks for nothing.
 */
export function pauseAskedMs(status: number, headers: Headers, nowMs: number): number | undefined {
  const asked = BUSY.has(status) ? retryAfterMs(headers, nowMs) : undefined;
  if (asked !== undefined) return asked;
  const structured = structuredMs(headers.get('ratelimit') ?? '');
  if (structured !== undefined) return structured;
  for (const [remaining, reset] of PAIRS) {
    const resetSeconds = numberOf(headers.get(reset));
    if (numberOf(headers.get(remaining)) === 0 && resetSeconds !== undefined) {
      return untilMs(resetSeconds, nowMs);
    }
  }
  return undefined;
}
