import { openAiRefusal, retryDelayMs } from './openai-failure';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const about = { model: 'gpt-6.1-terra', secret: 'my-key', now: NOW };

describe('retryDelayMs', () => {
  it.each([
    [{ 'retry-after-ms': '1500' }, 1500],
    [{ 'retry-after-ms': '0.4' }, 1],
    [{ 'retry-after': '20' }, 20_000],
    [{ 'retry-after': '1.5' }, 1500],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': 'Mon, 23 Nov 2026 12:01:30 GMT' }, 90_000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{}, undefined],
  ])('reads %j as %s', (headers, ms) => {
    expect(retryDelayMs(new Headers(headers), NOW)).toBe(ms);
  });

  it('knows no delay without headers', () => {
    expect(retryDelayMs(undefined, NOW)).toBeUndefined();
  });
});

describe('openAiRefusal', () => {
  it('reads status, code and sentence', () => {
    const error = {
      status: 400,
      code: 'invalid_json_schema',
      message: '400 Invalid schema for my-key',
      requestId: 'req_1',
    };
    expect(openAiRefusal(error, about)).toEqual({
      code: 'vendor_refused',
      happened: 'answered 400 invalid_json_schema, "Invalid schema for [key]"',
      call: {
        vendor: 'openai',
        model: 'gpt-6.1-terra',
        httpStatus: 400,
        vendorCode: 'invalid_json_schema',
        requestId: 'req_1',
        charge: 'nothing',
      },
      retryAfterMs: undefined,
    });
  });

  it.each([
    [{ code: 'insufficient_quota' }, 'quota_exhausted'],
    [{ type: 'insufficient_quota' }, 'quota_exhausted'],
    [{ code: 'billing_hard_limit_reached' }, 'quota_exhausted'],
    [{ code: 'rate_limit_exceeded' }, 'rate_limited'],
    [{ code: null }, 'rate_limited'],
  ])('tells a 429 with %j as %s', (words, code) => {
    expect(openAiRefusal({ status: 429, message: '', ...words }, about).code).toBe(code);
  });

  it('repeats nothing of what a refused key was told', () => {
    const { happened } = openAiRefusal(
      { status: 401, message: '401 Incorrect API key provided: my-key' },
      about,
    );
    expect(happened).toBe('answered 401');
  });

  it.each([
    [418, 'vendor_refused', 'nothing'],
    [529, 'vendor_unavailable', 'unknown'],
  ])('has a word for the unheard-of status %d', (status, code, charge) => {
    expect(openAiRefusal({ status, message: '' }, about)).toMatchObject({ code, call: { charge } });
  });
});
