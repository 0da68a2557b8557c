import { type Derive, inSentences, moved } from './derive';
import { isWholeItem } from './items';
import { fold, placesOf } from './fold';
import { languageOf } from './languages';
import type { QuotePlace } from './place';
import { sentencesOf } from './sentences';
import { relationRefusal } from './relation';
import type { AcceptedIdentity } from './subject';

/** A searched answer with what carries its parts; the shape of the model port's search answer. */
export interface GroundedAnswer {
  readonly text: string;
  /** Offsets in UTF-16 code units, and indices into `sources`. */
  readonly supports: readonly {
    readonly start: number;
    readonly end: number;
    readonly sources: readonly number[];
  }[];
  readonly sources: readonly NamedSource[];
}

/** A page that a search stands on. */
export interface NamedSource {
  readonly url: string;
  readonly title: string;
}

/** List marks and emphasis are no words of the sentence. */
const plain = (markdown: string): string =>
  fold(markdown.replaceAll('**', '').replace(/^\s*(?:[-*\u2022]|\d{1,2}[.)])\s+/, ''));

/** A line of a list, by its mark. */
const LISTED_LINE = /^\s*(?:[-*\u2022]|\d{1,2}[.)])\s+/;

/** The line that leads into the list in which a place stands; empty where it stands in none. */
function leadOf(text: string, start: number): string {
  const lines = text.slice(0, start).split('\n');
  const own = `${lines.at(-1) ?? ''}${text.slice(start).split('\n')[0] ?? ''}`;
  if (!LISTED_LINE.test(own)) return '';
  return lines.slice(0, -1).findLast((line) => line.trim() !== '' && !LISTED_LINE.test(line)) ?? '';
}

/** A support of one sentence or list item. */
export interface SupportPlace {
  readonly place: QuotePlace;
  readonly source: NamedSource;
  /** What the list says of all its items; empty where it is none. */
  readonly lead: string;
}

/** The supports that are one sentence or list item and have a source with a name and an address. */
export function supportPlaces(answer: GroundedAnswer): readonly SupportPlace[] {
  const language = languageOf(answer.text);
  return answer.supports.flatMap(({ start, end, sources }) => {
    const text = plain(answer.text.slice(start, end));
    const source = sources
      .map((index) => answer.sources[index])
      .find((one) => one !== undefined && /^https?:\/\//.test(one.url) && one.title.trim() !== '');
    if (source === undefined || sentencesOf(text).length !== 1) return [];
    const block = { kind: 'paragraph', headings: [], links: [], aside: false } as const;
    const place = { text, start: 0, end: text.length, language, block, ownPage: false };
    return [{ place, source, lead: plain(leadOf(answer.text, start)) }];
  });
}

/** An item whose literal words stand in a support that calls it a customer or a competitor of the company. */
export const groundedItem =
  (field: 'customer' | 'competitor', identity: AcceptedIdentity, lead: string): Derive<string> =>
  (claimed, place) => {
    const name = typeof claimed === 'string' ? fold(claimed) : '';
    if (name === '') return 'value_unreadable';
    return inSentences(place, (sentence, span) => {
      const at = placesOf(sentence, name).find((one) => isWholeItem(sentence, one, identity.otherCompanies));
      if (at === undefined) return 'value_not_in_quote';
      const text = sentence.slice(at.start, at.end);
      if (
        !/[\p{Lu}\p{Lo}\d]/u.test(text) ||
        identity.names.some((own) => placesOf(fold(own), name).length > 0)
      )
        return 'value_unreadable';
      const refusal = relationRefusal(field, { sentence, at, lead, language: place.language }, identity);
      return refusal ?? { value: name, at: moved(at, span.start), sentence: span };
    });
  };
