import { RetryableError, TerminalError } from '@userport/errors';
import type { ReplayAnswer } from '@userport/http/testing';
import { failure, type FailureCase, type FailureTable, faultsOfTheWay } from '../failure-table.suite';
import { createApollo } from './apollo';

const MATCH = '/people/bulk_match';
const PEOPLE = '/mixed_people/api_search';
const COMPANIES = '/mixed_companies/search';
const COMPANY = '/organizations/enrich';

const HOUR_MS = 60 * 60 * 1000;

const match = (answer: ReplayAnswer) => ({ [MATCH]: [answer] });
const people = (answer: ReplayAnswer) => ({ [PEOPLE]: [answer] });

/** As bulk endpoints refuse. */
const bulk = (status: number, code: string): ReplayAnswer => ({
  status,
  json: { status: 'failed', error_code: code, error_message: 'said by the vendor' },
});

const busy = (words: string, headers: Readonly<Record<string, string>> = {}): ReplayAnswer => ({
  status: 429,
  headers,
  json: { message: `The maximum number of api calls allowed for api/v1/people/bulk_match is ${words}` },
});

const status = (code: number, kind: FailureCase['kind'], word: string, more: Partial<FailureCase> = {}) =>
  failure(`${code}`, match({ status: code, json: { error: 'said by the vendor' } }), [kind, word], {
    says: `answered ${code}`,
    ...more,
  });

const unavailable = (code: number) => status(code, RetryableError, 'vendor_unavailable', { tries: 3 });

/** Answers that are none, by endpoint. */
const shapes: readonly FailureCase[] = [
  failure(
    '200 without matches',
    match({ json: { status: 'success', credits_consumed: 1 } }),
    [TerminalError, 'response_unexpected'],
    { cost: 0.0196 },
  ),
  failure(
    '200 with a failure inside',
    match({
      json: { status: 'failed', error_code: 'UNKNOWN_ERROR', error_message: 'said', credits_consumed: 0 },
    }),
    [TerminalError, 'response_unexpected'],
  ),
  failure(
    '200 with somebody else',
    match({ json: { credits_consumed: 1, matches: [{ id: 'x' }] } }),
    [TerminalError, 'other_person'],
    { cost: 0.0196, says: 'told of somebody else' },
  ),
  failure(
    '200 with people who have no id',
    people({ json: { people: [{ first_name: 'said' }] } }),
    [TerminalError, 'response_unexpected'],
    { ask: 'searchPeople' },
  ),
  failure(
    '200 without people',
    people({ json: { breadcrumbs: [] } }),
    [TerminalError, 'response_unexpected'],
    {
      ask: 'searchPeople',
    },
  ),
  failure(
    '200 without companies',
    { [COMPANIES]: [{ json: { breadcrumbs: [] } }] },
    [TerminalError, 'response_unexpected'],
    { ask: 'searchOrganizations', cost: null },
  ),
  failure(
    '200 with a company of another shape',
    { [COMPANY]: [{ json: { organization: 'said' } }] },
    [TerminalError, 'response_unexpected'],
    { ask: 'organization', cost: null },
  ),
];

/** Every way in which Apollo fails: its statuses, its three windows, refusals of bulk endpoints, faults of the way. */
export const apolloFailures: FailureTable = {
  vendor: 'apollo',
  key: 'APOLLO_API_KEY',
  environment: (baseUrl) => ({ APOLLO_BASE_URL: baseUrl }),
  questions: {
    reveal: (parts, call) => createApollo(parts).reveal(['a'], call),
    searchPeople: (parts, call) => createApollo(parts).searchPeople({ organizationIds: ['a'] }, call),
    searchOrganizations: (parts, call) =>
      createApollo(parts).searchOrganizations({ name: 'Quarrystone' }, call),
    organization: (parts, call) => createApollo(parts).organization({ domain: 'quarrystone.example' }, call),
  },
  cases: [
    failure(
      '401 as plain text',
      match({ status: 401, body: 'Invalid API key. Get one in the settings.' }),
      [TerminalError, 'vendor_unauthorized'],
      { says: 'bulk_match answered 401. Check APOLLO_API_KEY' },
    ),
    failure(
      '403 API_INACCESSIBLE',
      people({
        status: 403,
        json: { error: 'not authorized for this endpoint', error_code: 'API_INACCESSIBLE' },
      }),
      [RetryableError, 'vendor_unauthorized'],
      { ask: 'searchPeople', says: 'people_search answered 403. This key is not allowed' },
    ),
    failure(
      '403 of a plan',
      match({ status: 403, json: { message: 'only available on paid plans' } }),
      [RetryableError, 'quota_exhausted'],
      { says: 'The plan does not hold this endpoint' },
    ),
    failure('400 INVALID_REQUEST', match(bulk(400, 'INVALID_REQUEST')), [TerminalError, 'vendor_refused']),
    failure('400 RECORD_LIMIT_EXCEEDED', match(bulk(400, 'RECORD_LIMIT_EXCEEDED')), [
      TerminalError,
      'vendor_refused',
    ]),
    failure('422 of a bulk endpoint', match(bulk(422, 'UNKNOWN_ERROR')), [TerminalError, 'vendor_refused']),
    failure('422 without credits', match({ status: 422, json: { error: 'You have insufficient credits' } }), [
      RetryableError,
      'quota_exhausted',
    ]),
    status(402, RetryableError, 'quota_exhausted'),
    status(404, TerminalError, 'vendor_refused'),
    status(422, TerminalError, 'vendor_refused'),
    failure(
      '429 of a minute',
      match(busy('200 times per minute', { 'retry-after': '17' })),
      [RetryableError, 'rate_limited'],
      { tries: 3, retryAfterMs: 17_000 },
    ),
    failure(
      '429 of an hour',
      match(busy('600 times per hour', { 'retry-after': '1800' })),
      [RetryableError, 'rate_limited'],
      { retryAfterMs: HOUR_MS / 2, says: 'The calls of this hour are used up' },
    ),
    failure('429 of a day', match(busy('2000 times per day')), [RetryableError, 'rate_limited'], {
      retryAfterMs: 24 * HOUR_MS,
    }),
    failure(
      '429 whose message is JSON itself',
      people({ status: 429, json: { message: JSON.stringify({ message: 'is 600 times per hour' }) } }),
      [RetryableError, 'rate_limited'],
      { ask: 'searchPeople', retryAfterMs: HOUR_MS },
    ),
    failure(
      '429 of an hour by its header',
      { [COMPANY]: [busy('too many', { 'x-hourly-requests-left': '0', 'x-24-hour-requests-left': '' })] },
      [RetryableError, 'rate_limited'],
      { ask: 'organization', retryAfterMs: HOUR_MS },
    ),
    unavailable(500),
    unavailable(502),
    unavailable(503),
    failure('a status that nobody knows', match({ status: 418 }), [TerminalError, 'vendor_refused']),
    ...shapes,
    ...faultsOfTheWay(MATCH),
  ],
};
