import type { HttpClientOptions } from '@userport/http';

type Judge = NonNullable<HttpClientOptions['judge']>;
type Judgement = NonNullable<ReturnType<Judge>>;

/** Where somebody looks who has to set something right. */
const ACCOUNT = 'https://brightdata.com/cp';

const judgement = (verdict: Judgement['verdict'], code: string, message: string): Judgement => ({
  verdict,
  code,
  message,
});

/** By status; bodies are plain text, or JSON of two forms, and tell people more than machines. */
const ROWS: Readonly<Record<number, Judgement>> = {
  400: judgement(
    'never',
    'vendor_refused',
    'answered 400. It does not accept this request; check the addresses.',
  ),
  401: judgement(
    'never',
    'vendor_unauthorized',
    `answered 401. Check BRIGHTDATA_API_KEY: ${ACCOUNT}/setting/users.`,
  ),
  402: judgement('later', 'quota_exhausted', `answered 402. The balance is used up: ${ACCOUNT}/billing.`),
  403: judgement(
    'never',
    'vendor_unauthorized',
    `answered 403. Check what this key may do: ${ACCOUNT}/setting/users.`,
  ),
  404: judgement('never', 'vendor_refused', 'answered 404. It knows no such data set or snapshot.'),
  429: judgement(
    'later',
    'rate_limited',
    'answered 429. Too many jobs are running; a second one stops all calls.',
  ),
};

/** What is said of a snapshot that holds nothing, or is gone. */
export const EMPTY_SNAPSHOT = 'snapshot_empty';
export const EXPIRED_SNAPSHOT = 'snapshot_expired';

const SNAPSHOT_WORDS = [
  [/snapshot is empty/i, judgement('never', EMPTY_SNAPSHOT, 'answered 400. The snapshot is empty.')],
  [
    /snapshot (is|has) expired/i,
    judgement('later', EXPIRED_SNAPSHOT, 'answered 400. The snapshot is gone; it will be collected anew.'),
  ],
] as const;

const startsAsJson = (bytes: Uint8Array): boolean =>
  /^\s*[[{]/.test(Buffer.from(bytes.subarray(0, 64)).toString());

/** Judges an answer of any endpoint. */
export const judgeBrightdata: Judge = ({ status, bytes, text }) => {
  if (status <= 299) {
    if (startsAsJson(bytes)) return undefined;
    const said = `answered ${status} with something that is no JSON, as for a suspended account. Look at ${ACCOUNT}.`;
    return judgement('later', 'response_invalid', said);
  }
  const word = status === 400 ? SNAPSHOT_WORDS.find(([pattern]) => pattern.test(text())) : undefined;
  return word?.[1] ?? ROWS[status];
};
