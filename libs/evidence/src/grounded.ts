import { type Derive, inSentences, moved } from './derive';
import { isWholeItem } from './items';
import { fold, placesOf } from './fold';
import { languageOf } from './languages';
import type { QuotePlace } from './place';
import { sentencesOf } from './sentences';
import { hasWord, NOT_COMPETITORS, NOT_CUSTOMERS } from './word-lists';

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

/** The supports that are one sentence or list item and have a source with a name and an address. */
export function supportPlaces(answer: GroundedAnswer): readonly { place: QuotePlace; source: NamedSource }[] {
  const language = languageOf(answer.text);
  return answer.supports.flatMap(({ start, end, sources }) => {
    const text = plain(answer.text.slice(start, end));
    const source = sources
      .map((index) => answer.sources[index])
      .find((one) => one !== undefined && /^https?:\/\//.test(one.url) && one.title.trim() !== '');
    if (source === undefined || sentencesOf(text).length !== 1) return [];
    const block = { kind: 'paragraph', headings: [], links: [], aside: false } as const;
    return [{ place: { text, start: 0, end: text.length, language, block, ownPage: false }, source }];
  });
}

/** An item whose literal words stand in a support that does not call it something else. */
export const groundedItem =
  (field: 'customer' | 'competitor'): Derive<string> =>
  (claimed, place) => {
    const name = typeof claimed === 'string' ? fold(claimed) : '';
    if (name === '') return 'value_unreadable';
    return inSentences(place, (sentence, span) => {
      const at = placesOf(sentence, name).find((one) => isWholeItem(sentence, one));
      if (at === undefined) return 'value_not_in_quote';
      const others = field === 'customer' ? NOT_CUSTOMERS : NOT_COMPETITORS;
      if (hasWord(sentence, others, place.language))
        return field === 'customer' ? 'not_a_customer' : 'not_a_competitor';
      return { value: name, at: moved(at, span.start), sentence: span };
    });
  };
