import { describeError, RetryableError, TerminalError } from '@userport/errors';
import {
  excerpt,
  failedCall,
  type FailureCode,
  failureError,
  FAILURES,
  ModelCallError,
  pairInside,
} from './model-failure';

const codes = Object.keys(FAILURES) as FailureCode[];

describe('failureError', () => {
  it('says who, what and what to do, and keeps the facts as the cause', () => {
    const error = failureError({
      code: 'rate_limited',
      happened: 'answered 429',
      call: { vendor: 'openai', model: 'gpt-6-luna', httpStatus: 429, requestId: 'req_1' },
      retryAfterMs: 1500,
    });
    expect(error).toBeInstanceOf(RetryableError);
    expect(error).toMatchObject({
      code: 'rate_limited',
      message: 'openai gpt-6-luna: answered 429. Try later, or ask the vendor for a higher rate.',
      retryAfterMs: 1500,
    });
    expect(failedCall(error)).toEqual({
      vendor: 'openai',
      model: 'gpt-6-luna',
      httpStatus: 429,
      requestId: 'req_1',
    });
  });

  it.each(codes)('tells of %s what to do about it', (code) => {
    const error = failureError({ code, happened: 'it failed', call: { vendor: 'gemini' } });
    expect(error.message).toMatch(/^gemini: it failed\. \S.*\.$/);
    expect(error instanceof TerminalError).toBe(FAILURES[code].final);
  });

  it('lets a repeat follow exactly where a repeat may help', () => {
    expect(codes.filter((code) => !FAILURES[code].final)).toEqual([
      'daily_quota_exhausted',
      'rate_limited',
      'vendor_unavailable',
      'timed_out',
      'aborted',
      'connection_failed',
      'answer_unreadable',
      'answer_malformed',
      'answer_truncated',
      'answer_stopped',
      'answer_empty',
    ]);
  });

  it('keeps the chain of causes for a log line', () => {
    const cause = new Error('socket hang up');
    const error = failureError({
      code: 'connection_failed',
      happened: 'broke',
      call: { vendor: 'openai' },
      cause,
    });
    expect(describeError(error).causes).toEqual(['openai: connection_failed', 'socket hang up']);
  });
});

describe('failedCall and pairInside', () => {
  const pair = new RetryableError('busy', {
    cause: new ModelCallError('m', { vendor: 'gemini', charge: 'unknown' }),
  });

  it('find what an SDK has wrapped', () => {
    const wrapped = new Error('Connection error.', { cause: new Error('request failed', { cause: pair }) });
    expect(pairInside(wrapped)).toBe(pair);
    expect(failedCall(wrapped)).toEqual({ vendor: 'gemini', charge: 'unknown' });
  });

  it.each([[new Error('x')], ['text'], [undefined], [null], [{ cause: 7 }]])(
    'find nothing in %p',
    (error) => {
      expect(pairInside(error)).toBeUndefined();
      expect(failedCall(error)).toBeUndefined();
    },
  );

  it('end at an error that is its own cause', () => {
    const round = new Error('round');
    round.cause = round;
    expect(pairInside(round)).toBeUndefined();
  });
});

describe('excerpt', () => {
  it.each([
    ['one\n  two\u0000three', 'one two three'],
    ['key sk-proj-abc_D-1*** is wrong', 'key [key] is wrong'],
    ['key AIzaSyA-1_2 is wrong', 'key [key] is wrong'],
    ['my-own-key twice: my-own-key', '[key] twice: [key]'],
    ['a task-list and a desk-lamp', 'a task-list and a desk-lamp'],
  ])('makes %j to %j', (text, told) => {
    expect(excerpt(text, 'my-own-key')).toBe(told);
  });

  it('ends after 200 characters', () => {
    expect(excerpt('x'.repeat(201))).toBe(`${'x'.repeat(200)}…`);
    expect(excerpt('x'.repeat(200))).toBe('x'.repeat(200));
  });
});
