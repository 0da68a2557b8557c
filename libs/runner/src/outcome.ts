import type { JsonObject } from '@userport/contracts';
import type { ErrorRecord } from '@userport/errors';

/** How a delivery ended. The host turns each into one HTTP answer; see OUTCOME_ANSWERS there. */
export type Outcome =
  /** The result is durable and the receiver took every body; `summary` is the task's own. */
  | { readonly name: 'delivered' | 'failed' | 'cancelled'; readonly summary: JsonObject }
  /** The result was there already; what was missing has been sent. */
  | { readonly name: 'resumed'; readonly summary: JsonObject }
  /** Delivered before; the stored bodies were sent again, nothing ran. */
  | { readonly name: 'replayed'; readonly summary: JsonObject }
  /** The receiver answered that it ignores the result. */
  | { readonly name: 'not_taken'; readonly summary: JsonObject }
  /** Refused for good, or unreadable: stored, listed, waiting for an operator. */
  | { readonly name: 'parked'; readonly reason: string }
  /** The same job with another payload. */
  | { readonly name: 'rejected'; readonly reason: string }
  /** Crashed too often. */
  | { readonly name: 'quarantined'; readonly reason: string }
  /** A later generation exists; this one will never be sent. */
  | { readonly name: 'superseded'; readonly reason: string }
  /** Whom the job is about was forgotten: nothing of it is run or sent any more. */
  | { readonly name: 'forgotten'; readonly reason: string }
  /** Somebody else holds the claim. */
  | { readonly name: 'held'; readonly retryAfterMs: number }
  /** The attempt failed and another may succeed. */
  | { readonly name: 'retry'; readonly error: ErrorRecord }
  /** The result is durable; the receiver did not take it yet. */
  | { readonly name: 'callback_failed'; readonly reason: string; readonly retryAfterMs: number }
  /** Storage did not answer before anything began, or did not take the end of a claim. */
  | { readonly name: 'storage_unreachable'; readonly reason: string }
  /** Whether the result was settled is not known; the lease is kept, nothing is sent. */
  | { readonly name: 'settling_unknown'; readonly reason: string }
  /** The stored payload is not whole yet. */
  | { readonly name: 'payload_missing'; readonly reason: string }
  /** The instance is stopping; the claim was given back. */
  | { readonly name: 'draining' }
  /** No time is left in this delivery to begin anything. */
  | { readonly name: 'too_late' };

/** The name of an outcome. */
export type OutcomeName = Outcome['name'];
