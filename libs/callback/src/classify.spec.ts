import { RetryableError, TerminalError } from '@userport/errors';
import { HttpCallError } from '@userport/http';
import { classifyAnswer, classifyFailure } from './classify';

const answer = (status: number, text = '', headers: Record<string, string> = {}) => ({
  status,
  headers: new Headers(headers),
  bytes: Buffer.from(text),
  text: () => text,
});
const classify = (status: number, text?: string, headers?: Record<string, string>) =>
  classifyAnswer(answer(status, text, headers), 0);

describe('classifyAnswer', () => {
  it.each(['{"status":"success"}', '{"status":"processing","page":1,"total_pages":2}'])(
    'takes 200 %s as accepted',
    (text) => {
      expect(classify(200, text)).toEqual({
        answer: { kind: 'accepted', httpStatus: 200 },
        next: 'stop',
        mayBeApplied: true,
      });
    },
  );

  it('keeps the reason of a page that was skipped', () => {
    expect(classify(200, '{"status":"skipped","reason":"Page 1 already processed"}').answer).toEqual({
      kind: 'skipped',
      httpStatus: 200,
      reason: 'Page 1 already processed',
    });
    expect(classify(200, '{"status":"skipped"}').answer).toMatchObject({ reason: 'no reason given' });
  });

  it.each([
    [200, '<html>Sign in</html>'],
    [200, ''],
    [200, '{"status":"ok"}'],
    [200, '"success"'],
    [204, ''],
    [201, '{"status":"success"}'],
  ])('does not take %d %p as accepted', (status, text) => {
    const { answer: said, next } = classify(status, text);
    expect(said).toMatchObject({ kind: 'unanswered', httpStatus: status, retryAfterMs: 10_000 });
    expect(next).toBe('stop');
  });

  it.each([400, 404, 410, 413, 422])('takes %d as refused for good', (status) => {
    expect(classify(status, '{"error":"Account not found"}')).toMatchObject({
      answer: { kind: 'refused', httpStatus: status, answer: '{"error":"Account not found"}', forGood: true },
      next: 'stop',
    });
  });

  it.each([
    ['{"error":"value too long"}', false],
    ['<h1>Server Error (500)</h1>', true],
  ])('takes 500 %p as refused, not for good; applied perhaps: %s', (text, mayBeApplied) => {
    expect(classify(500, text)).toMatchObject({
      answer: { kind: 'refused', httpStatus: 500, forGood: false },
      next: 'wait',
      mayBeApplied,
    });
  });

  it.each([
    [401, 'renew', false],
    [403, 'renew', false],
    [408, 'wait', true],
    [409, 'wait', false],
    [425, 'wait', false],
    [429, 'wait', false],
    [502, 'wait', true],
    [503, 'wait', true],
    [504, 'wait', true],
    [301, 'stop', false],
    [302, 'stop', false],
    [405, 'stop', false],
    [507, 'stop', true],
  ])('takes %d as unanswered: %s, applied perhaps: %s', (status, next, mayBeApplied) => {
    const said = classify(status, 'text');
    expect(said).toMatchObject({ answer: { kind: 'unanswered', httpStatus: status }, next, mayBeApplied });
  });

  it.each([
    [403, "403: The token was refused: Django's USERPORT_BASE_URL must equal DJANGO_BASE_URL"],
    [302, '302: A redirect, which is not followed: correct scheme and host of DJANGO_BASE_URL.'],
    [405, '405: Not an answer of the callback: correct DJANGO_BASE_URL.'],
    [503, '503: The receiver asks to come again.'],
  ])('says of %d what to do', (status, reason) => {
    expect(classify(status).answer).toMatchObject({ reason: expect.stringContaining(reason) });
  });

  it.each([
    [{ 'retry-after': '7' }, 7_000, 7_000],
    [{ 'retry-after': '86400' }, 86_400_000, 3_600_000],
    [{}, undefined, 10_000],
  ])('tells the queue how long to wait, an hour at most (%j)', (headers, askedMs, retryAfterMs) => {
    const said = classify(503, '', headers);
    expect([said.askedMs, said.answer]).toMatchObject([askedMs, { retryAfterMs }]);
  });

  it('keeps 300 characters of what was said, on one line and without secrets', () => {
    const text = `Bad token eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.e30.c2ln\n${'x'.repeat(400)}`;
    const said = classify(400, text).answer;
    expect(said).toMatchObject({ answer: expect.stringMatching(/^Bad token \[redacted\] x+…$/) });
    expect('answer' in said && said.answer).toHaveLength(301);
  });
});

describe('classifyFailure', () => {
  const failure = (sent: boolean) =>
    new RetryableError('callback: could not be reached (ECONNREFUSED).', {
      cause: new HttpCallError({
        client: 'c',
        endpoint: 'e',
        method: 'POST',
        url: 'u',
        kind: 'network',
        sent,
      }),
    });

  it.each([true, false])('takes a call without an answer as unanswered (sent: %s)', (sent) => {
    expect(classifyFailure(failure(sent))).toEqual({
      answer: {
        kind: 'unanswered',
        reason: 'callback: could not be reached (ECONNREFUSED).',
        retryAfterMs: 10_000,
      },
      next: 'wait',
      mayBeApplied: sent,
    });
  });

  it('does not try again in place what is final, and takes the worst of what it does not know', () => {
    expect(classifyFailure(new TerminalError('too long'))).toMatchObject({
      next: 'stop',
      mayBeApplied: true,
    });
    expect(classifyFailure('odd')).toMatchObject({
      answer: { reason: 'the call failed' },
      mayBeApplied: true,
    });
  });
});
