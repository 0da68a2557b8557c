import { dateMentions } from './dates';
import type { Span } from './fold';
import type { Language } from './languages';
import {
  AND,
  BE,
  BEFORE_ANOTHER,
  HAVE,
  LITTLE,
  OTHERS,
  OUR,
  RELATIVE,
  SELF,
  US,
  WE,
  WHOSE,
} from './subject-words';
import { findWords, hasWord, type WordList } from './word-lists';

/**
 * How the words that say something bind to the one of whom they say it. `verb`: they are one of their own ("employs",
 * "builds"). `attribute`: a participle, a noun or a kind ("founded", "headquarters", "family-owned"), which needs a verb
 * of being or having, or stands beside its owner. `passive`: one that having turns round ("has founded a school").
 * `thing`: a verb that a thing of the company's may carry ("our platform runs on").
 */
export type Bond = 'verb' | 'attribute' | 'passive' | 'thing';

/** Words of a sentence that say something of somebody. */
export interface Mark extends Span {
  readonly bond: Bond;
}

/** A sentence in which something is said. */
export interface SaidSentence {
  readonly text: string;
  readonly language: Language | undefined;
  /** Where the company's own names stand. */
  readonly names: readonly Span[];
  /** Where somebody else is speaking, no "we" is the company's. */
  readonly isSpoken: (at: number) => boolean;
  /** Only on its own pages does a company say "we". */
  readonly ownPage: boolean;
  /** The value itself, which brings in nobody. */
  readonly value: Span;
}

const WORDS = /[\p{L}\p{M}\p{N}]+(?:[.,]\d+)*/gu;
/** What ends a segment besides a word that joins. */
const BREAK = /[,;:()|]|\s[\u2013\u2014-]\s/g;
const POSSESSIVE = /^(?:'s|')(?!\p{L})/u;

const inside = (inner: Span, outer: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** The sentence as the rules see it: whose it may be, and which of its words bring in somebody else. */
interface Reading {
  readonly said: SaidSentence;
  readonly marks: readonly Mark[];
  /** Who acts: the company's names, "we", "our company". */
  readonly actors: readonly Span[];
  /** "our", "Northwind's": what stands next belongs to the company. */
  readonly owners: readonly Span[];
  /** Stretches that are no stranger: little words, numbers, dates, the value, the marks, the company itself. */
  readonly familiar: readonly Span[];
}

const wordsIn = ({ said }: Reading, list: WordList): readonly Span[] =>
  findWords(said.text, list, said.language);

/** True when a stretch holds nothing but little words. */
const isLittle = ({ said, familiar }: Pick<Reading, 'said' | 'familiar'>, { start, end }: Span): boolean =>
  [...said.text.slice(start, end).matchAll(WORDS)]
    .map(({ 0: word, index }) => ({ start: start + index, end: start + index + word.length }))
    .every((word) => familiar.some((span) => inside(word, span)));

const textOf = ({ said }: Reading, { start, end }: Span): string => said.text.slice(start, end);

/** Where the last segment of a stretch begins: after a comma or a word that joins. */
function lastSegment(reading: Reading, stretch: Span): Span {
  const text = textOf(reading, stretch);
  const breaks = [...text.matchAll(BREAK)].map(({ 0: mark, index }) => index + mark.length);
  const joins = findWords(text, AND, reading.said.language).map(({ end }) => end);
  return { start: stretch.start + Math.max(0, ...breaks, ...joins), end: stretch.end };
}

/** "our company", with nothing but little words between. */
const selves = (said: SaidSentence, ours: readonly Span[]): Span[] =>
  ours.flatMap((our) => {
    const [self] = findWords(said.text.slice(our.end), SELF, said.language);
    const between = self && said.text.slice(our.end, our.end + self.start);
    return self !== undefined && /^\s(?:own |young |small )?$/.test(between ?? '')
      ? [{ start: our.start, end: our.end + self.end }]
      : [];
  });

/** True unless a word before makes it somebody else's: "a customer of Northwind", "whom we supply". */
function acts(reading: Pick<Reading, 'said' | 'familiar'>, { start }: Span): boolean {
  const { text, language } = reading.said;
  const before = text.slice(0, start);
  if (findWords(before, BEFORE_ANOTHER, language).some(({ end }) => before.slice(end).trim() === ''))
    return false;
  const from = Math.max(0, ...[...before.matchAll(BREAK)].map(({ 0: mark, index }) => index + mark.length));
  return isLittle(reading, { start: from, end: start });
}

/** "Bei uns arbeiten 420 Menschen". */
const WITH_US = /(?<!\p{L})(?:bei|bij|chez|presso|da)\s$/iu;
/** What a company calls itself: "a company", "is a young Dutch company". */
const KIND = /(?:(?<=(?<!\p{L})(?:is|are|we're)\s(?:an?|the)\s)(?:\p{L}[\p{L}-]*\s){1,3})?$/u;

/** Words by which it calls itself a company, with what describes them. */
const kindsOf = (text: string, language: Language | undefined): Span[] =>
  findWords(text, SELF, language).map((self) => {
    const [described = ''] = KIND.exec(text.slice(0, self.start)) ?? [];
    const isOther = [OTHERS, BEFORE_ANOTHER, AND].some((list) => hasWord(described, list, language));
    return { start: self.start - (isOther ? 0 : described.length), end: self.end };
  });

function readingOf(said: SaidSentence, marks: readonly Mark[]): Reading {
  const { text, language, names, ownPage, isSpoken, value } = said;
  const heard = (list: WordList): Span[] =>
    ownPage ? findWords(text, list, language).filter(({ start }) => !isSpoken(start)) : [];
  const ours = heard(OUR);
  const owned = names.filter(({ end }) => POSSESSIVE.test(text.slice(end)));
  const named = names.filter((name) => !owned.includes(name));
  const withUs = heard(US).filter(({ start }) => WITH_US.test(text.slice(0, start)));
  const own = [...named, ...heard(WE), ...withUs, ...selves(said, ours)];
  const little = [LITTLE, BE, HAVE].flatMap((list) => findWords(text, list, language));
  const numbers = [...text.matchAll(/\d+(?:[.,]\d+)*/g)].map(({ 0: digits, index }) => ({
    start: index,
    end: index + digits.length,
  }));
  const company = kindsOf(text, language);
  const passive = [...text.matchAll(VERB_FINAL)].map(({ 0: part, index }) => ({
    start: index,
    end: index + part.length,
  }));
  const dates = dateMentions(text, language);
  const familiar = [...little, ...numbers, ...dates, ...company, ...passive, ...own, ...marks, value];
  const actors = own.filter((span) => acts({ said, familiar }, span));
  const owners = [...ours, ...owned.map(({ start, end }) => ({ start, end: end + 2 }))];
  return { said, marks, actors, owners, familiar };
}

/** In German and Dutch place and founder stand before the verb: "wurde 2014 von Ida Vos in Kassel gegr\u00fcndet". */
const VERB_FINAL =
  /(?<=(?<!\p{L})(?:wurden?|werd|werden)\s[^,;:]{0,60})(?:in|von|durch|als|door|te)\s\p{Lu}[\p{L}.-]*(?:\s(?:und\s|en\s)?\p{Lu}[\p{L}.-]*)*/gu;

/** In German and Dutch the verb comes before: "Heute besch\u00e4ftigen wir 420 Menschen". */
const isTurned = (reading: Reading, actor: Span, mark: Mark): boolean =>
  (reading.said.language === 'de' || reading.said.language === 'nl') &&
  mark.bond === 'verb' &&
  isLittle(reading, { start: 0, end: mark.start }) &&
  reading.said.text.slice(mark.end, actor.start).trim() === '';

/** "Northwind builds pumps and employs 420 people": from who acts to what is said comes nobody else. */
function follows(reading: Reading, actor: Span, mark: Mark): boolean {
  if (actor.start < mark.end && mark.start < actor.end) return true;
  if (actor.end > mark.start) return isTurned(reading, actor, mark);
  const stretch = { start: actor.end, end: mark.start };
  const { said } = reading;
  if (hasWord(textOf(reading, stretch), RELATIVE, said.language)) return false;
  const last = lastSegment(reading, stretch);
  if (!isLittle(reading, last)) return false;
  if (mark.bond === 'verb' || mark.bond === 'thing') return true;
  const beside = /^\s*[,(\u2013\u2014-]/.test(textOf(reading, stretch)) && isLittle(reading, stretch);
  // "Somos" is both the one who acts and the verb of being; "is an independent, family-owned" goes over a comma.
  const linking = isLittle(reading, stretch) ? { start: actor.start, end: last.end } : last;
  const links = mark.bond === 'passive' ? [BE] : [BE, HAVE];
  return beside || links.some((list) => hasWord(textOf(reading, linking), list, said.language));
}

/** "Founded in 2014, Northwind ...": what begins the sentence is said of the one after the comma. */
function leads(reading: Reading, actor: Span, mark: Mark): boolean {
  const { text, value } = reading.said;
  const from = Math.max(mark.end, value.end);
  if (actor.start < from || !isLittle(reading, { start: 0, end: mark.start })) return false;
  const between = text.slice(from, actor.start);
  const commas = between.split(',').length - 1;
  if (/(?<!\p{L})(?:to|zu|pour|para|om|per)\s/u.test(between)) return false;
  return commas >= 1 && commas <= 2 && /^[^.;:]{0,80},\s(?:\p{L}{1,3}\s)?$/u.test(between);
}

/** "the headcount of Northwind", "founded Northwind in 2014", "420 people work for us". */
function isOwnedAfter(reading: Reading, mark: Mark): boolean {
  const { said } = reading;
  const obliques = said.ownPage ? wordsIn(reading, US) : [];
  return [...said.names, ...reading.actors, ...obliques].some(({ start }) => {
    if (start < mark.end) return false;
    const between = said.text.slice(mark.end, start);
    const joined = findWords(between, WHOSE, said.language).some(
      (word) => word.start <= 1 && isLittle(reading, { start: mark.end + word.end, end: start }),
    );
    return joined || (between.trim() === '' && said.names.some((name) => name.start === start));
  });
}

/** Words of a thing's name at most: "our new picking platform". */
const MOST_THING_WORDS = 3;

/** "our headquarters"; of what a thing may carry also "our platform runs on", and never "our customers use". */
function isOwned({ said, familiar }: Reading, owner: Span, mark: Mark): boolean {
  if (owner.end > mark.start + 1) return false;
  const stretch = { start: owner.end, end: mark.start };
  if (isLittle({ said, familiar }, stretch)) return true;
  const text = said.text.slice(stretch.start, stretch.end);
  const words = text.match(WORDS) ?? [];
  const isOneThing = words.length <= MOST_THING_WORDS && !/[,;:()]/.test(text);
  return mark.bond === 'thing' && isOneThing && !hasWord(text, OTHERS, said.language);
}

/** True when one of the marks is said of the company itself, and not of somebody else whom the sentence brings in. */
export function isSaidOfCompany(said: SaidSentence, marks: readonly Mark[]): boolean {
  const reading = readingOf(said, marks);
  return marks.some(
    (mark) =>
      reading.actors.some((actor) => follows(reading, actor, mark) || leads(reading, actor, mark)) ||
      reading.owners.some((owner) => isOwned(reading, owner, mark)) ||
      isOwnedAfter(reading, mark),
  );
}
