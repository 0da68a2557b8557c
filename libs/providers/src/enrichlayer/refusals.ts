import type { HttpClientOptions } from '@userport/http';

type Judge = NonNullable<HttpClientOptions['judge']>;
type Judgement = NonNullable<ReturnType<Judge>>;

const row = (verdict: Judgement['verdict'], code: string, message: string): Judgement => ({
  verdict,
  code,
  message,
});

/**
 * By status: https://enrichlayer.com/docs/guides/errors. ProxyCurl had the same. 403 means that the credits are used up,
 * not that something is forbidden.
 * @param keyVariable names the key in what is to be done
 */
export const judgeProfiles = (keyVariable: string): Judge => {
  const rows: Readonly<Record<number, Judgement>> = {
    400: row('never', 'vendor_refused', 'answered 400. It does not accept this request; check the address.'),
    401: row('never', 'vendor_unauthorized', `answered 401. Check ${keyVariable}.`),
    402: row('later', 'quota_exhausted', `answered 402. Top up the credits of ${keyVariable}.`),
    403: row(
      'later',
      'quota_exhausted',
      `answered 403. The credits are used up: top up those of ${keyVariable}.`,
    ),
    404: row('never', 'not_found', 'answered 404. There is no such page: check the address.'),
    410: row(
      'never',
      'vendor_refused',
      'answered 410. It has given up this endpoint: check PROFILE_PROVIDER and its address.',
    ),
    429: row('again', 'rate_limited', 'answered 429. Too many calls; it will be tried again.'),
  };
  return ({ status }) => rows[status];
};
