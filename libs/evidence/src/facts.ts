import { derivedWords } from './derived-words';
import { type Derive, inSentences, marked, moved, scalar } from './derive';
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
import { OTHERS } from './subject-words';
import {
  EMPLOYS,
  findWords,
  FOUNDED,
  FUNDING,
  GIVEN_AWAY,
  hasWord,
  HOLDS,
  IN_TOTAL,
  IS_A,
  MOVED,
  NOT_THE_WHOLE,
  ONCE,
  PART_OF_COMPANY,
  PEOPLE,
  REVENUE,
  SEAT,
  STAFF,
  WORK,
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

/** "420 employees' devices", "420 staff hours", "420 Mitarbeiter-Konten" count something else. */
const COUNTS_ANOTHER = /^(?:'|-\p{L})/u;
const STAFF_OF = /^\s(?!in |at |across |and |worldwide|globally|on |with |who |from |as |work)\p{L}/u;

/** The nouns that follow the number with at most three describing words between. */
const followers = (after: string, nouns: readonly Span[]): readonly Span[] =>
  nouns.filter(({ start, end }) => {
    const between = after.slice(0, start);
    const words = between.match(/[^\s]+/gu) ?? [];
    const isStaffHours = /^staff$/i.test(after.slice(start, end)) && STAFF_OF.test(after.slice(end));
    if (isStaffHours || COUNTS_ANOTHER.test(after.slice(end))) return false;
    return words.length <= 3 && !/[\d.;:()|]/.test(between) && !words.some((word) => PARTING_WORD.test(word));
  });

/** A longer stretch joins nothing; and the patterns of little words, which overlap, stay fast on what a page repeats. */
const LONGEST_JOINT = 60;

/** Words that may stand between "employs" and its number. */
const ABOUT =
  /^(?:\s|:|\||wir|wij|about|around|over|more than|some|nearly|almost|roughly|approximately|currently|today|now|more|than|a team of|rund|etwa|ca\.?|\u00fcber|mehr als|derzeit|heute|aktuell|insgesamt|environ|plus de|pr\u00e8s de|aujourd'hui|m\u00e1s de|unos|cerca de|mais de|hoje|con|com|meer dan|ongeveer|circa|oltre|pi\u00f9 di|quasi|inmiddels|de|von|of|to)*$/iu;

/** The employer's own word before the number, or what its people do: they say whose the people are. */
function staffMarks(sentence: string, { start, end }: Span, { language }: QuotePlace): readonly Span[] {
  const before = sentence.slice(0, start);
  const after = sentence.slice(end);
  const isDirect = ({ end: wordEnd }: Span): boolean =>
    start - wordEnd <= LONGEST_JOINT && ABOUT.test(before.slice(wordEnd));
  const employs = findWords(before, EMPLOYS, language).filter(isDirect);
  const staff = followers(after, findWords(after, STAFF, language));
  const people = followers(after, findWords(after, PEOPLE, language));
  const nouns = [...staff, ...people];
  const works = [
    ...findWords(before, WORK, language).filter(isDirect),
    ...findWords(after, WORK, language)
      .filter((work) => nouns.some((noun) => /^\s(?:\p{Ll}+\s)?$/u.test(after.slice(noun.end, work.start))))
      .map((word) => moved(word, end)),
  ];
  const nothingElse =
    !/^\s(?!in |at |across |and |as |worldwide|globally|an |im |auf |weltweit|und |dans |en |au |\u00e0 |y |em |no |na |op |met |nel |in\b)[\p{L}]/iu.test(
      after,
    );
  const own = nouns.map((noun) => moved(noun, end));
  if (staff.length > 0)
    return [
      ...employs,
      ...findWords(before, HOLDS, language).filter(isDirect),
      ...works,
      ...own,
      { start, end },
    ];
  if (employs.length > 0 && (nothingElse || people.length > 0)) return employs;
  return people.length > 0 && works.length > 0 ? [...works, ...own] : [];
}

/** People at one place are not all people: "40 employees in Lyon". */
const AT_ONE_PLACE = /^[^.;:()]{0,40}?\s(?:in|\u00e0|en|em|te|nel)\s\p{Lu}/u;

/** What stands before a place in its own clause. */
const clauseBefore = (sentence: string, at: number): string =>
  sentence
    .slice(0, at)
    .split(/[,;:]|\s(?:and|und|et|y|e|en|ed)\s/u)
    .at(-1) ?? '';

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
    const counted = equal.find((count) => staffMarks(sentence, count, place).length > 0);
    if (counted === undefined) {
      return hasWord(sentence, STAFF, place.language) ? 'nearer_to_another_number' : 'field_not_named';
    }
    if (hasWord(sentence, NOT_THE_WHOLE, place.language)) return 'part_of_company';
    if (AT_ONE_PLACE.test(sentence.slice(counted.end))) return 'part_of_company';
    if (hasWord(clauseBefore(sentence, counted.start), ONCE, place.language)) return 'negated_or_other_time';
    return {
      value: { low: counted.low, high: counted.high },
      at: moved(counted, span.start),
      sentence: span,
      literal: true,
      marks: staffMarks(sentence, counted, place).flatMap((mark) =>
        marked([mark], mark.start < counted.start ? 'verb' : 'attribute', span.start),
      ),
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
    const carrying = marked(marks, 'passive', span.start);
    return { value: wanted, at: moved(nearest, span.start), sentence: span, literal: true, marks: carrying };
  });
};

const between = (text: string, one: Span, other: Span): string =>
  text.slice(Math.min(one.end, other.end), Math.max(one.start, other.start));

/** "We raised prices, and customers paid $5 million" has its verb and its amount in two clauses. */
const isOneClause = (sentence: string, mark: Span, mention: Span): boolean =>
  !/[,;]\s|[:\u2013\u2014]\s/.test(between(sentence, mark, mention)) &&
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
  joint.length <= 80 && !/[.;:()]/.test(joint) && joint.replaceAll(MAKER_OF, ' ').search(PREPOSITION) === -1;

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
    after: /^-based(?!\p{L})/iu,
    bondOf: (word) => (word === 'sits' ? 'verb' : 'attribute'),
    refuse: (sentence, at, language) =>
      hasWord(sentence, MOVED, language) || hasWord(clauseBefore(sentence, at.start), ONCE, language)
        ? 'negated_or_other_time'
        : undefined,
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
