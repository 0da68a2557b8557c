import type { Language } from './languages';
import { type Bond, isSaidOfCompany } from './said-of-company';
import { ownNames } from './subject';

/** Judges a sentence whose marks stand in `[brackets]` and whose value in `{braces}`. */
function judge(marked: string, bond: Bond, language: Language = 'en'): boolean {
  const text = marked.replaceAll(/[[\]{}]/g, '');
  const spansOf = (open: string, close: string) =>
    [...marked.matchAll(new RegExp(`\\${open}([^\\${close}]*)\\${close}`, 'g'))].map(
      ({ 1: inner = '', index }) => {
        const start = marked.slice(0, index).replaceAll(/[[\]{}]/g, '').length;
        return { start, end: start + inner.replaceAll(/[[\]{}]/g, '').length };
      },
    );
  const [value = { start: 0, end: 0 }] = spansOf('{', '}');
  const names = ownNames(text, ['Northwind'], language);
  const said = { text, language, names, value, ownPage: true, isSpoken: () => false };
  return isSaidOfCompany(
    said,
    spansOf('[', ']').map((span) => ({ ...span, bond })),
  );
}

describe('isSaidOfCompany', () => {
  it.each<[string, Bond, Language]>([
    ['We [employ] {420} people.', 'verb', 'en'],
    ['Northwind builds pumps for farms and [employs] {420} people.', 'verb', 'en'],
    ['Our company [employs] {420} people.', 'verb', 'en'],
    ['[With] {420} employees, Northwind is large.', 'verb', 'en'],
    ['{420} people [work] for us.', 'verb', 'en'],
    ['The [headcount] of Northwind is {420}.', 'attribute', 'en'],
    ['Our [headquarters] are in {Ghent}.', 'attribute', 'en'],
    ["Northwind's [headquarters] are in {Ghent}.", 'attribute', 'en'],
    ['Northwind, [founded] in {2014}, builds pumps.', 'passive', 'en'],
    ['[Founded] in {2014}, Northwind builds pumps.', 'passive', 'en'],
    ['Ida Vos [founded] Northwind in {2014}.', 'passive', 'en'],
    ['Northwind is a young Dutch company [based] in {Ghent}.', 'attribute', 'en'],
    ['Our new platform [runs on] {Rust}.', 'thing', 'en'],
    ['Heute [beschäftigen] wir {420} Menschen.', 'verb', 'de'],
    ['Northwind wurde {2014} von Ida Vos in Kassel [gegründet].', 'passive', 'de'],
    ['[Somos] una empresa {familiar}.', 'attribute', 'es'],
  ])('finds %j said of the company', (marked, bond, language) => {
    expect(judge(marked, bond, language)).toBe(true);
  });

  it.each<[string, Bond, Language]>([
    ['Our customers [employ] {420} people.', 'verb', 'en'],
    ['Tarnweave trusts Northwind and [employs] {420} people.', 'verb', 'en'],
    ['Tarnweave, a customer of Northwind, [employs] {420} people.', 'verb', 'en'],
    ['Tarnweave and Northwind [employ] {420} people.', 'verb', 'en'],
    ['We serve farms [with] {420} employees.', 'verb', 'en'],
    ['We serve farms that [employ] {420} people.', 'verb', 'en'],
    ['The farms we serve [employ] {420} people.', 'verb', 'en'],
    ['{420} people [work] for our customers.', 'verb', 'en'],
    ['We [founded] a school in {2014}.', 'passive', 'en'],
    ['We have [founded] a school in {2014}.', 'passive', 'en'],
    ['We supply Tarnweave, [founded] in {2014}, with pumps.', 'passive', 'en'],
    ['[Founded] in {2014}, Tarnweave uses Northwind.', 'passive', 'en'],
    ['Our French [headquarters] are in {Lyon}.', 'attribute', 'en'],
    ['Our platform [is headquartered] in {Lyon}.', 'attribute', 'en'],
    ["Our customers' platform [runs on] {SAP}.", 'thing', 'en'],
    ['Wir beliefern Bauern, die {1999} [gegründet] wurden.', 'passive', 'de'],
  ])('finds %j said of somebody else', (marked, bond, language) => {
    expect(judge(marked, bond, language)).toBe(false);
  });

  it('hears no "we" where the page is not its own, or where somebody else speaks', () => {
    const text = 'We employ 420 people.';
    const said = { text, language: 'en' as const, names: [], value: { start: 10, end: 13 } };
    const marks = [{ start: 3, end: 9, bond: 'verb' as const }];
    expect(isSaidOfCompany({ ...said, ownPage: true, isSpoken: () => false }, marks)).toBe(true);
    expect(isSaidOfCompany({ ...said, ownPage: false, isSpoken: () => false }, marks)).toBe(false);
    expect(isSaidOfCompany({ ...said, ownPage: true, isSpoken: () => true }, marks)).toBe(false);
  });
});
