import { cloudTasksError, grpcCodeOf } from './cloud-tasks-errors';

const QUEUE = 'projects/demo/locations/us-west1/queues/custom-column';
const thrown = (code: unknown, message = 'private words') => Object.assign(new Error(message), { code });

describe('cloudTasksError', () => {
  it.each([
    ['INVALID_ARGUMENT', 3, 'TerminalError', 'queue_refused'],
    ['NOT_FOUND', 5, 'TerminalError', 'queue_missing'],
    ['PERMISSION_DENIED', 7, 'TerminalError', 'permission'],
    ['UNAUTHENTICATED', 16, 'TerminalError', 'credentials'],
    ['RESOURCE_EXHAUSTED', 8, 'RetryableError', 'queue_busy'],
    ['DEADLINE_EXCEEDED', 4, 'RetryableError', 'queue_unclear'],
    ['UNAVAILABLE', 14, 'RetryableError', 'queue_unclear'],
    ['INTERNAL', 13, 'RetryableError', 'queue_unclear'],
    ['no code', undefined, 'RetryableError', 'queue_unclear'],
  ])('maps %s', (_what, code, name, word) => {
    const cause = thrown(code);
    const error = cloudTasksError(cause, QUEUE);
    expect(error).toMatchObject({ name, code: word, cause });
    expect(error.message).toContain(QUEUE);
    expect(error.message).not.toContain('private');
  });

  it.each([
    'Could not load the default credentials',
    'Unable to read the credential file specified by the environment variable',
    'invalid_grant: reauth related error',
  ])('knows lapsed credentials by "%s", whatever the code', (words) => {
    expect(cloudTasksError(thrown(2, words), QUEUE)).toMatchObject({ code: 'credentials' });
  });
});

describe('grpcCodeOf', () => {
  it('knows numbers alone', () => {
    expect([grpcCodeOf(thrown(6)), grpcCodeOf(thrown('ECONNRESET')), grpcCodeOf(null)]).toEqual([
      6,
      undefined,
      undefined,
    ]);
  });
});
