import { RetryableError, TerminalError } from '@userport/errors';
import type { ReplayAnswer } from '@userport/http/testing';
import { failure, type FailureCase, type FailureTable, faultsOfTheWay } from '../failure-table.suite';
import { createEnrichlayer } from './enrichlayer';

const PERSON = '/profile';
const COMPANY = '/company';

/** Errors come in three forms. */
const FORMS: Readonly<Record<string, object>> = {
  described: { code: 0, description: 'said by the vendor', name: 'Refused' },
  'as a message': { message: 'said by the vendor' },
  'as an error': { error: 'said by the vendor' },
};

const person = (answer: ReplayAnswer) => ({ [PERSON]: [answer] });

const status = (
  code: number,
  kind: FailureCase['kind'],
  word: string,
  more: Partial<FailureCase> = {},
): FailureCase[] =>
  Object.entries(FORMS).map(([form, json]) =>
    failure(`${code} ${form}`, person({ status: code, json }), [kind, word], {
      says: `person answered ${code}`,
      ...more,
    }),
  );

const inside = (name: string, json: unknown, more: Partial<FailureCase> = {}): FailureCase =>
  failure(`200 ${name}`, person({ json }), [TerminalError, 'response_unexpected'], { cost: null, ...more });

/** Every way in which Enrich Layer fails: its statuses in the forms of their bodies, answers that are none, faults of the way. */
export const enrichlayerFailures: FailureTable = {
  vendor: 'enrichlayer',
  key: 'ENRICHLAYER_API_KEY',
  environment: (baseUrl) => ({ ENRICHLAYER_BASE_URL: baseUrl }),
  questions: {
    person: (parts, call) =>
      createEnrichlayer(parts).person({ url: 'linkedin.com/in/aoife-brannelly-demo' }, call),
    company: (parts, call) =>
      createEnrichlayer(parts).company({ url: 'linkedin.com/company/quarrystone-demo' }, call),
  },
  cases: [
    ...status(400, TerminalError, 'vendor_refused'),
    ...status(401, TerminalError, 'vendor_unauthorized', { says: 'Check ENRICHLAYER_API_KEY' }),
    ...status(402, RetryableError, 'quota_exhausted'),
    ...status(403, RetryableError, 'quota_exhausted', { says: 'The credits are used up' }),
    ...status(404, TerminalError, 'not_found', { says: 'There is no such page' }),
    ...status(410, TerminalError, 'vendor_refused', { says: 'It has given up this endpoint' }),
    ...status(429, RetryableError, 'rate_limited', { tries: 4 }),
    ...status(500, RetryableError, 'vendor_unavailable', { tries: 4 }),
    ...status(503, RetryableError, 'vendor_unavailable', { tries: 4 }),
    failure(
      '429 with its delay',
      person({ status: 429, headers: { 'retry-after': '9' } }),
      [RetryableError, 'rate_limited'],
      { tries: 4, retryAfterMs: 9_000 },
    ),
    failure(
      '403 of a company',
      { [COMPANY]: [{ status: 403, json: { message: 'Not enough credits' } }] },
      [RetryableError, 'quota_exhausted'],
      { ask: 'company', says: 'company answered 403' },
    ),
    failure('a status that nobody knows', person({ status: 418 }), [TerminalError, 'vendor_refused']),
    inside('with an error inside', { error: 'said by the vendor' }),
    inside('with nothing inside', {}),
    inside('with a list', []),
    inside('with dates as text', { full_name: 'A', experiences: [{ starts_at: '2020-01-01' }] }),
    failure(
      '200 with an error in place of a company',
      { [COMPANY]: [{ json: { message: 'said by the vendor' } }] },
      [TerminalError, 'response_unexpected'],
      { ask: 'company', cost: null },
    ),
    ...faultsOfTheWay(PERSON),
  ],
};
