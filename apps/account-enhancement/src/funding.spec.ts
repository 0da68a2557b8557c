import { supported, unsupported } from '@userport/evidence';
import { companyRecord } from './fake-vendors.suite';
import { fundingOf, roundKey, roundOfQuote, roundsOfRecord } from './funding';

const last = (known: object) => ({
  ...{ lastRoundDate: null, lastRoundType: null, rounds: null, lastRoundRaised: null },
  ...known,
});

const quoted = (quote: string) =>
  roundOfQuote(supported({ amount: 5e6, currency: 'EUR' }, { level: 'quoted', source: 'a', quote }));

describe('roundsOfRecord', () => {
  it('reads the amount of the last round, and leaves open what cannot be read', () => {
    const read = (funding: object) => roundsOfRecord(companyRecord({ funding: last(funding) }));
    expect(read({ lastRoundType: 'Seed', lastRoundRaised: 'US$ 7.3M' })).toMatchObject([
      { value: { series: 'Seed', amount: 7_300_000, currency: 'USD' }, evidence: { path: 'funding' } },
    ]);
    expect(read({ lastRoundType: 'Seed', lastRoundRaised: 'undisclosed' })).toMatchObject([
      { value: { series: 'Seed', amount: null, currency: null } },
    ]);
    expect([read({}), roundsOfRecord(null), roundsOfRecord(companyRecord({}))]).toEqual([[], [], []]);
  });
});

describe('roundOfQuote', () => {
  it.each([
    ['In May 2026 we raised a Series B round of 5 million euros.', 'Series B', '2026-05'],
    ['We raised a seed round of 5 million euros.', 'seed', null],
    ['We raised 5 million euros in a new round.', null, null],
  ])('takes series and date from %j', (quote, series, date) => {
    expect(quoted(quote)).toMatchObject({ value: { series, date, amount: 5e6, currency: 'EUR' } });
  });

  it('leaves what is not proved unproved', () => {
    expect(roundOfQuote(unsupported('5', 'no_quote'))).toMatchObject({ supported: false });
  });
});

describe('fundingOf', () => {
  it('is null where nothing is known, and tells each part that is', () => {
    expect(fundingOf(null, null)).toBeNull();
    expect(fundingOf({ amount: 1, currency: 'USD' }, null)).toEqual({
      total_funding: { amount: 1, currency: 'USD', as_of_date: null },
      funding_rounds: [],
    });
  });

  it('knows a round by its series, else by its amount', () => {
    const round = { currency: 'USD', date: null, lead_investors: [], other_investors: [], valuation: null };
    expect(roundKey({ ...round, series: 'Seed', amount: 1 })).toBe('Seed');
    expect(roundKey({ ...round, series: null, amount: 5 })).toBe('5');
  });
});
