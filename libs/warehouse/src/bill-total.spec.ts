import { type KnownCall, spentOf, totalOf } from './bill-total';

const call = (known: Partial<KnownCall>): KnownCall => ({
  vendor: 'gemini',
  state: 'settled',
  estimateUsd: 0.5,
  costUsd: 0.1,
  units: {},
  cached: false,
  ...known,
});

describe('totalOf', () => {
  it('adds up cost, units and vendors', () => {
    const total = totalOf([
      call({ costUsd: 0.1, units: { input_tokens: 10, note: 'text' } }),
      call({ costUsd: 0.2, units: { input_tokens: 5, queries: 1 } }),
      call({ costUsd: 1, vendor: 'apollo', units: { credits: 3 } }),
    ]);
    expect(total).toEqual({
      costUsd: 1.3,
      calls: 3,
      cachedCalls: 0,
      unknownCalls: 0,
      units: { input_tokens: 15, queries: 1, credits: 3 },
      byVendor: { gemini: 0.3, apollo: 1 },
    });
  });

  it('counts what was never settled, or has no price, as unknown and never as zero', () => {
    const total = totalOf([call({ state: 'reserved', costUsd: null }), call({ costUsd: null })]);
    expect(total).toMatchObject({ costUsd: 0, calls: 2, unknownCalls: 2, byVendor: {} });
  });

  it('counts a kept answer as a call that costs nothing', () => {
    const total = totalOf([call({ cached: true, costUsd: null })]);
    expect(total).toMatchObject({ costUsd: 0, calls: 1, cachedCalls: 1, unknownCalls: 0 });
  });

  it('leaves out what was never made', () => {
    expect(totalOf([call({ state: 'released', costUsd: 0 })])).toMatchObject({ calls: 0, unknownCalls: 0 });
  });
});

describe('spentOf', () => {
  it('takes the estimate where the price is not known', () => {
    const calls = [
      call({ costUsd: 0.1 }),
      call({ costUsd: null, estimateUsd: 0.25 }),
      call({ state: 'reserved', costUsd: null, estimateUsd: 0.5 }),
      call({ state: 'released', estimateUsd: 9 }),
      call({ cached: true, costUsd: null, estimateUsd: 9 }),
    ];
    expect(spentOf(calls)).toBeCloseTo(0.85, 12);
  });
});
