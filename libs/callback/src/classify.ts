import { TerminalError } from '@userport/errors';
import { excerptOf, type HttpAnswer, HttpCallError, retryAfterMs } from '@userport/http';

/** What the receiver said of one page. */
export type CallbackAnswer =
  | { readonly kind: 'accepted'; readonly httpStatus: number }
  /** 200 with `skipped`: received, and ignored on purpose. */
  | { readonly kind: 'skipped'; readonly httpStatus: number; readonly reason: string }
  /** Refused at once and for good, or (500) in a way that only repetition makes final. */
  | {
      readonly kind: 'refused';
      readonly httpStatus: number;
      readonly answer: string;
      readonly forGood: boolean;
    }
  /** Not answered, or asked to come again. */
  | {
      readonly kind: 'unanswered';
      readonly httpStatus?: number;
      readonly reason: string;
      readonly retryAfterMs?: number;
    };

/** One try: what was said, and what may follow. */
export interface CallbackTry {
  readonly answer: CallbackAnswer;
  /** `wait`: again after a while. `renew`: at once with a new token, once. `stop`: not in this delivery. */
  readonly next: 'stop' | 'wait' | 'renew';
  /** True when the receiver may have applied the page all the same: a `once` page then is not tried again. */
  readonly mayBeApplied: boolean;
  /** How long the receiver asks to wait, ms, if it says so. */
  readonly askedMs?: number | undefined;
}

/** The queue comes back after ten seconds at the earliest. */
const DEFAULT_RETRY_AFTER_MS = 10_000;

/** More than an hour is a fault in the header rather than a wish. */
const LONGEST_RETRY_AFTER_MS = 3_600_000;

/** django-contract: a body that is wrong, an account that is gone, an address that is none. */
const REFUSED_FOR_GOOD = new Set([400, 404, 410, 413, 422]);

/** Answers that say: nothing was done, come again. */
const COME_AGAIN = new Set([409, 425, 429]);

/** Answers of a proxy before Django, or of a server that stopped halfway; what became of the page is not known. */
const GATEWAY_FAULTS = new Set([408, 502, 503, 504]);

const objectIn = (text: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
};

const withExcerpt = (reason: string, text: string): string => {
  const said = excerptOf(text, []);
  return said === '' ? reason : `${reason} It said: ${said}`;
};

const unanswered = (httpStatus: number, reason: string, askedMs: number | undefined): CallbackAnswer => ({
  kind: 'unanswered',
  httpStatus,
  reason,
  retryAfterMs: Math.min(askedMs ?? DEFAULT_RETRY_AFTER_MS, LONGEST_RETRY_AFTER_MS),
});

/** The words of a 200 count: a login page or a proxy's greeting is 200, too, and nothing was taken. */
const classifyGood = (httpStatus: number, text: string): CallbackTry => {
  const said = httpStatus === 200 ? objectIn(text) : undefined;
  const status = said?.['status'];
  const stop = { next: 'stop', mayBeApplied: true } as const;
  if (status === 'success' || status === 'processing') {
    return { answer: { kind: 'accepted', httpStatus }, ...stop };
  }
  if (status === 'skipped') {
    const given = said?.['reason'];
    const reason = typeof given === 'string' ? excerptOf(given, []) : 'no reason given';
    return { answer: { kind: 'skipped', httpStatus, reason }, ...stop };
  }
  const reason = `${httpStatus} without the receiver's word for it: is DJANGO_BASE_URL the address of Django?`;
  return { answer: unanswered(httpStatus, withExcerpt(reason, text), undefined), ...stop };
};

const reasonOf = (httpStatus: number): string => {
  if (httpStatus === 401 || httpStatus === 403) {
    return "The token was refused: Django's USERPORT_BASE_URL must equal DJANGO_BASE_URL, and its WORKER_SERVICE_ACCOUNT_EMAIL this account.";
  }
  if (httpStatus <= 399)
    return 'A redirect, which is not followed: correct scheme and host of DJANGO_BASE_URL.';
  return COME_AGAIN.has(httpStatus) || httpStatus === 408 || httpStatus >= 500
    ? 'The receiver asks to come again.'
    : 'Not an answer of the callback: correct DJANGO_BASE_URL.';
};

const nextAfter = (httpStatus: number): CallbackTry['next'] => {
  if (httpStatus === 401 || httpStatus === 403) return 'renew';
  return COME_AGAIN.has(httpStatus) || GATEWAY_FAULTS.has(httpStatus) ? 'wait' : 'stop';
};

const classifyRefused = (httpStatus: number, text: string): CallbackTry => {
  const forGood = httpStatus !== 500;
  return {
    answer: { kind: 'refused', httpStatus, answer: excerptOf(text, []), forGood },
    next: forGood ? 'stop' : 'wait',
    // Django's own 500 is JSON, and rolled back; a page of HTML may come from anybody on the way.
    mayBeApplied: !forGood && objectIn(text) === undefined,
  };
};

/** Reads an answer by its status and, for 200, by the word inside. Pure. */
export function classifyAnswer(answer: HttpAnswer, nowMs: number): CallbackTry {
  const { status, headers } = answer;
  const text = answer.text();
  if (status <= 299) return classifyGood(status, text);
  const askedMs = retryAfterMs(headers, nowMs);
  if (status === 500 || REFUSED_FOR_GOOD.has(status)) return { ...classifyRefused(status, text), askedMs };
  return {
    answer: unanswered(status, withExcerpt(`${status}: ${reasonOf(status)}`, text), askedMs),
    next: nextAfter(status),
    mayBeApplied: status >= 500 || status === 408,
    askedMs,
  };
}

/** Reads a call that had no whole answer. What never left this machine was certainly not applied. Pure. */
export function classifyFailure(error: unknown): CallbackTry {
  const facts =
    error instanceof Error && error.cause instanceof HttpCallError ? error.cause.facts : undefined;
  const message = error instanceof Error ? error.message : 'the call failed';
  return {
    answer: { kind: 'unanswered', reason: excerptOf(message, []), retryAfterMs: DEFAULT_RETRY_AFTER_MS },
    next: error instanceof TerminalError ? 'stop' : 'wait',
    mayBeApplied: facts?.sent ?? true,
  };
}
