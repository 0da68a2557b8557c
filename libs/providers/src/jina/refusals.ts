import type { HttpClientOptions } from '@userport/http';
import { jinaError } from './schemas';

type Judge = NonNullable<HttpClientOptions['judge']>;
type Judgement = NonNullable<ReturnType<Judge>>;

interface Row {
  readonly verdict: Judgement['verdict'];
  readonly code: string;
  /** What it means and what to do. */
  readonly means: string;
  readonly retryAfterMs?: number;
}

/** Long enough that a site which failed too often has a chance to work again; Jina names no time. */
const PAUSE_MS = 5 * 60 * 1000;

const row = (verdict: Row['verdict'], code: string, means: string, retryAfterMs?: number): Row => ({
  verdict,
  code,
  means,
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});

const TOP_UP = 'Top up at https://jina.ai/api-dashboard, or set another JINA_API_KEY.';
const KEY = 'Check JINA_API_KEY: https://jina.ai/api-dashboard/key-manager.';

/**
 * What a refusal means, by Jina's own five digits where they tell more than the HTTP status.
 * https://github.com/jina-ai/reader `src/services/errors.ts`, and `civ-rpc/errors` of npm civkit.
 */
const ROWS: Readonly<Record<string, Row>> = {
  400: row('never', 'vendor_refused', 'It does not accept this request; check the address and the options.'),
  401: row('never', 'vendor_unauthorized', KEY),
  402: row('later', 'quota_exhausted', `The balance is used up. ${TOP_UP}`),
  40202: row(
    'never',
    'vendor_refused',
    'The plan of this key lacks what was asked for. Choose another plan.',
  ),
  403: row(
    'later',
    'page_paused',
    'This page failed too often lately; it is left alone for a while.',
    PAUSE_MS,
  ),
  408: row('again', 'vendor_timeout', 'It took too long; it will be tried again.'),
  409: row('again', 'vendor_unavailable', 'Another call works on the same page; it will be tried again.'),
  40904: row(
    'never',
    'page_too_long',
    'The page has more tokens than allowed. Raise the bound of this call.',
  ),
  412: row('never', 'vendor_refused', 'Too much was asked for at once.'),
  413: row('never', 'page_too_long', 'The page is too large to be read.'),
  422: row('never', 'page_unreadable', 'The page cannot be read: check the address.'),
  42206: row('never', 'nothing_found', 'There is no content, or nothing was found.'),
  429: row('again', 'rate_limited', 'Too many calls; it will be tried again.'),
  451: row('never', 'page_forbidden', 'It does not read this page for legal or safety reasons.'),
  5: row('again', 'vendor_unavailable', 'The fault is on its side; it will be tried again.'),
};

const bodyOf = (text: string) => {
  try {
    const read = jinaError.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
};

/** The vendor's name of an error is a word; anything else stays out of messages. */
const wordOf = (name: string | null | undefined): string =>
  name != null && /^\w{1,60}$/.test(name) ? ` (${name})` : '';

const untilMs = (date: string | null | undefined, nowMs: number): number | undefined => {
  const at = Date.parse(date ?? '');
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
};

/** Judges an answer of reader or search; `now` is ms since 1970. */
export const judgeJina =
  (now: () => number): Judge =>
  (answer) => {
    if (answer.status <= 299) return undefined;
    const body = bodyOf(answer.text());
    const known = ROWS[body?.status ?? ''] ?? ROWS[answer.status] ?? ROWS[Math.floor(answer.status / 100)];
    if (known === undefined) return undefined;
    const { verdict, code, means, retryAfterMs } = known;
    const saidMs = body?.retryAfter == null ? undefined : Math.ceil(body.retryAfter * 1000);
    return {
      verdict,
      code,
      message: `answered ${answer.status}${wordOf(body?.name)}. ${means}`,
      retryAfterMs: saidMs ?? untilMs(body?.retryAfterDate, now()) ?? retryAfterMs,
    };
  };
