import type { Derived, Derive } from './derive';
import { moved, sliceOf } from './derive';
import type { Refusal } from './judged';
import type { QuotePlace } from './place';
import { clauseAround } from './sentences';
import { isSaidOfCompany } from './said-of-company';
import { type AcceptedIdentity, firstPerson, isSpoken, namesAnother, ownNames } from './subject';
import { CUSTOMERS, hasWord, NEGATION } from './word-lists';

/** Of whom a value must be said. */
export type Subject =
  /** The sentence names the company or speaks as it. */
  | 'company'
  /** The heading or the list says it; the sentence need not. */
  | 'list';

const sentenceOf = (place: QuotePlace, derived: Derived<unknown>): string =>
  sliceOf(place.text, derived.sentence);

/** On a page for its customers' voices "we" is one of them. */
const isAnothersVoice = ({ block, language }: QuotePlace): boolean => {
  const nearest = block.headings.at(-1) ?? '';
  return block.kind === 'quotation' || hasWord(nearest, CUSTOMERS, language);
};

/** What is longer is a page without full stops: nobody can tell of whom its words are said. */
const LONGEST_SENTENCE = 1_000;

/** Whether the words that carry the value say it of the company; where nothing carries it, its place says whose it is. */
export function isOfCompany(
  place: QuotePlace,
  { sentence, at, marks = [] }: Derived<unknown>,
  { names }: AcceptedIdentity,
): boolean {
  if (marks.length === 0) return true;
  const text = sliceOf(place.text, sentence);
  if (text.length > LONGEST_SENTENCE) return false;
  const said = {
    text,
    language: place.language,
    names: ownNames(text, names, place.language),
    isSpoken: (offset: number) => isSpoken(place.text, sentence.start + offset),
    ownPage: place.ownPage,
    value: moved(at, -sentence.start),
  };
  return isSaidOfCompany(
    said,
    marks.map(({ bond, ...span }) => ({ bond, ...moved(span, -sentence.start) })),
  );
}

function subjectRefusal(
  place: QuotePlace,
  derived: Derived<unknown>,
  identity: AcceptedIdentity,
): Refusal | undefined {
  const sentence = sentenceOf(place, derived);
  if (namesAnother(sentence, identity)) return 'other_company';
  const ofOthers = isOfCompany(place, derived, identity) ? undefined : 'said_of_others';
  if (ownNames(sentence, identity.names, place.language).length > 0)
    return place.block.kind === 'quotation' ? 'said_by_another' : ofOthers;
  if (!place.ownPage) return 'subject_not_named';
  if (firstPerson(place.text, derived.sentence, place.language).length > 0) {
    const voiced = isAnothersVoice(place) || namesAnother(place.block.headings.at(-1) ?? '', identity);
    return voiced ? 'said_by_another' : ofOthers;
  }
  const spoken = hasFirstPersonSpoken(place, derived);
  return spoken ? 'said_by_another' : 'subject_not_named';
}

/** A first-person word that only stands inside someone's quotation. */
const hasFirstPersonSpoken = (place: QuotePlace, { sentence }: Derived<unknown>): boolean => {
  const text = sliceOf(place.text, sentence).replaceAll('"', ' ');
  return firstPerson(text, { start: 0, end: text.length }, place.language).length > 0;
};

function isNegated(place: QuotePlace, { sentence, at, literal }: Derived<unknown>): boolean {
  const { start, end } = clauseAround(place.text, sentence, at);
  const [before, after] = [place.text.slice(start, at.start), place.text.slice(at.end, end)];
  const clause = literal
    ? `${before} \u2026 ${after}`
    : place.text.slice(Math.min(start, at.start), Math.max(end, at.end));
  return MAY.test(clause) || hasWord(clause, NEGATION, place.language);
}

/** The verb in small letters, and not the month. */
const MAY =
  /(?<!\p{L})(?:may|kann|k\u00f6nnen|peut|peuvent|puede|pueden|pode|podem|kan|kunnen|pu\u00f2|possono)\s(?!\d)/u;

/** What one place of a quote proves: the derived value, or why it does not. */
export function judgePlace<T>(
  derive: Derive<T>,
  subject: Subject,
  claimed: unknown,
  place: QuotePlace,
  identity: AcceptedIdentity,
): Derived<T> | Refusal {
  const derived = derive(claimed, place);
  if (typeof derived === 'string') return derived;
  if (isNegated(place, derived)) return 'negated_or_other_time';
  if (subject === 'list') return isOfCompany(place, derived, identity) ? derived : 'said_of_others';
  return subjectRefusal(place, derived, identity) ?? derived;
}
