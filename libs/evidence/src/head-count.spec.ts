import { headCount } from './head-count';
import type { Language } from './languages';
import type { QuotePlace } from './place';

const placeOf = (text: string, quote = text, language: Language = 'en'): QuotePlace => {
  const start = text.indexOf(quote);
  const block = { kind: 'paragraph', headings: [], links: [], aside: false } as const;
  return { text, language, block, ownPage: true, start, end: start + quote.length };
};

const valueOf = (derived: unknown): unknown =>
  typeof derived === 'object' && derived !== null && 'value' in derived ? derived.value : derived;

describe('headCount', () => {
  it.each<[string, unknown, Language]>([
    ['We employ about 420 people.', 420, 'en'],
    ['We have a team of 420 specialists.', 420, 'en'],
    ['Number of employees: 420', '420', 'en'],
    ['We have 420 highly skilled employees.', 420, 'en'],
    ['Wir besch\u00e4ftigen rund 420 Menschen.', 420, 'de'],
    ['Notre \u00e9quipe de 420 personnes', 420, 'fr'],
  ])('is derived from %j', (text, claimed, language) => {
    expect(valueOf(headCount(claimed, placeOf(text, text, language)))).toEqual({
      low: 420,
      high: 420,
    });
  });

  it('is a range where the quote gives one', () => {
    expect(valueOf(headCount('201-500', placeOf('We are 201-500 employees.')))).toEqual({
      low: 201,
      high: 500,
    });
  });

  it.each([
    ['We have 3,000 turbines with our employees.', 3000, 'nearer_to_another_number'],
    ['We serve 3,000 customers.', 3000, 'field_not_named'],
    ['420 people use our product.', 420, 'field_not_named'],
    ['We employ 35 robots.', 35, 'field_not_named'],
    ['Our Berlin office has 35 employees.', 35, 'part_of_company'],
    ['420 of our employees work at night.', 420, 'nearer_to_another_number'],
    ['We employ 420 people.', 430, 'value_not_in_quote'],
    ['We employ 420 people.', 'many', 'value_unreadable'],
  ])('is not derived from %j', (text, claimed, reason) => {
    expect(headCount(claimed, placeOf(text))).toBe(reason);
  });

  it('lies inside the quote, not only in its sentence', () => {
    const text = 'We employ 420 people and run 7 hubs.';
    expect(headCount(420, placeOf(text, 'run 7 hubs'))).toBe('value_not_in_quote');
  });

  it.each([
    ['We employ 12 people under 30.', 12],
    ['We employ 50 people with disabilities.', 50],
    ['Our 40 sales employees love coffee.', 40],
    ['We have 40 employees in sales.', 40],
    ['We have 40 employees in Lyon.', 40],
    ['We have 5,000 employees on our waiting list.', 5000],
    ['Including dealers, we have 5,000 employees.', 5000],
  ])('is not that of some of them: %j', (text, claimed) => {
    expect(headCount(claimed, placeOf(text))).toBe('part_of_company');
  });

  it.each([
    ["We have 9,000 employees' devices.", 'nearer_to_another_number'],
    ['We had 120 employees.', 'negated_or_other_time'],
  ])('is none of something else or of another time: %j', (text, reason) => {
    expect(headCount(Number(/\d[\d,]*/.exec(text)?.[0].replace(',', '')), placeOf(text))).toBe(reason);
  });
});
