/** What an answer means for the caller. */
export interface Judgement {
  /** `again`: in place, then as retryable; `later`: retryable at once; `never`: final. */
  readonly verdict: 'again' | 'later' | 'never';
  /** What happened and what to do, in plain words; free of secrets and of the payload. */
  readonly message?: string;
  /** A stable word for machines; else `vendor_refused` or `vendor_unavailable`. */
  readonly code?: string;
  /** How long to wait when the body says it; else Retry-After counts. */
  readonly retryAfterMs?: number | undefined;
}

/** A vendor's own table of what to try again. */
export interface RetryPolicy {
  /** Further tries after the first. */
  readonly limit: number;
  /** Tried again in place, then retryable. */
  readonly statuses: readonly number[];
  /** Retryable, but not now: out of credits, a quota of the day. */
  readonly laterStatuses: readonly number[];
  /**
   * Whether a call that was sent and not answered (time-out, broken connection) is tried again in place. It may have
   * been executed, so by default only GET is. What never reached the other side is always tried again.
   */
  readonly unanswered: boolean | 'get';
  /** Wait before the second try; doubles from there. */
  readonly firstDelayMs: number;
  /** The longest wait in place, also when the other side asks for more: that ends as retryable with its delay. */
  readonly longestWaitMs: number;
}

/** RFC 9110's transient statuses; two more tries, as most vendors' own clients make. */
export const DEFAULT_RETRY: RetryPolicy = {
  limit: 2,
  statuses: [408, 429, 500, 502, 503, 504],
  laterStatuses: [],
  unanswered: 'get',
  firstDelayMs: 500,
  longestWaitMs: 30_000,
};

/** What a status means by the table; undefined for a good one. */
export function judgeStatus(status: number, policy: RetryPolicy): Judgement | undefined {
  if (status >= 200 && status <= 299) return undefined;
  if (policy.statuses.includes(status)) return { verdict: 'again' };
  return { verdict: policy.laterStatuses.includes(status) ? 'later' : 'never' };
}

/**
 * How long to wait after a failed try, ms. What the other side asks for counts as it is; else the delay doubles from
 * try to try and its second half is random, so that callers who failed together do not come back together.
 */
export function waitMs(
  policy: RetryPolicy,
  failedTries: number,
  askedMs: number | undefined,
  random: () => number,
): number {
  if (askedMs !== undefined) return askedMs;
  const whole = Math.min(policy.firstDelayMs * 2 ** (failedTries - 1), policy.longestWaitMs);
  return Math.round(whole * (0.5 + random() / 2));
}
