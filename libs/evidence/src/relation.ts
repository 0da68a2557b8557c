import type { Span } from './fold';
import type { Refusal } from './judged';
import type { Language } from './languages';
import { isSaidOfCompany, type Mark } from './said-of-company';
import { type AcceptedIdentity, ownNames } from './subject';
import { BE } from './subject-words';
import { ABOUT_IT, AGAINST, BUYS, COMPETES, ENDED, FROM, NAMES_THEM, ORDERS, SELLS } from './relation-words';
import { CUSTOMERS, findWords, hasWord, NOT_COMPETITORS, NOT_CUSTOMERS, type WordList } from './word-lists';

/** A sentence or list item of a searched answer that names somebody. */
export interface NamingText {
  readonly sentence: string;
  /** Where the name stands. */
  readonly at: Span;
  /** The line that leads into the list of the item; empty where it is none. */
  readonly lead: string;
  readonly language: Language | undefined;
}

interface Own {
  readonly text: string;
  readonly language: Language | undefined;
  readonly names: readonly Span[];
  readonly value: Span;
}

const NOWHERE: Span = { start: 0, end: 0 };

const marksOf = ({ text, language }: Own, list: WordList): readonly Mark[] =>
  findWords(text, list, language).map((span) => ({ ...span, bond: 'verb' }));

/** Words of the list that the company does or has: "Northwind serves", "Northwind's customers", "customers of Northwind". */
const ownOnes = (own: Own, list: WordList): readonly Mark[] => {
  const said = { ...own, isSpoken: () => false, ownPage: false };
  return marksOf(own, list).filter((mark) => isSaidOfCompany(said, [mark]));
};

/** Words between a verb and whom it is about, at most. */
const MOST_WORDS = 6;

/** The stretch from a word to the company's name behind it; undefined where another name or a comma stands between. */
const toOwn = ({ text, names }: Own, { end }: Span): string | undefined =>
  names
    .filter(({ start }) => start >= end)
    .map(({ start }) => text.slice(end, start))
    .find((between) => !/[,;:()]|\p{Lu}/u.test(between) && between.split(/\s+/).length <= MOST_WORDS);

/** "Tarnweave uses Northwind", "Tarnweave ordered pumps from Northwind"; "bought Northwind" is another story. */
function buysFromOwn(own: Own): boolean {
  const after = (list: WordList): readonly Mark[] =>
    marksOf(own, list).filter((mark) => own.value.end <= mark.start);
  const orders = after(ORDERS).map((mark) => toOwn(own, mark) ?? '');
  return (
    after(BUYS).some((mark) => toOwn(own, mark) !== undefined) ||
    orders.some((between) => hasWord(between, FROM, own.language))
  );
}

/** Where the word that says what somebody is ends, with the company's name that belongs to it. */
const endWithOwn = ({ text, names }: Own, { end }: Span): number => {
  const own = names.find(
    ({ start }) => start >= end && /^\s(?:\p{L}{1,4}\s){1,2}$/u.test(text.slice(end, start)),
  );
  return own?.end ?? end;
};

/** "customers include Tarnweave", "Tarnweave is a customer", "Tarnweave, a customer": the word is said of that name. */
function namesIt(own: Own, mark: Span): boolean {
  const { text, language, value } = own;
  const end = endWithOwn(own, mark);
  if (value.start >= end) {
    const between = text.slice(end, value.start);
    const [first] = findWords(between, NAMES_THEM, language);
    return /^\s*:/.test(between) || (first !== undefined && /^[\s,]*$/.test(between.slice(0, first.start)));
  }
  if (value.end > mark.start) return false;
  const between = text.slice(value.end, mark.start);
  const [first] = findWords(between, BE, language);
  return /^,\s\p{Ll}/u.test(between) || (first !== undefined && between.slice(0, first.start).trim() === '');
}

/** "Saltbridge supplies", where the company stands behind "by": then it is the one who buys. */
const isPassive = (text: string, { end }: Span): boolean =>
  /^\s(?:by|from|von|par|por|door|da)\s/iu.test(text.slice(end));

/** "Northwind is a customer of Saltbridge": then Saltbridge sells. */
const isBuyer = ({ text, names }: Own, mark: Span): boolean =>
  names.some(({ end }) => end <= mark.start && /^\s\p{Ll}/u.test(text.slice(end))) &&
  /^\sof\s|^\s(?:von|der|de|di|van|da|do)\s/iu.test(text.slice(mark.end));

function isCustomer(own: Own, lead: Own): boolean {
  const { text, value } = own;
  const sold = ownOnes(own, SELLS).some(
    (mark) => mark.end <= value.start && !isPassive(text, mark) && isObject(own, mark),
  );
  const named = ownOnes(own, CUSTOMERS).some((mark) => !isBuyer(own, mark) && namesIt(own, mark));
  return sold || buysFromOwn(own) || named || (value.start <= 1 && ownOnes(lead, CUSTOMERS).length > 0);
}

/** "supplies Tarnweave", "supplies robots to Tarnweave" or a list of names; what is told "about" somebody is not sold to him. */
const isObject = ({ text, value, language }: Own, { end }: Span): boolean => {
  const between = text.slice(end, value.start);
  const words = between.match(/(?<!\p{L})\p{Ll}+/gu) ?? [];
  return words.length <= MOST_WORDS && !hasWord(between, ABOUT_IT, language);
};

/** "competes with Northwind", "alternatives to Northwind". */
const isAgainstOwn = (own: Own, mark: Span): boolean =>
  own.names.some(({ start }) => {
    if (start < mark.end) return false;
    const between = own.text.slice(mark.end, start);
    const [first, ...more] = findWords(between, AGAINST, own.language);
    return first !== undefined && more.length === 0 && !/[,;:()]|\p{Lu}/u.test(between);
  });

/** A verb joins two by itself; a noun must be said of the one who is claimed. */
const isVerb = ({ text }: Own, { start, end }: Span): boolean => VERBS.test(text.slice(start, end));
const VERBS =
  /^(?:compete[sd]?|competing|faces|vs|versus|konkurrier\p{L}*|compiten?|concorrem?|competem?|concurre\p{L}*|competono)/iu;

const competesIn = (own: Own): boolean =>
  marksOf(own, COMPETES)
    .filter((mark) => isVerb(own, mark) || namesIt(own, mark))
    .some(
      (mark) => ownOnes(own, COMPETES).some(({ start }) => start === mark.start) || isAgainstOwn(own, mark),
    );

/** Of a list its lead says it of all. */
const leadCompetes = (lead: Own): boolean =>
  ownOnes(lead, COMPETES).length > 0 || marksOf(lead, COMPETES).some((mark) => isAgainstOwn(lead, mark));

/**
 * Why a searched answer does not make somebody a customer or competitor: it does not name the company, or says it of
 * another, or says something else.
 */
export function relationRefusal(
  field: 'customer' | 'competitor',
  { sentence, at, lead, language }: NamingText,
  { names }: AcceptedIdentity,
): Refusal | undefined {
  const own = { text: sentence, language, names: ownNames(sentence, names, language), value: at };
  const led = { text: lead, language, names: ownNames(lead, names, language), value: NOWHERE };
  if (own.names.length + led.names.length === 0) return 'subject_not_named';
  const refusal = field === 'customer' ? 'not_a_customer' : 'not_a_competitor';
  const others = field === 'customer' ? NOT_CUSTOMERS : NOT_COMPETITORS;
  if ([sentence, lead].some((text) => [others, ENDED].some((list) => hasWord(text, list, language))))
    return refusal;
  const isIt =
    field === 'customer' ? isCustomer(own, led) : competesIn(own) || (at.start <= 1 && leadCompetes(led));
  return isIt ? undefined : refusal;
}
