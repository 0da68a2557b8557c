import { type Derive, inSentences, marked, moved, scalar } from './derive';
import type { Span } from './fold';
import { numberMentions } from './number-mentions';
import { headCountAt, type HeadCount, parseHeadCount } from './parse-values';
import { LONGEST_JOINT, type QuotePlace, within } from './place';
import { clauseBefore } from './sentences';
import { OTHERS } from './subject-words';
import {
  COUNTED_IN,
  DEPARTMENTS,
  EMPLOYS,
  findWords,
  hasWord,
  HOLDS,
  NOT_THE_WHOLE,
  ONCE,
  PEOPLE,
  STAFF,
  WORK,
} from './word-lists';

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

/** "people with disabilities", "people under 30". */
const ONLY_SOME = /^\s(?:with|under|over|aged|older|younger|mit|unter|\u00fcber|avec|con|com|met)\s/iu;

/** "40 sales employees", "40 employees in sales", "5,000 customers' employees", "12 people under 30". */
function isOfSome(after: string, { language }: QuotePlace): boolean {
  const [noun] = [STAFF, PEOPLE].flatMap((list) => findWords(after, list, language));
  if (noun === undefined) return false;
  const described = after.slice(0, noun.start);
  if ([DEPARTMENTS, OTHERS].some((list) => hasWord(described, list, language))) return true;
  if (ONLY_SOME.test(after.slice(noun.end))) return true;
  const [department] = findWords(after.slice(noun.end), DEPARTMENTS, language);
  return (
    department !== undefined && /^\s\p{L}{1,4}\s$/u.test(after.slice(noun.end, noun.end + department.start))
  );
}

/** "5,000 employees on our waiting list" work elsewhere. */
const IN_A_LIST =
  /^[^.;:()]{0,40}?\s(?:on|in|auf|sur|en|em|op|su)\s(?:our|your|unserer?|unsere[mn]|notre|nos|nuestra|nossa|onze|nostra)\s/u;

/** How many people work at the company, from a sentence that says it of all of them and of today. */
export const headCount: Derive<HeadCount> = (claimed, place) => {
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
    const after = sentence.slice(counted.end);
    if (AT_ONE_PLACE.test(after) || IN_A_LIST.test(after)) return 'part_of_company';
    if (isOfSome(after, place)) return 'part_of_company';
    if (hasWord(sentence.slice(0, counted.start), COUNTED_IN, place.language)) return 'part_of_company';
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
