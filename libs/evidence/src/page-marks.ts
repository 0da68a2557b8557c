import { fold, placesOf, wordsOf } from './fold';
import { type Judged, supported, unsupported } from './judged';

/** A technology that a model read out of an address or a line of a page's head. */
export interface MarkClaim {
  readonly name: string;
  /** The address or line, as the page has it. */
  readonly mark: string;
}

/** A page and what it loads. */
export interface MarkedPage {
  /** Final URL. */
  readonly url: string;
  readonly marks: readonly string[];
  /** Registrable domains of its own: their labels name no technology. */
  readonly domains: readonly string[];
}

/** What addresses hold whatever they lead to. */
const ADDRESS_WORDS = new Set(
  (
    'http https www cdn static assets asset files file media images img css js mjs javascript script scripts style styles ' +
    'font fonts lib libs vendor vendors app main index bundle common chunk runtime dist build public theme themes plugin ' +
    'plugins module modules min com net org api page pages core web site content client global all head default generator ' +
    'powered by application name version example'
  ).split(' '),
);
/** A shorter name stands in any address by chance. */
const SHORTEST_NAME = 3;

/** Believes a technology whose name stands written in a mark of the page. */
export function technologyOfMark(
  { name, mark }: MarkClaim,
  { url, marks, domains }: MarkedPage,
): Judged<string> {
  const words = wordsOf(name);
  if (!marks.includes(mark)) return unsupported(name, 'quote_not_in_page');
  const own = domains.map((domain) => (domain.split('.')[0] ?? '').toLowerCase());
  const isNoName = (word: string): boolean => ADDRESS_WORDS.has(word) || own.includes(word);
  if (words.length === 0 || words.every(isNoName) || name.trim().length < SHORTEST_NAME)
    return unsupported(name, 'value_unreadable');
  const text = fold(mark.replaceAll('_', ' '));
  return words.every((word) => placesOf(text, word).length > 0)
    ? supported(fold(name), { level: 'quoted', source: url, quote: mark })
    : unsupported(name, 'value_not_in_quote');
}
