import type { TextBlock } from '@userport/html';
import fc from 'fast-check';
import { shown } from './judged';
import { type EvidencePage, openEvidence, type QuotedField } from './open-evidence';

const identity = {
  domains: ['northwind.example'],
  names: ['Northwind Robotics'],
  otherCompanies: ['Kestrel & Loom'],
};

const blockOf = (text: string, more: Partial<TextBlock> = {}): TextBlock => ({
  kind: 'paragraph',
  text,
  headings: [],
  links: [],
  hidden: false,
  aside: false,
  ...more,
});

const pageOf = (blocks: readonly TextBlock[], more: Partial<EvidencePage> = {}): EvidencePage => ({
  url: 'https://www.northwind.example/about/',
  warning: null,
  language: 'en',
  published: null,
  blocks,
  jsonLd: [],
  ...more,
});

const staff = 'We employ 420 people in 7 hubs.';
const judgeOf = (...pages: readonly EvidencePage[]) => openEvidence(identity, pages);
const reasonOf = (judged: { supported: boolean; reason?: string }) => judged.reason;

describe('quoted', () => {
  const claim = { value: 420, quote: staff, source: 'https://northwind.example/about' };

  it('gives the derived value with the page and its own words', () => {
    const judged = judgeOf(pageOf([blockOf(staff)])).quoted('employee_count', {
      ...claim,
      quote: 'we  EMPLOY 420 people',
    });
    expect(judged).toEqual({
      supported: true,
      value: { low: 420, high: 420 },
      evidence: {
        level: 'quoted',
        source: 'https://www.northwind.example/about/',
        quote: 'We employ 420 people',
      },
    });
  });

  it('looks through every page when the model named none', () => {
    const judge = judgeOf(
      pageOf([blockOf('Hello.')]),
      pageOf([blockOf(staff)], { url: 'https://northwind.example/x' }),
    );
    expect(shown(judge.quoted('employee_count', { ...claim, source: null }))).toEqual({
      low: 420,
      high: 420,
    });
  });

  it.each([
    ['page_warned', pageOf([blockOf(staff)], { warning: 'captcha' })],
    ['page_outside_identity', pageOf([blockOf(staff)], { url: 'https://kestrel.example/about' })],
    ['page_outside_identity', pageOf([blockOf(staff)], { url: 'https://notnorthwind.example/about' })],
    ['hidden_text', pageOf([blockOf(staff, { hidden: true })])],
    ['quote_not_in_page', pageOf([blockOf('We employ 420'), blockOf('people in 7 hubs.')])],
  ])('refuses as %s', (reason, page) => {
    expect(reasonOf(judgeOf(page).quoted('employee_count', { ...claim, source: page.url }))).toBe(reason);
  });

  it.each([
    ['nothing_claimed', { ...claim, value: null }],
    ['no_quote', { ...claim, quote: ' ' }],
    ['quote_too_long', { ...claim, quote: staff.repeat(10) }],
    ['page_not_read', { ...claim, source: 'https://northwind.example/other' }],
  ])('refuses as %s what lacks it', (reason, lacking) => {
    expect(reasonOf(judgeOf(pageOf([blockOf(staff)])).quoted('employee_count', lacking))).toBe(reason);
  });

  it('never supports a number that the quote does not say, whatever the page', () => {
    const count = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(count, count, (said, claimed) => {
        const text = `We employ ${said} people.`;
        const judged = judgeOf(pageOf([blockOf(text)])).quoted('employee_count', {
          value: claimed,
          quote: text,
          source: null,
        });
        expect(judged.supported).toBe(said === claimed);
      }),
    );
  });

  it('never supports a quote of which a letter or digit was changed', () => {
    const places = [...staff].flatMap((letter, index) => (/[a-z\d]/.test(letter) ? [index] : []));
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom(...'abcdefgh0123456789'), (at, letter) => {
        fc.pre(staff.charAt(at).toLowerCase() !== letter);
        const quote = `${staff.slice(0, at)}${letter}${staff.slice(at + 1)}`;
        expect(
          judgeOf(pageOf([blockOf(staff)])).quoted('employee_count', { ...claim, quote }).supported,
        ).toBe(false);
      }),
    );
  });
});

describe('what a page repeats', () => {
  it.each<[QuotedField, unknown, string]>([
    ['employee_count', 420, `We employ ${'more than '.repeat(1000)}x 420 people.`],
    ['employee_count', 420, `Wir sind ein Team von ${'mehr als '.repeat(1000)}x 420 Leuten.`],
    ['location', 'Lyon', `We are headquartered ${'of Aa, de Bb '.repeat(1000)}x Lyon.`],
    ['industry', 'robots', `We are a ${'maker of '.repeat(1000)}robots.`],
    ['founded_year', 1999, `Wir wurden ${'in Aa und Bb '.repeat(1000)}1999 gegr\u00fcndet.`],
    ['customer', 'Tarn', 'Tarn '.repeat(1000)],
  ])('takes no longer than what it says once: %s', (field, value, text) => {
    const quote = text.slice(-200);
    expect(judgeOf(pageOf([blockOf(text)])).quoted(field, { value, quote, source: null }).supported).toBe(
      false,
    );
  });
});

describe('grounded', () => {
  const text = 'Gantry Works competes with Northwind Robotics.';
  const sources = [{ url: 'https://review.example/', title: 'Review' }];
  const answer = { text, sources, supports: [{ start: 0, end: text.length, sources: [0] }] };

  it('gives the item with its sentence and its source', () => {
    expect(judgeOf().grounded('competitor', 'Gantry Works', answer)).toEqual({
      supported: true,
      value: 'Gantry Works',
      evidence: { level: 'grounded', source: 'https://review.example/', title: 'Review', quote: text },
    });
  });

  it.each([
    ['not_grounded', 'Belt & Bolt', answer],
    ['not_grounded', 'Gantry Works', { ...answer, supports: [] }],
    ['nothing_claimed', null, answer],
  ])('refuses as %s', (reason, value, given) => {
    expect(reasonOf(judgeOf().grounded('competitor', value, given))).toBe(reason);
  });
});

describe('stated', () => {
  const jsonLd = [{ '@type': 'Organization', name: 'Northwind Robotics', foundingDate: '2014' }];

  it('gives what the structured data of its own page states', () => {
    expect(judgeOf(pageOf([], { jsonLd })).stated('founded_year')).toEqual({
      supported: true,
      value: 2014,
      evidence: {
        level: 'quoted',
        source: 'https://www.northwind.example/about/',
        quote: '{"foundingDate":"2014"}',
      },
    });
  });

  it('gives nothing of a page that proves nothing, and null where nothing is stated', () => {
    expect(judgeOf(pageOf([], { jsonLd, warning: 'captcha' })).stated('founded_year')).toBeNull();
    expect(judgeOf(pageOf([], { jsonLd })).stated('location')).toBeNull();
  });
});
