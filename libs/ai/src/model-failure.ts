import { RetryableError, TerminalError } from '@userport/errors';
import type { Usage } from './language-model';

/** What a vendor asks for a call that failed: nothing, or nobody can tell. */
export type Charge = 'not_sent' | 'nothing' | 'unknown';

/** What is known of a call that gave no usable answer. */
export interface FailedCall {
  readonly vendor: string;
  readonly model?: string | undefined;
  readonly httpStatus?: number | undefined;
  /** The vendor's own word, such as `insufficient_quota` or `SAFETY`. */
  readonly vendorCode?: string | undefined;
  readonly requestId?: string | undefined;
  /** How an answer broke the wanted shape, in words that may be shown to the model. */
  readonly brokenRule?: string | undefined;
  /** What the call used although its answer is worthless. */
  readonly usage?: Usage | undefined;
  readonly charge?: Charge | undefined;
}

/** The facts of a failed call; rides as the cause of a TerminalError or a RetryableError. */
export class ModelCallError extends Error {
  override readonly name = 'ModelCallError';
  readonly call: FailedCall;

  constructor(message: string, call: FailedCall, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.call = call;
  }
}

interface FailureKind {
  /** True when the same call cannot succeed later. */
  readonly final: boolean;
  /** What to do about it. */
  readonly advice: string;
}

const again = (advice: string): FailureKind => ({ final: false, advice });
const final = (advice: string): FailureKind => ({ final: true, advice });

/**
 * Every way in which a call to a model fails, by the code of the error that is thrown. A cut-off answer may be asked
 * for again, since thinking counts against the limit and its length varies.
 */
export const FAILURES = {
  configuration: final('Set the variable and start again.'),
  vendor_unauthorized: final('Check the key and what it may do.'),
  vendor_refused: final('The same request will be refused again; the request or the account must change.'),
  model_gone: final('Look the name up in MODELS of libs/config and on the deprecations page of the vendor.'),
  quota_exhausted: final('Somebody must add credit or raise the limit at the vendor.'),
  daily_quota_exhausted: again('It is counted anew after midnight Pacific time.'),
  rate_limited: again('Try later, or ask the vendor for a higher rate.'),
  vendor_unavailable: again('Try later.'),
  timed_out: again('Try later, or ask for less at once.'),
  aborted: again('The caller gave up; nothing is wrong with the call.'),
  connection_failed: again('Check the base address if it goes on.'),
  answer_too_large: final('Ask for less at once.'),
  answer_unreadable: again('Check that the base address belongs to the vendor if it goes on.'),
  answer_malformed: again('Ask again and name the broken rule.'),
  answer_truncated: again('Raise maxOutputTokens, which covers thinking too, or ask for less at once.'),
  answer_stopped: again('Try again.'),
  answer_empty: again('Try again.'),
  answer_blocked: final('The vendor withholds this answer; the question must change.'),
  answer_refused: final('The model declines; the question must change.'),
  prompt_blocked: final('The vendor does not accept this prompt; it must change.'),
} satisfies Record<string, FailureKind>;

/** A code of {@link FAILURES}. */
export type FailureCode = keyof typeof FAILURES;

/** What is told of one failure. */
export interface Failure {
  readonly code: FailureCode;
  /** What happened, as the end of a sentence that begins with vendor and model; no full stop. */
  readonly happened: string;
  readonly call: FailedCall;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** Makes the error of a failed call: one of the pair, its facts as the cause. */
export function failureError(failure: Failure): TerminalError | RetryableError {
  const { code, happened, call, retryAfterMs } = failure;
  const kind: FailureKind = FAILURES[code];
  const who = call.model === undefined ? call.vendor : `${call.vendor} ${call.model}`;
  const cause = new ModelCallError(`${who}: ${code}`, call, failure.cause);
  const message = `${who}: ${happened}. ${kind.advice}`;
  return kind.final
    ? new TerminalError(message, { code, cause })
    : new RetryableError(message, { code, cause, retryAfterMs });
}

/** Deep enough for what the SDKs wrap around an error of ours. */
const DEEPEST_WRAP = 4;

const inChain = <T>(error: unknown, find: (link: unknown) => T | undefined): T | undefined => {
  let link = error;
  for (let depth = 0; depth <= DEEPEST_WRAP && link !== undefined; depth += 1) {
    const found = find(link);
    if (found !== undefined) return found;
    link = typeof link === 'object' && link !== null ? Reflect.get(link, 'cause') : undefined;
  }
  return undefined;
};

/** The error of the pair that an SDK has wrapped, if there is one. */
export const pairInside = (error: unknown): TerminalError | RetryableError | undefined =>
  inChain(error, (link) =>
    link instanceof TerminalError || link instanceof RetryableError ? link : undefined,
  );

/**
 * The facts of the failed call behind an error that a model threw; undefined for any other error. Its `brokenRule`
 * is what a repair must name, its `usage` what the worthless answer cost.
 */
export const failedCall = (error: unknown): FailedCall | undefined =>
  inChain(error, (link) => (link instanceof ModelCallError ? link.call : undefined));

/** Long enough for a vendor's sentence. */
const LONGEST_EXCERPT = 200;

/** A vendor's own words, fit for an error message: one line, bounded, without anything that looks like a key. */
export function excerpt(text: string, secret = ''): string {
  const clean = (secret === '' ? text : text.replaceAll(secret, '[key]'))
    .replace(/\b(?:sk-|AIza)[\w*.-]+/g, '[key]')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return clean.length > LONGEST_EXCERPT ? `${clean.slice(0, LONGEST_EXCERPT)}…` : clean;
}
