import { judgeApollo } from './refusals';

const HOUR_MS = 60 * 60 * 1000;
const NOW = Date.UTC(2026, 10, 23, 9);

const judge = (status: number, headers: Record<string, string> = {}, body = '') =>
  judgeApollo(() => NOW)({
    status,
    headers: new Headers(headers),
    bytes: new Uint8Array(),
    text: () => body,
  });

describe('judgeApollo', () => {
  it.each([200, 201, 500, 503, 418])('leaves %d to what statuses mean everywhere', (status) => {
    expect(judge(status)).toBeUndefined();
  });

  it('waits for a minute that is used up, as long as it is told', () => {
    const left = { 'x-minute-requests-left': '0', 'x-hourly-requests-left': '3800' };
    expect(judge(429, { ...left, 'retry-after': '17' })).toMatchObject({
      verdict: 'again',
      retryAfterMs: 17_000,
    });
    expect(judge(429)).toMatchObject({ verdict: 'again', code: 'rate_limited', retryAfterMs: 60_000 });
  });

  it('gives up for now when an hour or a day is used up', () => {
    expect(judge(429, { 'x-hourly-requests-left': '0', 'retry-after': '1800' })).toMatchObject({
      verdict: 'later',
      code: 'rate_limited',
      retryAfterMs: HOUR_MS / 2,
    });
    for (const header of ['x-24-hour-requests-left', 'x-daily-requests-left']) {
      const judgement = judge(429, { [header]: '0', 'x-hourly-requests-left': '0' });
      expect([judgement?.verdict, judgement?.retryAfterMs]).toEqual(['later', 24 * HOUR_MS]);
    }
  });

  it('takes an empty header for a window that the plan does not have', () => {
    const headers = { 'x-hourly-requests-left': '', 'x-24-hour-requests-left': '' };
    expect(judge(429, headers)).toMatchObject({ verdict: 'again' });
  });

  it.each([
    ['is 600 times per hour. Please upgrade', 'later', HOUR_MS],
    ['is 2000 times per day.', 'later', 24 * HOUR_MS],
    ['is 200 times per minute.', 'again', 60_000],
  ])('reads the window from the sentence when no header tells it: %s', (words, verdict, retryAfterMs) => {
    const message = `The maximum number of api calls allowed for api/v1/mixed_people/api_search ${words}`;
    expect(judge(429, {}, JSON.stringify({ message }))).toMatchObject({ verdict, retryAfterMs });
    // On one endpoint the message is JSON itself.
    const quoted = JSON.stringify({ message: JSON.stringify({ message }) });
    expect(judge(429, {}, quoted)).toMatchObject({ verdict, retryAfterMs });
  });

  it('tells a key without the endpoint from a plan without it', () => {
    expect(judge(403, {}, '{"error_code":"API_INACCESSIBLE"}')).toMatchObject({
      verdict: 'later',
      code: 'vendor_unauthorized',
    });
    expect(judge(403, {}, '{"message":"only available on paid plans"}')).toMatchObject({
      verdict: 'later',
      code: 'quota_exhausted',
    });
  });

  it('tells credits that are used up from a request that does not suit', () => {
    expect(judge(422, {}, '{"error":"You have insufficient credits"}')?.code).toBe('quota_exhausted');
    expect(judge(422, {}, '{"error":"Value too long"}')?.code).toBe('vendor_refused');
  });
});
