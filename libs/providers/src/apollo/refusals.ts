import { type HttpClientOptions, retryAfterMs } from '@userport/http';

type Judge = NonNullable<HttpClientOptions['judge']>;
type Judgement = NonNullable<ReturnType<Judge>>;

const PLANS = 'https://app.apollo.io/#/settings/plans';
const KEYS = 'https://app.apollo.io/#/settings/integrations/api';
const MINUTE_MS = 60_000;

interface Window {
  readonly name: string;
  readonly lengthMs: number;
  /** Tells how many calls are left; empty where the plan knows no such window. */
  readonly headers: readonly string[];
  /** How an error's sentence names it. */
  readonly words: RegExp;
}

/** Longest first: a longer one that is used up makes waiting for a shorter one useless. */
const LONG_WINDOWS: readonly Window[] = [
  {
    name: 'day',
    lengthMs: 24 * 60 * MINUTE_MS,
    headers: ['x-24-hour-requests-left', 'x-daily-requests-left'],
    words: /per (day|24.hours?)/i,
  },
  {
    name: 'hour',
    lengthMs: 60 * MINUTE_MS,
    headers: ['x-hourly-requests-left'],
    words: /per hour/i,
  },
];

/**
 * A 429 by the window that is used up. A minute is waited for; an hour or a day ends the call with the time that it takes.
 * https://docs.apollo.io/reference/rate-limits
 */
function busy({ headers, text }: Parameters<Judge>[0], nowMs: number): Judgement {
  const said = text();
  const askedMs = retryAfterMs(headers, nowMs);
  const long =
    LONG_WINDOWS.find((one) => one.headers.some((name) => headers.get(name)?.trim() === '0')) ??
    LONG_WINDOWS.find(({ words }) => words.test(said));
  const code = 'rate_limited';
  if (long === undefined) {
    const message = 'answered 429. The calls of this minute are used up; it will be tried again.';
    return { verdict: 'again', code, message, retryAfterMs: askedMs ?? MINUTE_MS };
  }
  const message = `answered 429. The calls of this ${long.name} are used up; it will be tried again after it: ${KEYS}.`;
  return { verdict: 'later', code, message, retryAfterMs: askedMs ?? long.lengthMs };
}

const judgement = (verdict: Judgement['verdict'], code: string, message: string): Judgement => ({
  verdict,
  code,
  message,
});

const NO_CREDITS = /(insufficient|out of|not enough|no( more)?)\b.{0,30}\bcredits?/i;

const outOfCredits = (status: number): Judgement =>
  judgement('later', 'quota_exhausted', `answered ${status}. The credits are used up: ${PLANS}.`);

/** Of a 403: the key may lack the endpoint, or the plan does. Another key or plan changes it, so it is not final. */
const forbidden = (said: string): Judgement =>
  /API_INACCESSIBLE|not authorized/i.test(said)
    ? judgement(
        'later',
        'vendor_unauthorized',
        `answered 403. This key is not allowed to call this endpoint: allow it at ${KEYS}, or set a master key.`,
      )
    : judgement(
        'later',
        'quota_exhausted',
        `answered 403. The plan does not hold this endpoint, or its credits are used up: ${PLANS}.`,
      );

const ROWS: Readonly<Record<number, Judgement>> = {
  400: judgement('never', 'vendor_refused', 'answered 400. It does not accept this request.'),
  401: judgement('never', 'vendor_unauthorized', `answered 401. Check APOLLO_API_KEY: ${KEYS}.`),
  402: outOfCredits(402),
  404: judgement(
    'never',
    'vendor_refused',
    'answered 404. It knows no such endpoint: check APOLLO_BASE_URL.',
  ),
  422: judgement('never', 'vendor_refused', 'answered 422. It does not accept what was asked for.'),
};

/** Judges an answer of any endpoint; `now` is ms since 1970. A 401 is plain text, all others are JSON. */
export const judgeApollo =
  (now: () => number): Judge =>
  (answer) => {
    const { status, text } = answer;
    if (status <= 299) return undefined;
    if (status === 429) return busy(answer, now());
    if (status === 403) return forbidden(text());
    if (status === 422 && NO_CREDITS.test(text())) return outOfCredits(status);
    return ROWS[status];
  };
