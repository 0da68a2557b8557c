import { geminiRefusal } from './gemini-failure';

const NOON = Date.parse('2026-11-23T12:00:00Z');
const HOUR_MS = 60 * 60 * 1000;

const refusal = (status: number, error: unknown, now = NOON) =>
  geminiRefusal(
    { status, message: typeof error === 'string' ? error : JSON.stringify({ error }) },
    { model: 'gemini-3.8-flash', secret: 'my-key', now },
  );

const dayQuota = { details: [{ violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel' }] }] };

describe('geminiRefusal', () => {
  it('reads status, word and sentence from the text of the body', () => {
    expect(refusal(400, { code: 400, message: 'Bad  schema\n', status: 'INVALID_ARGUMENT' })).toEqual({
      code: 'vendor_refused',
      happened: 'answered 400 INVALID_ARGUMENT, "Bad schema"',
      call: {
        vendor: 'gemini',
        model: 'gemini-3.8-flash',
        httpStatus: 400,
        vendorCode: 'INVALID_ARGUMENT',
        charge: 'nothing',
      },
      retryAfterMs: undefined,
    });
  });

  it.each([
    ['34.4s', 34_400],
    ['5s', 5000],
    ['0.0001s', 1],
    ['1m', undefined],
    [undefined, undefined],
  ])('waits as RetryInfo says: %s', (retryDelay, ms) => {
    expect(refusal(429, { details: [{ retryDelay }] }).retryAfterMs).toBe(ms);
  });

  it.each([
    ['in winter', '2026-11-23T12:00:00Z', 20],
    ['in summer', '2027-07-01T12:00:00Z', 19],
    ['just after midnight', '2026-11-23T08:00:00Z', 24],
  ])('waits for midnight in California when the day is spent, %s', (_when, now, hours) => {
    const { code, retryAfterMs } = refusal(429, dayQuota, Date.parse(now));
    expect(code).toBe('daily_quota_exhausted');
    expect(retryAfterMs).toBe(hours * HOUR_MS);
  });

  it('tells a key that is not valid from a bad request', () => {
    expect(refusal(400, { details: [{ reason: 'API_KEY_INVALID' }] }).code).toBe('vendor_unauthorized');
  });

  it.each([
    [418, 'vendor_refused'],
    [599, 'vendor_unavailable'],
  ])('has a word for the unheard-of status %d', (status, code) => {
    expect(refusal(status, {}).code).toBe(code);
  });

  it('reads a body that is no JSON, without what looks like a key', () => {
    expect(refusal(403, '<html>my-key and AIzaSyB-x_1 are denied</html>').happened).toBe(
      'answered 403, "<html>[key] and [key] are denied</html>"',
    );
  });

  it('reads JSON of another shape as nothing', () => {
    expect(refusal(500, '[1]').happened).toBe('answered 500');
  });
});
