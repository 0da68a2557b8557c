import { RetryableError, TerminalError } from '@userport/errors';
import { refusedTry, unansweredTry } from './failed-try';
import { HttpCallError } from './http-call-error';
import { prepareRequest } from './http-request';
import { DEFAULT_RETRY } from './retry-policy';

const request = prepareRequest(
  { name: 'vendor', baseUrl: 'https://api.example' },
  { path: 'x', endpoint: 'search' },
);

const answer = (status: number, headers: Record<string, string> = {}) => ({
  status,
  headers: new Headers(headers),
  bytes: new Uint8Array(),
  text: () => 'no',
});

describe('refusedTry', () => {
  it('makes a final error that says what to do', () => {
    const { error, again } = refusedTry('vendor', request, answer(401), { verdict: 'never' }, 0);
    expect(error).toBeInstanceOf(TerminalError);
    expect(error).toMatchObject({
      message: 'vendor: search answered 401. Check the key.',
      code: 'vendor_refused',
    });
    expect(again).toBe(false);
  });

  it('makes a retryable error with the delay of the header', () => {
    const failed = refusedTry(
      'vendor',
      request,
      answer(429, { 'retry-after': '3' }),
      { verdict: 'again' },
      0,
    );
    expect(failed.error).toBeInstanceOf(RetryableError);
    expect(failed.error).toMatchObject({ code: 'vendor_unavailable', retryAfterMs: 3_000 });
    expect([failed.again, failed.askedMs]).toEqual([true, 3_000]);
  });

  it('takes message, word and delay of the judgement first', () => {
    const judgement = {
      verdict: 'later',
      message: 'is out of credits.',
      code: 'out_of_credits',
      retryAfterMs: 9,
    } as const;
    const { error, again } = refusedTry('vendor', request, answer(200, { 'retry-after': '3' }), judgement, 0);
    expect(error).toMatchObject({
      message: 'vendor: search is out of credits.',
      code: 'out_of_credits',
      retryAfterMs: 9,
    });
    expect(again).toBe(false);
  });

  it.each([
    [302, 'It points to another address: correct the base address.'],
    [402, 'Check the balance of the account.'],
    [404, 'The request does not suit it.'],
    [500, 'The fault is on its side.'],
  ])('advises on %d', (status, advice) => {
    const { error } = refusedTry('vendor', request, answer(status), { verdict: 'never' }, 0);
    expect((error as Error).message).toBe(`vendor: search answered ${status}. ${advice}`);
  });
});

describe('unansweredTry', () => {
  const unanswered = (sent: boolean) =>
    new RetryableError('no answer', {
      cause: new HttpCallError({
        client: 'v',
        endpoint: 'e',
        method: 'POST',
        url: 'u',
        kind: 'network',
        sent,
      }),
    });

  it.each([
    ['GET', true, 'get', true],
    ['POST', true, 'get', false],
    ['POST', false, 'get', true],
    ['POST', true, true, true],
    ['GET', true, false, false],
    ['GET', false, false, true],
  ] as const)('tries %s (sent: %s) under the rule %s again: %s', (method, sent, rule, again) => {
    const failed = unansweredTry(unanswered(sent), method, { ...DEFAULT_RETRY, unanswered: rule });
    expect(failed.again).toBe(again);
  });

  it('never repeats what failed for another reason', () => {
    expect(unansweredTry(new TerminalError('too long'), 'GET', DEFAULT_RETRY).again).toBe(false);
    expect(unansweredTry(new RetryableError('given up'), 'GET', DEFAULT_RETRY).again).toBe(false);
  });
});
