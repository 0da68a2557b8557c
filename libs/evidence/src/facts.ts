import { derivedWords } from './derived-words';
import { type Derive, inSentences, marked, moved, scalar } from './derive';
import { caseless, fold, type Span } from './fold';
import { COMPANY_TYPES, type CompanyType } from './company-types';
import { numberMentions } from './number-mentions';
import { type HeadCount, moneyOf, type Money, parseMoney, parseYear, yearOf } from './parse-values';
import { headCount } from './head-count';
import { isNearest, LONGEST_JOINT, type QuotePlace, within } from './place';
import { clauseBefore } from './sentences';
import { OTHERS, OUR, RELATIVE, SELF } from './subject-words';
import {
  findWords,
  FOUNDED,
  FUNDING,
  GIVEN_AWAY,
  hasWord,
  IN_TOTAL,
  IS_A,
  MOVED,
  ONCE,
  PART_OF_COMPANY,
  REVENUE,
  SEAT,
  type WordList,
} from './word-lists';

/** What a company's facts are, by field. */
export interface FactValues {
  readonly employee_count: HeadCount;
  readonly founded_year: number;
  readonly total_funding: Money;
  readonly funding_round: Money;
  readonly revenue: Money;
  readonly location: string;
  readonly industry: string;
  readonly company_type: CompanyType;
}

const COPYRIGHT =
  /\u00a9|\(c\)|copyright|all rights reserved|alle rechte|tous droits|todos los derechos|todos os direitos/iu;

const foundedYear: Derive<number> = (claimed, place) => {
  const value = scalar(claimed);
  const wanted = value === undefined ? null : parseYear(value);
  if (wanted === null) return 'value_unreadable';
  return inSentences(place, (sentence, span) => {
    const mentions = numberMentions(sentence, place.language);
    const years = mentions.filter((mention) => yearOf(sentence, mention) !== undefined);
    const equal = years.filter(
      (mention) => yearOf(sentence, mention) === wanted && within(moved(mention, span.start), place),
    );
    const [first] = equal;
    if (first === undefined) return 'value_not_in_quote';
    if (COPYRIGHT.test(sentence)) return 'copyright_year';
    const marks = findWords(sentence, FOUNDED, place.language);
    if (marks.length === 0) return 'field_not_named';
    const nearest = equal.find((mention) => isNearest(mention, years, marks));
    if (nearest === undefined) return 'nearer_to_another_number';
    if (hasWord(sentence, PART_OF_COMPANY, place.language)) return 'part_of_company';
    // Of two foundings the one that is told with the year counts.
    const told = marks.filter((mark) => isNearest(mark, marks, [nearest]));
    const carrying = marked(told, 'passive', span.start);
    return { value: wanted, at: moved(nearest, span.start), sentence: span, literal: true, marks: carrying };
  });
};

const between = (text: string, one: Span, other: Span): string =>
  text.slice(Math.min(one.end, other.end), Math.max(one.start, other.start));

/** "We raised prices, and customers paid $5 million" has its verb and its amount in two clauses. */
const isOneClause = (sentence: string, mark: Span, mention: Span): boolean =>
  !/[,;]\s|[:\u2013\u2014]\s/.test(between(sentence, mark, mention)) &&
  !hasWord(between(sentence, mark, mention), OTHERS, undefined) &&
  (between(sentence, mark, mention).match(/\p{L}+/gu) ?? []).length <= 6;

/** "in total" belongs to the number that is nearest; behind a comma it belongs to what follows. */
const isTotalOf = (
  sentence: string,
  mention: Span,
  numbers: readonly Span[],
  totals: readonly Span[],
): boolean =>
  isNearest(
    mention,
    numbers,
    totals.filter((total) => total.start < mention.start || !between(sentence, mention, total).includes(',')),
  );

/** An amount that stands nearest to a word of its field and not nearer to one of another. */
const money =
  (field: WordList, others: WordList, more?: WordList): Derive<Money> =>
  (claimed, place) => {
    const wanted = typeof claimed === 'string' ? parseMoney(claimed, place.language) : claimedMoney(claimed);
    if (wanted === null) return 'value_unreadable';
    return inSentences(place, (sentence, span) => {
      const numbers = numberMentions(sentence, place.language);
      const amounts = numbers.filter((mention) => mention.money);
      const equal = amounts.filter((mention) => {
        const amount = moneyOf(mention);
        const same = amount?.amount === wanted.amount && amount.currency === wanted.currency;
        return same && within(moved(mention, span.start), place);
      });
      const [first] = equal;
      if (first === undefined) return 'value_not_in_quote';
      const otherMarks = findWords(sentence, others, place.language);
      const totals = more && findWords(sentence, more, place.language);
      const isTotal = (mention: Span): boolean =>
        totals === undefined || isTotalOf(sentence, mention, numbers, totals);
      const summed = equal.filter(isTotal);
      const marks = findWords(sentence, field, place.language).filter((mark) =>
        equal.some((mention) => isOneClause(sentence, mark, mention)),
      );
      if (totals !== undefined && totals.length > 0 && summed.length === 0) return 'nearer_to_another_number';
      if (marks.length === 0 || summed.length === 0) return 'field_not_named';
      const nearest = summed.find((mention) => isNearest(mention, amounts, marks));
      if (nearest === undefined || isNearest(nearest, amounts, otherMarks)) return 'nearer_to_another_number';
      if (hasWord(sentence, GIVEN_AWAY, place.language)) return 'said_of_others';
      const carrying = marked(marks, 'verb', span.start);
      return {
        value: wanted,
        at: moved(nearest, span.start),
        sentence: span,
        literal: true,
        marks: carrying,
      };
    });
  };

const claimedMoney = (claimed: unknown): Money | null => {
  if (typeof claimed !== 'object' || claimed === null) return null;
  const { amount, currency } = claimed as Partial<Record<string, unknown>>;
  return typeof amount === 'number' && Number.isFinite(amount) && typeof currency === 'string'
    ? { amount, currency: currency.toUpperCase() }
    : null;
};

/** "our family-owned customers", "our Lyon-based partner": of what is ours only our company is the company. */
function isOfOurs(
  sentence: string,
  { start, end }: Span,
  { language }: Pick<QuotePlace, 'language'>,
): boolean {
  const next = /^[\s-]*(?:\p{L}+[\s-]){0,1}\p{L}*/u.exec(sentence.slice(end))?.[0] ?? '';
  if (hasWord(next, SELF, language)) return false;
  if (hasWord(next, OTHERS, language)) return true;
  const isOurs = findWords(sentence.slice(0, start), OUR, language).some(
    (our) => sentence.slice(our.end, start).trim() === '',
  );
  return isOurs && /\p{L}/u.test(next);
}

/** "the non-profit sector's favourite" */
const IS_OF_A_FIELD =
  /^\s(?:sectors?|world|market|segment|scene|bereich|secteur|sector|setor|settore)(?!\p{L})|^(?:\s\p{L}+)?'s/iu;

/** A company that left the stock exchange. */
const WENT = /(?<!\p{L})(?:delisted|de-listed|taken private|went private|going private)(?!\p{L})/iu;

const companyType: Derive<CompanyType> = (claimed, place) => {
  const wanted = typeof claimed === 'string' ? caseless(fold(claimed)) : '';
  const type = COMPANY_TYPES.find(({ names }) => names.includes(wanted));
  if (type === undefined) return 'value_unreadable';
  return inSentences(place, (sentence, span) => {
    const said = COMPANY_TYPES.flatMap(({ value, words: pattern }) => {
      const match = pattern.exec(sentence);
      return match === null ? [] : [{ value, start: match.index, end: match.index + match[0].length }];
    });
    const found = said.find((one) => one.value === type.value && within(moved(one, span.start), place));
    if (found === undefined) return 'value_not_in_quote';
    if (said.length > 1) return 'nearer_to_another_number';
    if (hasWord(clauseBefore(sentence, found.start), ONCE, place.language) || WENT.test(sentence))
      return 'negated_or_other_time';
    if (IS_OF_A_FIELD.test(sentence.slice(found.end))) return 'said_of_others';
    if (isOfOurs(sentence, found, place)) return 'said_of_others';
    const marks = marked([found], 'attribute', span.start);
    return { value: type.value, at: moved(found, span.start), sentence: span, literal: true, marks };
  });
};

/** What may stand between "based" and the place: small words, and the places inside it. */
const PLACE_JOINT =
  /^(?:\s|:|\||is|are|in|at|near|the|city|of|lies|located|gevestigd|ubicada|situada|localizada|ist|befindet|sich|der|est|situ\u00e9|\u00e0|a|en|em|est\u00e1|fica|te|is|si|trova|\u00e8|(?:\p{Lu}[\p{L}'-]*\s?){1,3},|(?:of|von|der|de|du|da|do|di|della|van)\s(?:\p{Lu}[\p{L}&.'-]*\s){1,4}?)*$/iu;
/** Whom a company sells to is not what it is ("robots for the automotive industry"); what it makes is. */
const PREPOSITION =
  /(?<!\p{L})(?:for|to|by|with|serving|among|between|of|in|on|at|into|about|against|from|f\u00fcr|mit|von|zwischen|pour|avec|de|d'|para|con|com|voor|met|van|per|di|tra)(?!\p{L})/giu;
const MAKER_OF =
  /(?<!\p{L})(?:makers?|manufacturers?|providers?|developers?|producers?|operators?|distributors?|designers?|builders?|retailers?|wholesalers?|publishers?|leaders?|specialists?|pioneers?|experts?|company|firm|anbieter(?:in)?|hersteller(?:in)?|entwickler(?:in)?|spezialist(?:in)?|unternehmen|fabricant|\u00e9diteur|fournisseur|entreprise|soci\u00e9t\u00e9|sp\u00e9cialiste|empresa|fabricante|proveedor|especialista|l\u00edder|fornecedor|bedrijf|fabrikant|aanbieder|specialist|azienda|produttore|fornitore|societ\u00e0)\s(?:of|in|von|f\u00fcr|de|d'|en|em|voor|van|di)(?!\p{L})/giu;

const isTradeJoint = (joint: string): boolean =>
  joint.length <= 80 &&
  !/[.;:()]/.test(joint) &&
  !hasWord(joint, RELATIVE, undefined) &&
  joint.replaceAll(MAKER_OF, ' ').search(PREPOSITION) === -1;

const BASED = /^-based(?!\p{L})/iu;

/** How each fact is derived from a quote. */
export const facts: { readonly [Field in keyof FactValues]: Derive<FactValues[Field]> } = {
  employee_count: headCount,
  founded_year: foundedYear,
  total_funding: money(FUNDING, REVENUE, IN_TOTAL),
  funding_round: money(FUNDING, REVENUE),
  revenue: money(REVENUE, FUNDING),
  location: derivedWords({
    field: SEAT,
    joint: (text) => text.length <= 2 * LONGEST_JOINT && PLACE_JOINT.test(text),
    after: BASED,
    bondOf: (word) => (word === 'sits' ? 'verb' : 'attribute'),
    refuse: (sentence, at, language) => {
      if (hasWord(sentence, MOVED, language) || hasWord(clauseBefore(sentence, at.start), ONCE, language))
        return 'negated_or_other_time';
      const behind = BASED.exec(sentence.slice(at.end))?.[0];
      if (behind === undefined) return undefined;
      const based = { start: at.start, end: at.end + behind.length };
      return isOfOurs(sentence, based, { language }) ? 'said_of_others' : undefined;
    },
  }),
  industry: derivedWords({
    field: IS_A,
    joint: isTradeJoint,
    bondOf: () => 'verb',
    refuse: (sentence, at, language) => {
      if (hasWord(clauseBefore(sentence, at.start), ONCE, language)) return 'negated_or_other_time';
      const words = findWords(sentence, OTHERS, language);
      const [next] = words.filter(({ start }) => start >= at.end);
      const isTheirs = next !== undefined && sentence.slice(at.end, next.start).trim() === '';
      return isTheirs || words.some(({ end }) => end <= at.start) ? 'said_of_others' : undefined;
    },
  }),
  company_type: companyType,
};
