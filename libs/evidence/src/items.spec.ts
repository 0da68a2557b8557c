import { event, isWholeItem, items } from './items';
import type { QuotePlace } from './place';

type Block = QuotePlace['block'];

const placeOf = (text: string, block: Partial<Block> = {}): QuotePlace => ({
  text,
  language: 'en',
  block: { kind: 'item', headings: [], links: [], aside: false, ...block },
  ownPage: true,
  start: 0,
  end: text.length,
});

const valueOf = (derived: unknown): unknown =>
  typeof derived === 'object' && derived !== null && 'value' in derived ? derived.value : derived;

describe('customer', () => {
  const underCustomers = { headings: ['Our customers'] };

  it.each<[string, string, Partial<Block>]>([
    ['Kestrel & Loom', 'Kestrel & Loom', underCustomers],
    ['Kestrel logo', 'Kestrel', { kind: 'image', headings: ['Trusted by'] }],
    ['Hainbach AG', 'Hainbach', underCustomers],
    ['Kestrel', 'Kestrel', { kind: 'paragraph', headings: ['Customers', 'Retail'] }],
    [
      'Customer story: Kestrel ships at night',
      'Kestrel',
      {
        kind: 'paragraph',
        links: [{ text: 'Customer story: Kestrel ships at night', url: 'https://a.example/' }],
      },
    ],
  ])('is in %j the item %j', (text, name, block) => {
    expect(valueOf(items.customer(name, placeOf(text, block)))).toBe(name);
  });

  it.each<[string, string, Partial<Block>, string]>([
    ['Kestrel & Loom', 'Kestrel', underCustomers, 'value_not_in_quote'],
    ['Kestrel & Loom', 'Loom', underCustomers, 'value_not_in_quote'],
    ['Kestrel', 'Kestrel', { headings: ['Partners'] }, 'not_a_customer'],
    ['Kestrel', 'Kestrel', { headings: ['Customers', 'Investors'] }, 'not_a_customer'],
    ['Kestrel', 'Kestrel', {}, 'not_under_customers'],
    ['Kestrel', 'Kestrel', { ...underCustomers, aside: true }, 'not_under_customers'],
    [
      'Kestrel came by for coffee',
      'Kestrel',
      { ...underCustomers, kind: 'paragraph' },
      'not_under_customers',
    ],
    ['Kestrel, our partner', 'Kestrel', underCustomers, 'not_a_customer'],
    ['Kestrel', '', underCustomers, 'value_unreadable'],
  ])('is not in %j the item %j under %j', (text, name, block, reason) => {
    expect(items.customer(name, placeOf(text, block))).toBe(reason);
  });
});

describe('technology', () => {
  it('stands under a heading, or in a sentence, that says what is used', () => {
    expect(valueOf(items.technology('Rust', placeOf('Rust', { headings: ['We build with'] })))).toBe('Rust');
    expect(valueOf(items.technology('Rust', placeOf('Our stack is Rust.')))).toBe('Rust');
    expect(items.technology('Rust', placeOf('Rust', { headings: ['Paints'] }))).toBe('field_not_named');
  });
});

describe('product', () => {
  it('is the whole item', () => {
    expect(valueOf(items.product('PickPilot', placeOf('PickPilot')))).toBe('PickPilot');
    expect(items.product('Pick', placeOf('PickPilot'))).toBe('value_not_in_quote');
  });
});

describe('recent_event', () => {
  const text = 'On 14 October 2026 we opened a hub in Hamburg.';

  it('has the date of its quote', () => {
    const claimed = { title: 'opened a hub in Hamburg', date: '2026-10-14' };
    expect(valueOf(event(null)(claimed, placeOf(text)))).toEqual({
      title: claimed.title,
      date: '2026-10-14',
    });
  });

  it('has the date of its page where the quote has none', () => {
    const published = { iso: '2026-10-15', precision: 'day' } as const;
    const derive = event(published);
    expect(valueOf(derive({ title: 'opened a hub' }, placeOf('We opened a hub.')))).toEqual({
      title: 'opened a hub',
      date: '2026-10-15',
    });
  });

  it.each([
    [{ title: 'opened a hub in Hamburg', date: '2026-10-15' }, 'undated'],
    [{ title: 'opened a hub in Bremen', date: '2026-10-14' }, 'value_not_in_quote'],
    [{ title: 'opened a hub', date: 'soon' }, 'value_unreadable'],
    [{ title: 7 }, 'value_unreadable'],
    [null, 'value_unreadable'],
  ])('is not %j', (claimed, reason) => {
    expect(event(null)(claimed, placeOf(text))).toBe(reason);
  });

  it('takes the month for a day in it, never the day for its month', () => {
    const inMonth = placeOf('In October 2026 we opened a hub.');
    expect(valueOf(event(null)({ title: 'opened a hub', date: '2026-10' }, placeOf(text)))).toEqual({
      title: 'opened a hub',
      date: '2026-10-14',
    });
    expect(event(null)({ title: 'opened a hub', date: '2026-10-14' }, inMonth)).toBe('undated');
  });
});

describe('isWholeItem', () => {
  it('knows a legal form from a longer name', () => {
    expect(isWholeItem('Hainbach AG', { start: 0, end: 8 })).toBe(true);
    expect(isWholeItem('Hainbach Art', { start: 0, end: 8 })).toBe(false);
    expect(isWholeItem('Logo Hainbach', { start: 5, end: 13 })).toBe(true);
  });
});
