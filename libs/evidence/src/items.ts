import { parseDate, type PlainDate, dateMentions } from './dates';
import { type Derive, inSentences, moved, sentencesAt, sliceOf } from './derive';
import { placeOfWords, quotedIn } from './derived-words';
import { fold, placesOf, type Span, wordsOf } from './fold';
import type { Refusal } from './judged';
import type { QuotePlace } from './place';
import { BUILT_WITH, CUSTOMERS, hasWord, NOT_CUSTOMERS } from './word-lists';

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

/** The whole name stands there: not the beginning or the end of a longer one. */
export function isWholeItem(text: string, { start, end }: Span): boolean {
  const bare = withoutLogo(text);
  const [before, after] = [bare.slice(Math.max(0, start - 24), start), bare.slice(end, end + 24)];
  if (LEGAL_TAIL.test(after)) return true;
  return !NAME_GOES_ON.test(after) && !NAME_GOES_BEFORE.test(before);
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
  return headings.some((heading) => hasWord(heading, CUSTOMERS, language))
    ? undefined
    : 'not_under_customers';
}

/** A customer is an item or an image under a heading that says customers, or stands in a link that says it. */
const customer: Derive<string> = (claimed, place) => {
  const name = nameOf(claimed);
  if (name === '') return 'value_unreadable';
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

/** Technologies stand under a heading, or in a sentence, that says what the company builds with. */
const technology: Derive<string> = (claimed, place) => {
  const name = nameOf(claimed);
  if (name === '') return 'value_unreadable';
  return inSentences(place, (sentence, span) => {
    const at = itemPlace(place, span, name) ?? placeOfWords(sentence, name, quotedIn(place, span));
    if (at === undefined) return 'value_not_in_quote';
    const said = [sentence, ...place.block.headings].some((text) =>
      hasWord(text, BUILT_WITH, place.language),
    );
    return said ? { value: name, at: moved(at, span.start), sentence: span } : 'field_not_named';
  });
};

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

const claimedEvent = (claimed: unknown): { title: string; date: string | undefined } | undefined => {
  if (typeof claimed !== 'object' || claimed === null) return undefined;
  const { title, date } = claimed as Partial<Record<string, unknown>>;
  if (typeof title !== 'string' || wordsOf(title).length === 0) return undefined;
  return { title: fold(title), date: typeof date === 'string' && date.trim() !== '' ? date : undefined };
};

/** True when the claimed date is the said one, or the month in which it lies. */
const sameDate = (claimed: PlainDate, said: PlainDate): boolean =>
  said.iso === claimed.iso || (claimed.precision === 'month' && said.iso.startsWith(claimed.iso));

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
    const spans = sentencesAt(place);
    const derived = inSentences<CompanyEvent>(place, (sentence, span) => {
      const at = placeOfWords(sentence, wanted.title, quotedIn(place, span));
      if (at === undefined) return 'value_not_in_quote';
      if (said === undefined) return 'undated';
      return { value: { title: wanted.title, date: said.iso }, at: moved(at, span.start), sentence: span };
    });
    return spans.length > 3 ? 'value_not_in_quote' : derived;
  };

/** How items are derived; events come with the date of their page. */
export const items = { customer, technology, product } as const;
