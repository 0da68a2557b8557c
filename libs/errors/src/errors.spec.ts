import { RetryableError, TerminalError } from './errors';

describe.each([
  ['TerminalError', TerminalError, 'final'],
  ['RetryableError', RetryableError, 'retryable'],
] as const)('%s', (name, ErrorClass, usualCode) => {
  it('is an Error with its own name, message and code', () => {
    const error = new ErrorClass('the address has no host', { code: 'payload_invalid' });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name, message: 'the address has no host', code: 'payload_invalid' });
  });

  it('has a plain code when none is given', () => {
    expect(new ErrorClass('m').code).toBe(usualCode);
  });

  it('keeps its cause', () => {
    const cause = new Error('socket closed');
    expect(new ErrorClass('m', { cause }).cause).toBe(cause);
  });
});

describe('RetryableError', () => {
  it('carries the delay that the other side asked for', () => {
    expect(new RetryableError('busy', { retryAfterMs: 34_400 }).retryAfterMs).toBe(34_400);
    expect(new RetryableError('busy').retryAfterMs).toBeUndefined();
  });

  it('is told from a final error by its type', () => {
    expect(new RetryableError('m')).not.toBeInstanceOf(TerminalError);
    expect(new TerminalError('m')).not.toBeInstanceOf(RetryableError);
  });
});
