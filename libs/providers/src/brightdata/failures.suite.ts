import { RetryableError, TerminalError } from '@userport/errors';
import type { ReplayAnswer } from '@userport/http/testing';
import { failure, type FailureCase, type FailureTable, faultsOfTheWay } from '../failure-table.suite';
import { createBrightdata } from './brightdata';

const URL_ASKED = 'https://www.linkedin.com/company/quarrystone-demo';
const SCRAPE = '/datasets/v3/scrape';
const TRIGGER = '/datasets/v3/trigger';
const PROGRESS = '/datasets/v3/progress/s_1';
const SNAPSHOT = '/datasets/v3/snapshot/s_1';

const scrape = (answer: ReplayAnswer) => ({ [SCRAPE]: [answer] });

const text = (status: number, body: string, headers: Record<string, string> = {}): ReplayAnswer => ({
  status,
  body,
  headers: { 'content-type': 'text/plain', ...headers },
});

/** A failed input comes back inside a 200, as a row without data. */
const row = (word: string | undefined, kind: FailureCase['kind'], code: string): FailureCase => {
  const failed = {
    input: { url: URL_ASKED },
    error: 'said',
    ...(word !== undefined && { error_code: word }),
  };
  return failure(`a row ${word ?? 'without a code'}`, scrape({ json: [failed] }), [kind, code]);
};

const working: ReplayAnswer = {
  status: 202,
  headers: { 'retry-after': '10' },
  json: { snapshot_id: 's_1', message: 'Still working' },
};
const progress = (status: string): ReplayAnswer => ({ json: { snapshot_id: 's_1', status } });

/** A synchronous call that gave up waiting; its snapshot then answers so. */
const snapshot = (
  name: string,
  looks: readonly ReplayAnswer[],
  downloads: readonly ReplayAnswer[],
  end: readonly [FailureCase['kind'], string],
  more: Partial<FailureCase>,
): FailureCase => failure(name, { [SCRAPE]: [working], [PROGRESS]: looks, [SNAPSHOT]: downloads }, end, more);

/** The synchronous call fails on the vendor's side three times; the other way is then taken, once more. */
const bothWays = (status: number): FailureCase =>
  failure(
    `${status} of both ways`,
    { [SCRAPE]: [text(status, 'said')], [TRIGGER]: [text(status, 'said')] },
    [RetryableError, 'vendor_unavailable'],
    { tries: 6 },
  );

const status = (code: number, kind: FailureCase['kind'], word: string, more: Partial<FailureCase> = {}) =>
  failure(`${code}`, scrape(text(code, 'said')), [kind, word], { says: `answered ${code}`, ...more });

const rows: readonly FailureCase[] = [
  row('dead_page', TerminalError, 'not_found'),
  row('bad_input', TerminalError, 'vendor_refused'),
  row('blocked', RetryableError, 'row_failed'),
  row('crawl_error', RetryableError, 'row_failed'),
  row('crawl_failed', RetryableError, 'row_failed'),
  row('parse_error', RetryableError, 'row_failed'),
  row('of_tomorrow', RetryableError, 'row_failed'),
  row(undefined, RetryableError, 'row_failed'),
  failure('no rows at all', scrape({ json: [] }), [TerminalError, 'not_found'], { says: 'has no record' }),
  failure(
    'rows of others alone',
    scrape({ json: [{ input: { url: 'a' } }, { input: { url: 'b' } }] }),
    [RetryableError, 'row_failed'],
    { cost: 0.004 },
  ),
  failure(
    'a record of another shape',
    scrape({ json: [{ input: { url: URL_ASKED }, name: 7 }] }),
    [TerminalError, 'response_unexpected'],
    { cost: 0.002 },
  ),
  failure(
    'posts that could not be read',
    {
      [TRIGGER]: [{ json: { snapshot_id: 's_1' } }],
      [PROGRESS]: [progress('ready')],
      [SNAPSHOT]: [{ json: [{ error: 'said', error_code: 'crawl_failed' }] }],
    },
    [RetryableError, 'row_failed'],
    { ask: 'posts', tries: 3 },
  ),
  failure(
    'posts of another shape',
    {
      [TRIGGER]: [{ json: { snapshot_id: 's_1' } }],
      [PROGRESS]: [progress('ready')],
      [SNAPSHOT]: [{ json: [{ post_text: 7 }] }],
    },
    [TerminalError, 'response_unexpected'],
    { ask: 'posts', tries: 3, cost: 0.002 },
  ),
];

const statuses: readonly FailureCase[] = [
  failure(
    '400 with its errors as JSON',
    scrape({
      status: 400,
      json: { error: 'said', code: 'validation_error', errors: [['url', 'Required field']] },
    }),
    [TerminalError, 'vendor_refused'],
  ),
  failure('400 of the older form', scrape({ status: 400, json: { validation_errors: ['said'] } }), [
    TerminalError,
    'vendor_refused',
  ]),
  status(400, TerminalError, 'vendor_refused'),
  status(401, TerminalError, 'vendor_unauthorized', { says: 'Check BRIGHTDATA_API_KEY' }),
  status(402, RetryableError, 'quota_exhausted'),
  status(403, TerminalError, 'vendor_unauthorized'),
  status(404, TerminalError, 'vendor_refused'),
  status(429, RetryableError, 'rate_limited'),
  failure(
    '429 with Retry-After',
    scrape(text(429, 'said', { 'retry-after': '8' })),
    [RetryableError, 'rate_limited'],
    { retryAfterMs: 8000 },
  ),
  bothWays(500),
  bothWays(503),
  failure(
    '200 of a suspended account',
    scrape(text(200, 'Account is suspended')),
    [RetryableError, 'response_invalid'],
    { cost: null, says: 'suspended account' },
  ),
  failure(
    '200 of another shape',
    {
      [SCRAPE]: [working],
      [PROGRESS]: [{ json: { state: 'ready' } }],
    },
    [TerminalError, 'response_unexpected'],
    { tries: 2, cost: null },
  ),
];

const ready = progress('ready');
const snapshots: readonly FailureCase[] = [
  snapshot('a snapshot that failed', [progress('failed')], [], [RetryableError, 'snapshot_failed'], {
    tries: 2,
    cost: null,
  }),
  snapshot(
    'a snapshot that is not ready in time',
    [progress('running')],
    [],
    [RetryableError, 'snapshot_pending'],
    {
      // Asked at once and every ten seconds of four minutes.
      tries: 26,
      cost: null,
      retryAfterMs: 60_000,
      says: 'buys nothing again',
    },
  ),
  snapshot(
    'a snapshot that is said to be ready and never is',
    [ready],
    [{ status: 202, json: { status: 'building', message: 'not ready yet' } }],
    [RetryableError, 'snapshot_pending'],
    { tries: 51, cost: null, retryAfterMs: 60_000 },
  ),
  snapshot('a snapshot that nobody knows', [text(404, 'said')], [], [TerminalError, 'vendor_refused'], {
    tries: 2,
  }),
  snapshot(
    'a snapshot that expired',
    [ready],
    [text(400, 'Snapshot is expired')],
    [RetryableError, 'snapshot_expired'],
    { tries: 3 },
  ),
  snapshot(
    'a snapshot that is empty',
    [ready],
    [text(400, 'Snapshot is empty')],
    [TerminalError, 'not_found'],
    {
      tries: 3,
    },
  ),
  snapshot(
    'a suspended account while it waits',
    [text(200, 'Account is suspended')],
    [],
    [RetryableError, 'response_invalid'],
    { tries: 2, cost: null },
  ),
  snapshot('429 while it waits', [text(429, 'said')], [], [RetryableError, 'rate_limited'], { tries: 2 }),
];

/** Every way in which Bright Data fails: rows with error codes inside a 200, statuses, snapshots, faults of the way. */
export const brightdataFailures: FailureTable = {
  vendor: 'brightdata',
  key: 'BRIGHTDATA_API_KEY',
  environment: (baseUrl) => ({ BRIGHTDATA_BASE_URL: baseUrl }),
  questions: {
    company: (parts, call) => createBrightdata(parts).company(URL_ASKED, call),
    posts: (parts, call) => createBrightdata(parts).posts({ url: URL_ASKED }, call),
  },
  cases: [...rows, ...statuses, ...snapshots, ...faultsOfTheWay(SCRAPE)],
};
