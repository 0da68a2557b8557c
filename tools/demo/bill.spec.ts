import { billOf, paidCallsOf } from './bill';

const cost = {
  cost_usd: 0.3,
  saved_usd: 0.05,
  calls: 5,
  cached_calls: 2,
  unknown_calls: 0,
  by_vendor: { gemini: 0.1, openai: 0.2 },
};

describe('paidCallsOf', () => {
  it('leaves kept answers out', () => {
    expect(paidCallsOf(cost)).toBe(3);
  });
});

describe('billOf', () => {
  it('adds the jobs up, by vendor too', () => {
    const other = { ...cost, cost_usd: 0.1, saved_usd: 0, by_vendor: { gemini: 0.1 }, unknown_calls: 1 };
    const jobs = [
      { cost, paidCallsNow: 3, doneBefore: false },
      { cost: other, paidCallsNow: 0, doneBefore: true },
    ];
    expect(billOf(jobs)).toEqual({
      paidCallsNow: 3,
      doneBefore: 1,
      jobs: 2,
      costUsd: 0.4,
      savedUsd: 0.05,
      byVendor: { gemini: 0.2, openai: 0.2 },
      unknownCalls: 1,
      addsUp: true,
    });
  });

  it('sees when the vendors’ sums are not those of the jobs', () => {
    const wrong = { ...cost, by_vendor: { gemini: 0.1 } };
    expect(billOf([{ cost: wrong, paidCallsNow: 3, doneBefore: false }]).addsUp).toBe(false);
  });
});
