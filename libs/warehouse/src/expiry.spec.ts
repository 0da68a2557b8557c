import { expiryDaysOf } from './expiry';

describe('expiryDaysOf', () => {
  it('is the days of the table where the configuration says nothing', () => {
    expect(expiryDaysOf('task_payloads')).toBe(90);
    expect(expiryDaysOf('api_request_cache')).toBe(30);
    expect(expiryDaysOf('enrichment_callbacks')).toBeUndefined();
  });

  it('is what the configuration says, for requests and raw material alone', () => {
    const expiry = { rawExpiryDays: 45 };
    expect(expiryDaysOf('task_payloads', expiry)).toBe(45);
    expect(expiryDaysOf('enrichment_raw_data', expiry)).toBe(45);
    expect(expiryDaysOf('ai_prompt_cache', expiry)).toBe(30);
    expect(expiryDaysOf('task_events', expiry)).toBeUndefined();
  });
});
