import { RetryableError, TerminalError } from '@userport/errors';
import type { ReplayAnswer } from '@userport/http/testing';
import { failure, type FailureCase, type FailureTable, faultsOfTheWay } from '../failure-table.suite';
import { createJina } from './jina';

const READER = '/reader/';
const SEARCH = '/search/';
const MINUTES_5 = 300_000;

/** An error as the vendor writes it; the HTTP status is the first three of the five digits. */
const refused = (status: number, name: string, more: object = {}): ReplayAnswer => ({
  status: Math.floor(status / 100),
  json: { data: null, code: Math.floor(status / 100), status, name, message: 'said by the vendor', ...more },
});

const reader = (answer: ReplayAnswer) => ({ [READER]: [answer] });

const final = (status: number, name: string, code: string, more: Partial<FailureCase> = {}) =>
  failure(`${status} ${name}`, reader(refused(status, name)), [TerminalError, code], {
    says: `answered ${Math.floor(status / 100)} (${name})`,
    ...more,
  });

/** Tried twice more in place. */
const again = (status: number, name: string, code: string, more: Partial<FailureCase> = {}) =>
  failure(`${status} ${name}`, reader(refused(status, name)), [RetryableError, code], { tries: 3, ...more });

/** What a page answered, hidden in a good answer; its 64 tokens are paid. */
const target = (status: number, said: string): ReplayAnswer => ({
  json: {
    code: 200,
    status: 20000,
    data: {
      title: said,
      url: 'https://quarrystone.example/x',
      content: 'Nothing here',
      warning: `Target URL returned error ${status}: ${said}`,
      usage: { tokens: 64 },
    },
    meta: { usage: { tokens: 64 } },
  },
});

const hidden = (status: number, kind: FailureCase['kind'], code: string) =>
  failure(`200 for a page that answered ${status}`, reader(target(status, 'No')), [kind, code], {
    cost: 0.0000032,
    says: `reader found that quarrystone.example answered ${status}`,
  });

const waits = (name: string, answer: ReplayAnswer, retryAfterMs: number) =>
  failure(name, reader(answer), [RetryableError, 'rate_limited'], { tries: 3, retryAfterMs });

const busy = (more: object = {}): ReplayAnswer => refused(42903, 'RateLimitTriggeredError', more);

/** Every way in which Jina fails: its table of errors, what hides in a 200, and the faults of the way. */
export const jinaFailures: FailureTable = {
  vendor: 'jina',
  key: 'JINA_API_KEY',
  environment: (baseUrl) => ({
    JINA_READER_BASE_URL: `${baseUrl}/reader`,
    JINA_SEARCH_BASE_URL: `${baseUrl}/search`,
  }),
  questions: {
    reader: (parts, call) =>
      createJina(parts).read({ url: 'https://quarrystone.example/x', form: 'markdown' }, call),
    search: (parts, call) => createJina(parts).search({ query: 'Quarrystone', content: false }, call),
  },
  cases: [
    final(40001, 'ParamValidationError', 'vendor_refused'),
    final(40003, 'DataStreamBrokenError', 'vendor_refused'),
    final(40004, 'UnexpectedMimeTypeError', 'vendor_refused'),
    final(40102, 'AuthenticationFailedError', 'vendor_unauthorized', { says: 'Check JINA_API_KEY' }),
    final(40103, 'AuthenticationRequiredError', 'vendor_unauthorized'),
    final(40104, 'EmailUnverifiedError', 'vendor_unauthorized'),
    again(40201, 'InsufficientCreditsError', 'quota_exhausted', { tries: 1, says: 'Top up' }),
    final(40202, 'TierFeatureConstraintError', 'vendor_refused'),
    again(40203, 'InsufficientBalanceError', 'quota_exhausted', { tries: 1 }),
    again(40301, 'OperationNotAllowedError', 'page_paused', { tries: 1, retryAfterMs: MINUTES_5 }),
    again(40801, 'TimeoutError', 'vendor_timeout'),
    again(40802, 'DownstreamTimeoutError', 'vendor_timeout'),
    again(40903, 'LockConflictError', 'vendor_unavailable'),
    final(40904, 'BudgetExceededError', 'page_too_long'),
    final(41201, 'BatchSizeTooLargeError', 'vendor_refused'),
    final(41301, 'PayloadTooLargeError', 'page_too_long'),
    final(41302, 'TargetFileTooLargeError', 'page_too_long'),
    final(42203, 'SubmittedDataMalformedError', 'page_unreadable'),
    final(42204, 'ExternalServiceFailureError', 'page_unreadable'),
    final(42205, 'DownstreamServiceFailureError', 'page_unreadable'),
    final(42206, 'AssertionFailureError', 'nothing_found'),
    failure(
      '42206 of a search without results',
      { [SEARCH]: [refused(42206, 'AssertionFailureError')] },
      [TerminalError, 'nothing_found'],
      { ask: 'search', says: 'search answered 422' },
    ),
    again(42901, 'TooManyRequestsError', 'rate_limited'),
    waits('42903 with Retry-After in seconds', { ...busy(), headers: { 'retry-after': '12' } }, 12_000),
    waits(
      '42903 with Retry-After as a date',
      // Each try begins when the wait is over: the date stands still and the clock goes on.
      { ...busy(), headers: { 'retry-after': 'Mon, 23 Nov 2026 08:00:00 GMT' } },
      0,
    ),
    waits('42903 with the delay in its body', busy({ retryAfter: 12 }), 12_000),
    waits('42903 with the date in its body', busy({ retryAfterDate: '2026-11-23T08:00:00.000Z' }), 0),
    failure(
      '42903 with a delay that is too long to wait in place',
      reader({ ...busy(), headers: { 'retry-after': '120' } }),
      [RetryableError, 'rate_limited'],
      { retryAfterMs: 120_000 },
    ),
    ...[45101, 45102, 45103, 45104, 45105].map((status) => final(status, 'SecurityError', 'page_forbidden')),
    ...[50000, 50001, 50002, 50003, 50004, 50005, 50006].map((status) =>
      again(status, 'ServerError', 'vendor_unavailable'),
    ),
    ...[50301, 50302, 50303, 50304, 50305].map((status) =>
      again(status, 'ServiceError', 'vendor_unavailable'),
    ),
    failure(
      '502 of a proxy',
      reader({ status: 502, body: 'Bad gateway' }),
      [RetryableError, 'vendor_unavailable'],
      {
        tries: 3,
      },
    ),
    failure('a status that nobody knows', reader({ status: 418 }), [TerminalError, 'vendor_refused']),
    hidden(404, TerminalError, 'page_missing'),
    hidden(410, TerminalError, 'page_missing'),
    hidden(401, TerminalError, 'page_refused'),
    hidden(403, TerminalError, 'page_refused'),
    hidden(999, TerminalError, 'page_refused'),
    hidden(429, RetryableError, 'page_unavailable'),
    hidden(500, RetryableError, 'page_unavailable'),
    hidden(503, RetryableError, 'page_unavailable'),
    failure(
      '200 for a page without text',
      reader({
        json: { data: { url: 'https://quarrystone.example/x', content: ' ', usage: { tokens: 20 } } },
      }),
      [TerminalError, 'page_empty'],
      { cost: 0.000001, says: 'the page shows no text' },
    ),
    failure(
      '200 of another shape',
      reader({ json: { data: ['a search'] } }),
      [TerminalError, 'response_unexpected'],
      { cost: null },
    ),
    failure(
      '200 with an error as its data',
      reader({ json: { data: null } }),
      [TerminalError, 'response_unexpected'],
      {
        cost: null,
      },
    ),
    ...faultsOfTheWay(READER),
  ],
};
