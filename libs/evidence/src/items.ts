import { parseDate, type PlainDate, dateMentions } from './dates';
import { type Derive, inSentences, marked, moved, sentencesAt, sliceOf } from './derive';
import { placeOfWords, quotedIn } from './derived-words';
import { fold, placesOf, type Span, wordsOf } from './fold';
import type { Refusal } from './judged';
import type { QuotePlace } from './place';
import type { Language } from './languages';
import { OTHERS } from './subject-words';
import {
  ABOUT_CUSTOMERS,
  BUILT_WITH,
  CUSTOMERS,
  findWords,
  hasWord,
  NO_STACK,
  NOT_CUSTOMERS,
  ONLY_CONNECTS,
} from './word-lists';

/** Something that happened to the company. */
export interface CompanyEvent {
  readonly title: string;
  /** ISO; `2026-03` where only the month is said. */
  readonly date: string;
}

/** What the items of a company's lists are. */
export interface ItemValues {
  readonly customer: string;
  readonly technology: string;
  readonly product: string;
  readonly recent_event: CompanyEvent;
}

/** What an image of a logo says besides the name. */
const LOGO = /(?<!\p{L})(?:logo(?:type)?|icon)(?:\s(?:of|von|de|di|van))?(?!\p{L})/giu;
/** A name goes on with a capital, after a hyphen or with "&"; unless it is a legal form. */
const NAME_GOES_ON = /^(?:\s(?:(?:&|and|und|et|y|e|en)\s)?\p{Lu}|-\p{L}|\s?&)/u;
const LEGAL_TAIL =
  /^,?\s(?:GmbH|AG|SE|KG|Inc|LLC|Ltd|Limited|PLC|plc|S\.A|SAS|B\.V|BV|N\.V|S\.L|S\.r\.l|S\.p\.A|Oy|AB)(?!\p{L})/u;
const NAME_GOES_BEFORE = /(?:\p{Lu}[\p{L}'.-]*\s(?:&\s)?|\p{L}-|&\s?)$/u;

/** The text of an item without the words that say that it is a picture; as long as before. */
const withoutLogo = (text: string): string => text.replaceAll(LOGO, (word) => ' '.repeat(word.length));

/**
 * The whole name stands there: not the beginning or the end of a longer one. What "and" joins to it is no part of it where
 * that is a company of its own.
 */
export function isWholeItem(text: string, { start, end }: Span, companies: readonly string[] = []): boolean {
  const around = Math.max(0, start - 48);
  const bare = withoutLogo(text.slice(around, end + 48));
  const before = bare.slice(Math.max(0, start - around - 24), start - around);
  const after = bare.slice(end - around, end - around + 24);
  if (LEGAL_TAIL.test(after)) return true;
  const joined = /^\s(?:and|und|et|y|e|en|ed)\s/u.exec(after)?.[0];
  const next = joined === undefined ? undefined : end + joined.length;
  const isAnother = companies.some((name) => placesOf(text, name).some((place) => place.start === next));
  return (isAnother || !NAME_GOES_ON.test(after)) && !NAME_GOES_BEFORE.test(before);
}

const itemPlace = (place: QuotePlace, sentence: Span, name: string): Span | undefined => {
  const text = sliceOf(place.text, sentence);
  const quoted = quotedIn(place, sentence);
  return placesOf(text, name).find(
    (at) => quoted.start <= at.start && at.end <= quoted.end && isWholeItem(text, at),
  );
};

const nameOf = (claimed: unknown): string => (typeof claimed === 'string' ? fold(claimed) : '');

/** The nearest heading that says what the items under it are. */
function underCustomers({ block, language }: QuotePlace): Refusal | undefined {
  const { headings } = block;
  if (headings.some((heading) => hasWord(heading, NOT_CUSTOMERS, language))) return 'not_a_customer';
  const saysMore = (heading: string): boolean =>
    hasWord(heading, CUSTOMERS, language) && hasWord(heading, ABOUT_CUSTOMERS, language);
  if (headings.some(saysMore)) return 'not_a_customer';
  return headings.some((heading) => hasWord(heading, CUSTOMERS, language))
    ? undefined
    : 'not_under_customers';
}

/** What pages write where a name would stand: links to more, and offers. */
const NO_NAME =
  /^(?:read|learn|see|view|show|discover|find|get|book|request|contact|download|watch|start|try|sign|log|join|mehr|alle|weiter|jetzt|zur|zum|voir|lire|en savoir|d\u00e9couvr\p{L}*|ver|leer|saber|veja|leia|meer|lees|bekijk|scopri|leggi|vedi)(?!\p{L})/iu;

/** A customer is an item or an image under a heading that says customers, or stands in a link that says it. */
const customer: Derive<string> = (claimed, place) => {
  const name = nameOf(claimed);
  if (name === '') return 'value_unreadable';
  if (NO_NAME.test(name)) return 'not_a_customer';
  return inSentences(place, (sentence, span) => {
    const at = itemPlace(place, span, name);
    if (at === undefined) return 'value_not_in_quote';
    const derived = { value: name, at: moved(at, span.start), sentence: span };
    const linked = place.block.links.some(
      ({ text }) =>
        placesOf(fold(text), name).length > 0 &&
        hasWord(text, CUSTOMERS, place.language) &&
        !hasWord(text, NOT_CUSTOMERS, place.language),
    );
    if (linked) return derived;
    const refusal = underCustomers(place);
    if (refusal !== undefined) return refusal;
    if (place.block.aside) return 'not_under_customers';
    if (hasWord(sentence, NOT_CUSTOMERS, place.language)) return 'not_a_customer';
    const listed = place.block.kind === 'item' || place.block.kind === 'image' || place.block.kind === 'row';
    const rest = `${sentence.slice(0, at.start)}${sentence.slice(at.end)}`;
    const alone = !/[\p{L}\p{N}]/u.test(withoutLogo(rest));
    return listed || alone || place.block.kind === 'heading' ? derived : 'not_under_customers';
  });
};

/** Technologies stand under a heading that says what the company builds with, or in a sentence in which it says so. */
const technology: Derive<string> = (claimed, place) => {
  const name = nameOf(claimed);
  if (name === '') return 'value_unreadable';
  const { language, block } = place;
  return inSentences(place, (sentence, span) => {
    const at = itemPlace(place, span, name) ?? placeOfWords(sentence, name, quotedIn(place, span));
    if (at === undefined) return 'value_not_in_quote';
    if (/^'s?(?!\p{L})/u.test(sentence.slice(at.end))) return 'said_of_others';
    if ([sentence, ...block.headings].some((text) => hasWord(text, ONLY_CONNECTS, language)))
      return 'said_of_others';
    const derived = { value: name, at: moved(at, span.start), sentence: span };
    const listed = LISTED.has(block.kind) && !hasWord(sentence, OTHERS, language);
    if (listed && block.headings.some((heading) => isStack(heading, language))) return derived;
    const marks = findWords(sentence, BUILT_WITH, language).filter(
      ({ end }) => end > at.start || !ELSEWHERE.test(sentence.slice(end, at.start)),
    );
    return marks.length === 0 ? 'field_not_named' : { ...derived, marks: marked(marks, 'thing', span.start) };
  });
};

/** "We use our robots at Oracle". */
const ELSEWHERE =
  /(?<!\p{L})(?:at|from|for|by|of|near|between|bei|von|f\u00fcr|chez|pour|para|por|voor|per)(?!\p{L})/iu;

/** Where a name stands alone it is what its heading says. */
const LISTED = new Set<string>(['item', 'image', 'row', 'heading']);

const isStack = (heading: string, language: Language | undefined): boolean =>
  hasWord(heading, BUILT_WITH, language) &&
  ![OTHERS, NO_STACK].some((list) => hasWord(heading, list, language));

const product: Derive<string> = (claimed, place) => {
  const name = nameOf(claimed);
  if (name === '') return 'value_unreadable';
  return inSentences(place, (_sentence, span) => {
    const at = itemPlace(place, span, name);
    return at === undefined
      ? 'value_not_in_quote'
      : { value: name, at: moved(at, span.start), sentence: span };
  });
};

/** Who said it is no event. */
const SPEECH =
  /^(?:said|says|told|tells|according|sagte|sagt|laut|selon|dit|dijo|seg\u00fan|disse|segundo|zei|volgens|secondo)(?!\p{L})/iu;

const claimedEvent = (claimed: unknown): { title: string; date: string | undefined } | undefined => {
  if (typeof claimed !== 'object' || claimed === null) return undefined;
  const { title, date } = claimed as Partial<Record<string, unknown>>;
  if (typeof title !== 'string' || wordsOf(title).length === 0 || SPEECH.test(title.trim())) return undefined;
  return { title: fold(title), date: typeof date === 'string' && date.trim() !== '' ? date : undefined };
};

/** True when the claimed date is the said one, or the month in which it lies. */
const sameDate = (claimed: PlainDate, said: PlainDate): boolean =>
  said.iso === claimed.iso || (claimed.precision === 'month' && said.iso.startsWith(claimed.iso));

/** The day of publication is not the day of what a sentence tells of another year, or of long ago. */
const isOfAnotherTime = (sentence: string, { iso }: PlainDate): boolean =>
  /(?<!\p{L})(?:ago|back then|early days|at the time|damals|il y a|\u00e0 l'\u00e9poque|hace|geleden|destijds|atr\u00e1s|allora)(?!\p{L})/iu.test(
    sentence,
  ) || [...sentence.matchAll(/(?<!\d)(?:19|20)\d{2}(?!\d)/g)].some(([year]) => !iso.startsWith(year));

/** An event's date stands in its quote, or is the one on which its page was published. */
export const event =
  (published: PlainDate | null): Derive<CompanyEvent> =>
  (claimed, place) => {
    const wanted = claimedEvent(claimed);
    if (wanted === undefined) return 'value_unreadable';
    const date = wanted.date === undefined ? undefined : parseDate(wanted.date, place.language);
    if (date === null) return 'value_unreadable';
    const quote = sliceOf(place.text, place);
    const dates = [...dateMentions(quote, place.language), ...(published === null ? [] : [published])];
    const said = date === undefined ? dates[0] : dates.find((one) => sameDate(date, one));
    const isPublished = said !== undefined && said === published;
    const spans = sentencesAt(place);
    const derived = inSentences<CompanyEvent>(place, (sentence, span) => {
      const at = placeOfWords(sentence, wanted.title, quotedIn(place, span));
      if (at === undefined) return 'value_not_in_quote';
      if (said === undefined || (isPublished && isOfAnotherTime(sentence, said))) return 'undated';
      const marks = marked([at], 'verb', span.start);
      return {
        value: { title: wanted.title, date: said.iso },
        at: moved(at, span.start),
        sentence: span,
        marks,
      };
    });
    return spans.length > 3 ? 'value_not_in_quote' : derived;
  };

/** How items are derived; events come with the date of their page. */
export const items = { customer, technology, product } as const;
