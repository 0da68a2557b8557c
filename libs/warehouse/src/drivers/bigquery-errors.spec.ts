import { RetryableError } from '@userport/errors';
import { bigqueryError, factsOf } from './bigquery-errors';

const thrown = (facts: object, message = 'words of the client with private rows') =>
  Object.assign(new Error(message), facts);

describe('factsOf', () => {
  it('reads status and reasons, those of refused rows included, without doubles', () => {
    const errors = [
      { errors: [{ reason: 'invalid' }, { reason: 'stopped' }], row: {} },
      { errors: [{ reason: 'stopped' }], row: {} },
      { reason: 'timeout' },
    ];
    expect(factsOf(thrown({ code: 400, errors }))).toMatchObject({
      code: 400,
      reasons: ['invalid', 'stopped', 'timeout'],
    });
  });

  it.each([undefined, null, 'text', 5, {}])('knows nothing of %p', (error) => {
    expect(factsOf(error)).toEqual({ reasons: [], words: '' });
  });

  it('takes the code of a broken connection for no status', () => {
    expect(factsOf(thrown({ code: 'ECONNRESET' })).code).toBeUndefined();
  });
});

describe('bigqueryError', () => {
  const reasons = (...names: string[]) => names.map((reason) => ({ reason }));
  const cases: [string, Error, string, string][] = [
    ['a reset connection', thrown({ code: 'ECONNRESET' }), 'RetryableError', 'warehouse_unclear'],
    ['500', thrown({ code: 500 }), 'RetryableError', 'warehouse_unclear'],
    [
      '503 with its reason',
      thrown({ code: 503, errors: reasons('backendError') }),
      'RetryableError',
      'warehouse_busy',
    ],
    ['409', thrown({ code: 409, errors: reasons('duplicate') }), 'RetryableError', 'warehouse_unclear'],
    ['429', thrown({ code: 429 }), 'RetryableError', 'warehouse_busy'],
    [
      'a rate limit',
      thrown({ code: 403, errors: reasons('jobRateLimitExceeded') }),
      'RetryableError',
      'warehouse_busy',
    ],
    [
      'a job that timed out',
      thrown({ code: 400, errors: reasons('timeout') }),
      'RetryableError',
      'warehouse_busy',
    ],
    ['401', thrown({ code: 401 }), 'TerminalError', 'credentials'],
    ['no credentials', thrown({}, 'Could not load the default credentials.'), 'TerminalError', 'credentials'],
    [
      'a credential file that is not there',
      thrown({ code: 'ENOENT' }, 'Unable to read the credential file specified by the environment variable'),
      'TerminalError',
      'credentials',
    ],
    ['a lapsed login', thrown({ code: 400 }, 'invalid_grant: Token expired'), 'TerminalError', 'credentials'],
    [
      'no project',
      thrown({}, 'Unable to detect a Project Id in the current environment.'),
      'TerminalError',
      'configuration',
    ],
    ['403', thrown({ code: 403, errors: reasons('accessDenied') }), 'TerminalError', 'permission'],
    ['404', thrown({ code: 404 }), 'TerminalError', 'warehouse_missing'],
    [
      'a bad statement',
      thrown({ code: 400, errors: reasons('invalidQuery') }),
      'TerminalError',
      'warehouse_refused',
    ],
    ['bad rows', thrown({ errors: [{ errors: reasons('invalid') }] }), 'TerminalError', 'warehouse_refused'],
  ];

  it.each(cases)('maps %s', (_what, cause, name, code) => {
    const error = bigqueryError(cause, 'find');
    expect(error).toMatchObject({ name, code, cause });
    expect(error.message).toMatch(/^BigQuery, find: /);
    expect(error.message).not.toContain('private');
  });

  it('leaves one of the pair as it is', () => {
    const error = new RetryableError('closed', { code: 'warehouse_closed' });
    expect(bigqueryError(error, 'find')).toBe(error);
  });
});
