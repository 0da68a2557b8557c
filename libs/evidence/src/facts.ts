import { derivedWords } from './derived-words';
import { type Derive, inSentences, moved, scalar } from './derive';
import { caseless, fold, type Span } from './fold';
import { COMPANY_TYPES, type CompanyType } from './company-types';
import { numberMentions } from './number-mentions';
import {
  headCountAt,
  type HeadCount,
  moneyOf,
  type Money,
  parseHeadCount,
  parseMoney,
  parseYear,
  yearOf,
} from './parse-values';
import { isNearest, type QuotePlace, within } from './place';
import {
  EMPLOYS,
  findWords,
  FOUNDED,
  FUNDING,
  hasWord,
  IN_TOTAL,
  IS_A,
  NOT_THE_WHOLE,
  PART_OF_COMPANY,
  PEOPLE,
  REVENUE,
  SEAT,
  STAFF,
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

/** A little word between a number and its noun makes them two things ("3,000 turbines with our employees"). */
const PARTING_WORD =
  /^(?:with|by|for|of|in|at|to|from|on|and|or|our|their|his|the|whose|who|that|which|mit|von|f\u00fcr|und|oder|unsere|die|der|den|im|avec|par|pour|et|ou|nos|les|des|en|con|por|para|y|o|los|com|e|os|nas|met|van|voor|onze|de|il|i|le|per|dei|nostri)$/iu;

/** True when the noun follows the number with at most three describing words between. */
const isFollowedBy = (after: string, nouns: readonly Span[]): boolean =>
  nouns.some(({ start }) => {
    const between = after.slice(0, start);
    const words = between.match(/[^\s]+/gu) ?? [];
    return words.length <= 3 && !/[\d.;:()|]/.test(between) && !words.some((word) => PARTING_WORD.test(word));
  });

/** Words that may stand between "employs" and its number. */
const ABOUT =
  /^(?:\s|:|\||about|around|over|more than|some|nearly|almost|roughly|approximately|currently|today|now|more|than|a team of|rund|etwa|ca\.?|\u00fcber|mehr als|derzeit|heute|aktuell|insgesamt|environ|plus de|pr\u00e8s de|aujourd'hui|m\u00e1s de|unos|cerca de|mais de|hoje|con|com|meer dan|ongeveer|circa|oltre|pi\u00f9 di|quasi|inmiddels|de|von|of|to)*$/iu;

function countsStaff(sentence: string, { start, end }: Span, { language }: QuotePlace): boolean {
  const before = sentence.slice(0, start);
  const employs = findWords(before, EMPLOYS, language).some((word) => ABOUT.test(before.slice(word.end)));
  const after = sentence.slice(end);
  if (isFollowedBy(after, findWords(after, STAFF, language))) return true;
  if (!employs) return false;
  const nothingElse =
    !/^\s(?!in |at |across |and |as |worldwide|globally|an |im |auf |weltweit|und |dans |en |au |\u00e0 |y |em |no |na |op |met |nel |in\b)[\p{L}]/iu.test(
      after,
    );
  return nothingElse || isFollowedBy(after, findWords(after, PEOPLE, language));
}

const headCount: Derive<HeadCount> = (claimed, place) => {
  const value = scalar(claimed);
  const wanted = value === undefined ? null : parseHeadCount(value, place.language);
  if (wanted === null) return 'value_unreadable';
  return inSentences(place, (sentence, span) => {
    const mentions = numberMentions(sentence, place.language);
    const equal = mentions
      .flatMap((_one, index) => headCountAt(sentence, mentions, index) ?? [])
      .filter(
        (count) => count.low === wanted.low && (count.high ?? count.low) === (wanted.high ?? wanted.low),
      )
      .filter((count) => within(moved(count, span.start), place));
    const [first] = equal;
    if (first === undefined) return 'value_not_in_quote';
    const counted = equal.find((count) => countsStaff(sentence, count, place));
    if (counted === undefined) {
      return hasWord(sentence, STAFF, place.language) ? 'nearer_to_another_number' : 'field_not_named';
    }
    if (hasWord(sentence, NOT_THE_WHOLE, place.language)) return 'part_of_company';
    return {
      value: { low: counted.low, high: counted.high },
      at: moved(counted, span.start),
      sentence: span,
      literal: true,
    };
  });
};

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
    return { value: wanted, at: moved(nearest, span.start), sentence: span, literal: true };
  });
};

/** An amount that stands nearest to a word of its field and not nearer to one of another. */
const money =
  (field: WordList, others: WordList, more?: WordList): Derive<Money> =>
  (claimed, place) => {
    const wanted = typeof claimed === 'string' ? parseMoney(claimed, place.language) : claimedMoney(claimed);
    if (wanted === null) return 'value_unreadable';
    return inSentences(place, (sentence, span) => {
      const amounts = numberMentions(sentence, place.language).filter((mention) => mention.money);
      const equal = amounts.filter((mention) => {
        const amount = moneyOf(mention);
        const same = amount?.amount === wanted.amount && amount.currency === wanted.currency;
        return same && within(moved(mention, span.start), place);
      });
      const [first] = equal;
      if (first === undefined) return 'value_not_in_quote';
      const marks = findWords(sentence, field, place.language);
      const otherMarks = findWords(sentence, others, place.language);
      if (marks.length === 0 || (more !== undefined && !hasWord(sentence, more, place.language)))
        return 'field_not_named';
      const nearest = equal.find((mention) => isNearest(mention, amounts, marks));
      if (nearest === undefined || isNearest(nearest, amounts, otherMarks)) return 'nearer_to_another_number';
      return { value: wanted, at: moved(nearest, span.start), sentence: span, literal: true };
    });
  };

const claimedMoney = (claimed: unknown): Money | null => {
  if (typeof claimed !== 'object' || claimed === null) return null;
  const { amount, currency } = claimed as Partial<Record<string, unknown>>;
  return typeof amount === 'number' && Number.isFinite(amount) && typeof currency === 'string'
    ? { amount, currency: currency.toUpperCase() }
    : null;
};

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
    return said.length > 1
      ? 'nearer_to_another_number'
      : { value: type.value, at: moved(found, span.start), sentence: span, literal: true };
  });
};

/** What may stand between "based" and the place: small words, and the places inside it. */
const PLACE_JOINT =
  /^(?:\s|:|\||is|in|at|near|the|city|of|lies|ist|befindet|sich|der|est|situ\u00e9|\u00e0|a|en|em|est\u00e1|fica|te|is|si|trova|\u00e8|(?:\p{Lu}[\p{L}'-]*\s?){1,3},)*$/iu;
/** Whom a company sells to is not what it is ("robots for the automotive industry"). */
const TRADE_JOINT =
  /^(?!.*(?<!\p{L})(?:for|to|by|with|serving|among|f\u00fcr|mit|pour|avec|para|con|com|voor|met|per)(?!\p{L}))[^.;:()]{0,80}$/iu;

/** How each fact is derived from a quote. */
export const facts: { readonly [Field in keyof FactValues]: Derive<FactValues[Field]> } = {
  employee_count: headCount,
  founded_year: foundedYear,
  total_funding: money(FUNDING, REVENUE, IN_TOTAL),
  funding_round: money(FUNDING, REVENUE),
  revenue: money(REVENUE, FUNDING),
  location: derivedWords(SEAT, PLACE_JOINT, /^-based(?!\p{L})/iu),
  industry: derivedWords(IS_A, TRADE_JOINT),
  company_type: companyType,
};
