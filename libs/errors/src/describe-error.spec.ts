import { describeError } from './describe-error';
import { RetryableError, TerminalError } from './errors';

describe('describeError', () => {
  it('describes a final error', () => {
    expect(describeError(new TerminalError('no such column', { code: 'payload_invalid' }))).toEqual({
      error_type: 'TerminalError',
      code: 'payload_invalid',
      message: 'no such column',
      retryable: false,
    });
  });

  it('describes a retryable error with its delay', () => {
    expect(describeError(new RetryableError('busy', { code: 'rate_limited', retryAfterMs: 1500 }))).toEqual({
      error_type: 'RetryableError',
      code: 'rate_limited',
      message: 'busy',
      retryable: true,
      retry_after_ms: 1500,
    });
  });

  it('tells the stage of an error that was given one', () => {
    const error = Object.assign(new TerminalError('no', { code: 'c' }), { stage: 'fetching_employees' });
    expect(describeError(error)).toMatchObject({ code: 'c', stage: 'fetching_employees' });
  });

  it('takes an error of neither kind for retryable and unexpected', () => {
    expect(describeError(new RangeError('invalid array length'))).toEqual({
      error_type: 'RangeError',
      code: 'unexpected',
      message: 'invalid array length',
      retryable: true,
    });
  });

  it.each([
    ['text', 'string', 'a thrown string'],
    [null, 'object', 'a thrown null'],
    [undefined, 'undefined', 'a thrown undefined'],
    [{ password: 'x' }, 'object', 'a thrown object'],
  ])('describes a thrown %p without repeating it', (thrown, errorType, message) => {
    expect(describeError(thrown)).toEqual({
      error_type: errorType,
      code: 'unexpected',
      message,
      retryable: true,
    });
  });

  it('lists the causes, outermost first', () => {
    const error = new TerminalError('a', { cause: new Error('b', { cause: new Error('c') }) });
    expect(describeError(error).causes).toEqual(['b', 'c']);
  });

  it('stops after five causes', () => {
    const chain = ['7', '6', '5', '4', '3', '2', '1'].reduce<Error | undefined>(
      (cause, message) => new Error(message, { cause }),
      undefined,
    );
    expect(describeError(new TerminalError('0', { cause: chain })).causes).toEqual(['1', '2', '3', '4', '5']);
  });

  it('ends at a cause that is its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    expect(describeError(error).causes).toHaveLength(5);
  });

  it('cuts messages after 500 characters', () => {
    const { message, causes } = describeError(
      new Error('x'.repeat(501), { cause: new Error('y'.repeat(500)) }),
    );
    expect(message).toBe(`${'x'.repeat(500)}…`);
    expect(causes).toEqual(['y'.repeat(500)]);
  });
});
