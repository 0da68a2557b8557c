/** How a queue retries; the fields of Cloud Tasks' `RetryConfig`, in ms. */
export interface RetryRules {
  /** Attempts in all, the first included. */
  readonly maxAttempts: number;
  readonly minBackoffMs: number;
  readonly maxBackoffMs: number;
  /** The wait doubles this often, then grows by the last step until the maximum. */
  readonly maxDoublings: number;
}

/**
 * The rules of every queue here. 100 attempts: the queue never decides that a job failed, the job's own `max_retries`
 * does. At least 10 s: a receiver that restarts needs about that. At most 10 min: refusals of one callback must span
 * 10 min before the result is parked, so a longer wait would only delay that judgement.
 */
export const QUEUE_RETRY: RetryRules = {
  maxAttempts: 100,
  minBackoffMs: 10_000,
  maxBackoffMs: 600_000,
  maxDoublings: 6,
};

/** A lease lasts half an hour at most and is the longest wait that anyone asks for; an hour leaves room. */
const LONGEST_RETRY_AFTER_MS = 3_600_000;

/**
 * The wait before a retry (1 for the first): doubling, then linear, then constant, as Cloud Tasks documents it for
 * `RetryConfig.max_doublings` (google/cloud/tasks/v2/queue.proto).
 */
export function backoffMs(rules: RetryRules, retry: number): number {
  const doublings = Math.min(retry - 1, rules.maxDoublings);
  const steps = Math.max(1, retry - rules.maxDoublings);
  return Math.min(rules.maxBackoffMs, rules.minBackoffMs * 2 ** doublings * steps);
}

/** A `Retry-After` header in ms: whole seconds or an HTTP date (RFC 9110, 10.2.3); 0 when absent or unreadable. */
export function retryAfterMs(header: string | undefined, nowMs: number): number {
  const text = header?.trim() ?? '';
  if (text === '') return 0;
  const askedMs = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
  return Number.isFinite(askedMs) ? Math.min(Math.max(0, askedMs), LONGEST_RETRY_AFTER_MS) : 0;
}
