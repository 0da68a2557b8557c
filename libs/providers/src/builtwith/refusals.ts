import type { HttpClientOptions } from '@userport/http';
import { busyBody, lookupAnswer, type LookupError } from './schemas';

type Judge = NonNullable<HttpClientOptions['judge']>;
type Judgement = NonNullable<ReturnType<Judge>>;

/** What an error inside a good answer means. */
export interface Refusal extends Pick<Judgement, 'verdict'> {
  readonly code: string;
  readonly message: string;
}

const refusal = (verdict: Judgement['verdict'], code: string, message: string): Refusal => ({
  verdict,
  code,
  message,
});

/** A domain that cannot be looked up; asked alone, the others of its request are not spoilt by it. */
export const LOOKUP_REFUSED = 'lookup_refused';

/** By code: https://api.builtwith.com, error codes. They come with status 200. */
const CODES: Readonly<Record<number, Refusal>> = {
  [-1]: refusal('never', LOOKUP_REFUSED, 'says that the look-up has a bad format (-1). Check the domain.'),
  [-2]: refusal(
    'never',
    'vendor_unauthorized',
    'refuses the key (-2). Check BUILTWITH_API_KEY: https://api.builtwith.com',
  ),
  [-3]: refusal(
    'later',
    'quota_exhausted',
    'has no credits left (-3). Buy more at https://builtwith.com/plans',
  ),
  [-4]: refusal('never', 'vendor_refused', 'does not know this technology (-4).'),
  [-5]: refusal('later', 'quota_exhausted', 'wants a larger plan (-5): https://builtwith.com/plans'),
  [-6]: refusal('later', 'vendor_unavailable', 'could not save on its side (-6).'),
  [-7]: refusal('never', 'vendor_refused', 'allows one domain a request here (-7).'),
  [-8]: refusal(
    'never',
    LOOKUP_REFUSED,
    'does not support this domain (-8). Give the registered domain alone.',
  ),
  [-99]: refusal('again', 'vendor_unavailable', 'failed on its side (-99).'),
};

const UNKNOWN = refusal(
  'later',
  'vendor_unavailable',
  'answered with an error that its documentation lacks.',
);

/** Some servers send the sentence alone. */
const WORDS = [
  [/credit/i, -3],
  [/upgrade|plan/i, -5],
  [/\bkey\b/i, -2],
  [/domain|lookup|format/i, -8],
  [/internal/i, -99],
] as const;

/** What an entry of `Errors` means. */
export function refusalOf(error: LookupError): Refusal {
  if (typeof error !== 'string' && error.Code != null) return CODES[error.Code] ?? UNKNOWN;
  const sentence = typeof error === 'string' ? error : (error.Message ?? '');
  const code = WORDS.find(([words]) => words.test(sentence))?.[1];
  return code === undefined ? UNKNOWN : (CODES[code] ?? UNKNOWN);
}

/** The domain that an error is about; undefined when it is about the whole request. */
export const lookupOf = (error: LookupError): string | undefined => {
  if (typeof error === 'string') return undefined;
  return error.Lookup == null || error.Lookup === '' ? undefined : error.Lookup.toLowerCase();
};

/** Errors of one domain leave the others alone; all else fails the request. */
export const isOfOneDomain = (error: LookupError): boolean =>
  lookupOf(error) !== undefined && refusalOf(error).code === LOOKUP_REFUSED;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** A list of errors that is not empty; a long answer without one is not parsed twice. */
const HAS_ERRORS = /"Errors"\s*:\s*\[\s*[^\]\s]/;

const judgeInside = (text: string): Judgement | undefined => {
  if (!HAS_ERRORS.test(text)) return undefined;
  const answer = lookupAnswer.partial({ Results: true }).safeParse(parsed(text));
  const error = answer.data?.Errors?.find((one) => !isOfOneDomain(one));
  return error === undefined ? undefined : refusalOf(error);
};

/** By HTTP status, where the envelope is not promised. */
const STATUSES: Readonly<Record<number, Refusal>> = {
  401: refusal(
    'never',
    'vendor_unauthorized',
    'answered 401. Check BUILTWITH_API_KEY: https://api.builtwith.com',
  ),
  402: refusal('later', 'quota_exhausted', 'answered 402. Buy credits at https://builtwith.com/plans'),
  403: refusal(
    'never',
    'vendor_unauthorized',
    'answered 403. Check what this key may do: https://api.builtwith.com',
  ),
};

/** Judges an answer: errors inside a 200, and the delay of a 429, which stands in its body. */
export const judgeBuiltwith: Judge = ({ status, text }) => {
  if (status <= 299) return judgeInside(text());
  const body = text();
  if (status === 429) {
    const busy = busyBody.safeParse(parsed(body));
    const waitMs = busy.success ? Math.ceil(busy.data.retryAfterSeconds * 1000) : undefined;
    const message = 'answered 429. Too many calls at a time; it will be tried again.';
    return { verdict: 'again', code: 'rate_limited', message, retryAfterMs: waitMs };
  }
  return STATUSES[status] ?? judgeInside(body);
};
