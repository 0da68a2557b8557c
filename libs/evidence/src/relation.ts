import type { Span } from './fold';
import type { Refusal } from './judged';
import type { Language } from './languages';
import { isSaidOfCompany, type Mark } from './said-of-company';
import { type AcceptedIdentity, ownNames } from './subject';
import {
  AGAINST,
  BUYS,
  COMPETES,
  CUSTOMERS,
  ENDED,
  findWords,
  hasWord,
  NOT_COMPETITORS,
  NOT_CUSTOMERS,
  SELLS,
  type WordList,
} from './word-lists';

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

/** True when the company's name stands behind a word, with no other name and no comma between. */
const leadsToOwn = ({ text, names }: Own, { end }: Span): boolean =>
  names.some(({ start }) => {
    const between = text.slice(end, start);
    return start >= end && !/[,;:()]|\p{Lu}/u.test(between) && between.split(/\s+/).length <= MOST_WORDS;
  });

/** "Saltbridge supplies", where the company stands behind "by": then it is the one who buys. */
const isPassive = (text: string, { end }: Span): boolean =>
  /^\s(?:by|from|von|par|por|door|da)\s/iu.test(text.slice(end));

/** "Northwind is a customer of Saltbridge": then Saltbridge sells. */
const isBuyer = ({ text, names }: Own, mark: Span): boolean =>
  names.some(({ end }) => end <= mark.start && /^\s\p{Ll}/u.test(text.slice(end))) &&
  /^\sof\s|^\s(?:von|der|de|di|van|da|do)\s/iu.test(text.slice(mark.end));

function isCustomer(own: Own, lead: Own): boolean {
  const { text, value } = own;
  const sold = ownOnes(own, SELLS).some((mark) => mark.end <= value.start && !isPassive(text, mark));
  const bought = marksOf(own, BUYS).some((mark) => value.end <= mark.start && leadsToOwn(own, mark));
  const named = ownOnes(own, CUSTOMERS).some((mark) => !isBuyer(own, mark));
  return sold || bought || named || (value.start <= 1 && ownOnes(lead, CUSTOMERS).length > 0);
}

/** "competes with Northwind", "alternatives to Northwind". */
const isAgainstOwn = (own: Own, mark: Span): boolean =>
  own.names.some(({ start }) => {
    if (start < mark.end) return false;
    const between = own.text.slice(mark.end, start);
    const [first, ...more] = findWords(between, AGAINST, own.language);
    return first !== undefined && more.length === 0 && !/[,;:()]|\p{Lu}/u.test(between);
  });

const competesIn = (own: Own): boolean =>
  ownOnes(own, COMPETES).length > 0 || marksOf(own, COMPETES).some((mark) => isAgainstOwn(own, mark));

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
  const isIt = field === 'customer' ? isCustomer(own, led) : competesIn(own) || competesIn(led);
  return isIt ? undefined : refusal;
}
