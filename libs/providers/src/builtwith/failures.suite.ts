import { RetryableError, TerminalError } from '@userport/errors';
import type { ReplayAnswer } from '@userport/http/testing';
import { failure, type FailureCase, type FailureTable, faultsOfTheWay } from '../failure-table.suite';
import { createBuiltwith } from './builtwith';

const PATH = '/v23/api.json';

const only = (answer: ReplayAnswer) => ({ [PATH]: [answer] });

const inside = (errors: readonly unknown[]): ReplayAnswer => ({ json: { Results: [], Errors: errors } });

const coded = (
  code: number,
  kind: FailureCase['kind'],
  word: string,
  more: Partial<FailureCase> = {},
): FailureCase =>
  failure(`${code} inside a 200`, only(inside([{ Code: code, Message: 'said' }])), [kind, word], {
    says: `(${code})`,
    ...more,
  });

const worded = (sentence: string, kind: FailureCase['kind'], word: string, more: Partial<FailureCase> = {}) =>
  failure(`"${sentence}" inside a 200`, only(inside([sentence])), [kind, word], more);

const status = (code: number, kind: FailureCase['kind'], word: string, more: Partial<FailureCase> = {}) =>
  failure(`${code}`, only({ status: code, body: 'said' }), [kind, word], more);

/** Every way in which BuiltWith fails: its codes inside a 200, as objects and as sentences, statuses, faults of the way. */
export const builtwithFailures: FailureTable = {
  vendor: 'builtwith',
  key: 'BUILTWITH_API_KEY',
  environment: (baseUrl) => ({ BUILTWITH_BASE_URL: baseUrl }),
  questions: {
    profile: (parts, call) => createBuiltwith(parts).profile('quarrystone.example', call),
  },
  cases: [
    coded(-1, TerminalError, 'lookup_refused'),
    coded(-2, TerminalError, 'vendor_unauthorized', { says: 'Check BUILTWITH_API_KEY' }),
    coded(-3, RetryableError, 'quota_exhausted'),
    coded(-4, TerminalError, 'vendor_refused'),
    coded(-5, RetryableError, 'quota_exhausted'),
    coded(-6, RetryableError, 'vendor_unavailable'),
    coded(-7, TerminalError, 'vendor_refused'),
    coded(-8, TerminalError, 'lookup_refused'),
    coded(-99, RetryableError, 'vendor_unavailable', { tries: 3 }),
    failure(
      '-8 of the domain by its name',
      only(inside([{ Code: -8, Message: 'said', Lookup: 'quarrystone.example' }])),
      [TerminalError, 'lookup_refused'],
      { says: 'does not support this domain (-8)' },
    ),
    failure('a code that nobody knows', only(inside([{ Code: -42 }])), [
      RetryableError,
      'vendor_unavailable',
    ]),
    worded('You have no API credits left', RetryableError, 'quota_exhausted'),
    worded('Your plan must be upgraded', RetryableError, 'quota_exhausted'),
    worded('Invalid API key', TerminalError, 'vendor_unauthorized'),
    worded('Not a supported root domain', TerminalError, 'lookup_refused'),
    worded('Internal error', RetryableError, 'vendor_unavailable', { tries: 3 }),
    worded('Something else', RetryableError, 'vendor_unavailable'),
    failure(
      '429 with the delay in its body',
      only({ status: 429, json: { error: 'Rate limit exceeded', retryAfterSeconds: 2 } }),
      [RetryableError, 'rate_limited'],
      { tries: 3, retryAfterMs: 2000 },
    ),
    status(429, RetryableError, 'rate_limited', { tries: 3 }),
    failure('an error inside a 400', only({ status: 400, json: { Results: [], Errors: [{ Code: -3 }] } }), [
      RetryableError,
      'quota_exhausted',
    ]),
    status(400, TerminalError, 'vendor_refused'),
    status(401, TerminalError, 'vendor_unauthorized'),
    status(402, RetryableError, 'quota_exhausted'),
    status(403, TerminalError, 'vendor_unauthorized'),
    status(404, TerminalError, 'vendor_refused'),
    status(500, RetryableError, 'vendor_unavailable', { tries: 3 }),
    status(502, RetryableError, 'vendor_unavailable', { tries: 3 }),
    status(503, RetryableError, 'vendor_unavailable', { tries: 3 }),
    failure('200 of another shape', only({ json: { Result: 1 } }), [TerminalError, 'response_unexpected'], {
      cost: null,
    }),
    failure(
      '200 with a profile of another shape',
      only({ json: { Results: [{ Result: 'none' }], Errors: [] } }),
      [TerminalError, 'response_unexpected'],
      { cost: 0.00995 },
    ),
    ...faultsOfTheWay(PATH),
  ],
};
