import { facts } from './facts';
import type { Language } from './languages';
import type { QuotePlace } from './place';

const placeOf = (text: string, quote = text, language: Language = 'en'): QuotePlace => {
  const start = text.indexOf(quote);
  const block = { kind: 'paragraph', headings: [], links: [], aside: false } as const;
  return { text, language, block, ownPage: true, start, end: start + quote.length };
};

const valueOf = (derived: unknown): unknown =>
  typeof derived === 'object' && derived !== null && 'value' in derived ? derived.value : derived;

describe('founded_year', () => {
  it.each([
    ['Founded in 2014, we moved in 2019.', 2014, 2014],
    ['Founded in 2014, we moved in 2019.', 2019, 'nearer_to_another_number'],
    ['We moved in 2019.', 2019, 'field_not_named'],
    ['\u00a9 2014 Founded Inc.', 2014, 'copyright_year'],
    ['Our Delft office was founded in 2014.', 2014, 'part_of_company'],
    ['Founded in 2014.', null, 'value_unreadable'],
  ])('of %j claimed as %j is %j', (text, claimed, value) => {
    expect(valueOf(facts.founded_year(claimed, placeOf(text)))).toBe(value);
  });
});

describe('money', () => {
  const text = 'We raised $48 million in funding in total, and our revenue was $9 million.';

  it('belongs to the field whose word is nearest', () => {
    expect(valueOf(facts.total_funding('$48 million', placeOf(text)))).toEqual({
      amount: 48_000_000,
      currency: 'USD',
    });
    expect(facts.total_funding('$9 million', placeOf(text))).toBe('nearer_to_another_number');
    expect(valueOf(facts.revenue({ amount: 9_000_000, currency: 'usd' }, placeOf(text)))).toEqual({
      amount: 9_000_000,
      currency: 'USD',
    });
  });

  it('is a total only where the sentence says so', () => {
    const round = placeOf('We raised a round of $5 million.');
    expect(facts.total_funding('$5 million', round)).toBe('field_not_named');
    expect(valueOf(facts.funding_round('$5 million', round))).toEqual({ amount: 5_000_000, currency: 'USD' });
  });

  it.each([[{ amount: '5', currency: 'USD' }], [7], ['much'], [null]])('is not read from %j', (claimed) => {
    expect(facts.revenue(claimed, placeOf(text))).toBe('value_unreadable');
  });
});

describe('location and industry', () => {
  it.each([
    ['We are headquartered in Ghent, Belgium.', 'Ghent, Belgium', 'Ghent, Belgium'],
    ['We are a Ghent-based maker.', 'Ghent', 'Ghent'],
    ['We are based in Ghent with offices in Lille.', 'Lille', 'field_not_named'],
    ['We have an office in Lille.', 'Lille', 'field_not_named'],
  ])('in %j the seat %j is %j', (text, claimed, value) => {
    expect(valueOf(facts.location(claimed, placeOf(text)))).toBe(value);
  });

  it.each([
    ['We are a maker of pumps.', 'pumps', 'pumps'],
    ['We build pumps for the automotive industry.', 'automotive', 'field_not_named'],
    ['Automotive people like us.', 'automotive', 'field_not_named'],
  ])('in %j the industry %j is %j', (text, claimed, value) => {
    expect(valueOf(facts.industry(claimed, placeOf(text)))).toBe(value);
  });
});

describe('company_type', () => {
  it.each([
    ['We are family-owned.', 'Privately Held', 'Privately Held'],
    ['We are family-owned.', 'Public Company', 'value_not_in_quote'],
    ['We are family-owned.', 'Friendly', 'value_unreadable'],
    ['From family-owned to publicly traded', 'public', 'nearer_to_another_number'],
  ])('of %j claimed as %j is %j', (text, claimed, value) => {
    expect(valueOf(facts.company_type(claimed, placeOf(text)))).toBe(value);
  });
});
