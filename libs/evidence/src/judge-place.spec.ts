import type { Derive } from './derive';
import { judgePlace } from './judge-place';
import type { QuotePlace } from './place';
import { sentencesOf } from './sentences';

const identity = { domains: [], names: ['Northwind'], otherCompanies: ['Kestrel'] };

const placeOf = (text: string, more: Partial<QuotePlace> = {}): QuotePlace => ({
  text,
  language: 'en',
  block: { kind: 'paragraph', headings: [], links: [], aside: false },
  ownPage: true,
  start: 0,
  end: text.length,
  ...more,
});

/** Finds the word "pumps". */
const pumps: Derive<string> = (_claimed, { text }) => {
  const start = text.indexOf('pumps');
  const sentence = sentencesOf(text).find((one) => one.start <= start && start < one.end);
  return sentence === undefined
    ? 'value_not_in_quote'
    : { value: 'pumps', at: { start, end: start + 5 }, sentence };
};

const judge = (text: string, more: Partial<QuotePlace> = {}) => {
  const judged = judgePlace(pumps, 'company', 'pumps', placeOf(text, more), identity);
  return typeof judged === 'string' ? judged : judged.value;
};

describe('judgePlace', () => {
  it.each([
    ['We sell pumps.', 'pumps'],
    ['Northwind sells pumps.', 'pumps'],
    ['We do not sell tools; we sell pumps.', 'pumps'],
    ['It sells pumps.', 'subject_not_named'],
    ['We sell tools. It sells pumps.', 'subject_not_named'],
    ['We do not sell pumps.', 'negated_or_other_time'],
    ['We sold pumps until 2019.', 'negated_or_other_time'],
    ['We and Kestrel sell pumps.', 'other_company'],
    ['"We sell pumps," says Ida.', 'said_by_another'],
    ['We sell tools.', 'value_not_in_quote'],
  ])('makes of %j %j', (text, result) => {
    expect(judge(text)).toBe(result);
  });

  it('takes "we" in a quotation, or under a heading of customers, for somebody else', () => {
    const block = { headings: [], links: [], aside: false };
    expect(judge('We sell pumps.', { block: { ...block, kind: 'quotation' } })).toBe('said_by_another');
    const stories = { ...block, kind: 'paragraph' as const, headings: ['Customer stories'] };
    expect(judge('We sell pumps.', { block: stories })).toBe('said_by_another');
    const kestrel = { ...block, kind: 'paragraph' as const, headings: ['Kestrel'] };
    expect(judge('We sell pumps.', { block: kestrel })).toBe('said_by_another');
  });

  it('needs the name where the page is not its own', () => {
    expect(judge('We sell pumps.', { ownPage: false })).toBe('subject_not_named');
    expect(judge('Northwind sells pumps.', { ownPage: false })).toBe('pumps');
  });
});

describe('of whom a value is said', () => {
  const marked =
    (word: string): Derive<string> =>
    (claimed, place) => {
      const derived = pumps(claimed, place);
      if (typeof derived === 'string') return derived;
      const start = place.text.indexOf(word);
      return { ...derived, marks: [{ start, end: start + word.length, bond: 'verb' }] };
    };
  const judgeMarked = (text: string, subject: 'company' | 'list' = 'company') => {
    const judged = judgePlace(marked('sell'), subject, 'pumps', placeOf(text), identity);
    return typeof judged === 'string' ? judged : judged.value;
  };

  it('is asked of the words that carry it', () => {
    expect(judgeMarked('We sell pumps.')).toBe('pumps');
    expect(judgeMarked('Our customers sell pumps.')).toBe('said_of_others');
    expect(judgeMarked('Farmers sell pumps.', 'list')).toBe('said_of_others');
  });

  it('is not guessed where a text has no sentences', () => {
    expect(judgeMarked(`We sell pumps ${'and pipes '.repeat(100)}`)).toBe('said_of_others');
  });
});
