import { caseless, fold, placesOf, type Span } from './fold';
import type { Language } from './languages';
import { FIRST_PERSON, findWords } from './word-lists';

/** Whom the pages are believed to speak of; what the identity gate accepted. */
export interface AcceptedIdentity {
  /** Registrable domains of its own, in lower case. */
  readonly domains: readonly string[];
  /** Its names, with and without legal form. */
  readonly names: readonly string[];
  /** Names of other companies that are known: candidates that were not accepted, customers, competitors. */
  readonly otherCompanies: readonly string[];
}

/** Legal forms as they end a name. */
const LEGAL_FORM =
  /^,?\s?(inc|incorporated|llc|l\.l\.c|ltd|limited|plc|corp|corporation|co|gmbh(?: & co\.? kg)?|ag|se|kg|ug|ohg|e\.k|s\.?a\.?s|s\.?a\.?r\.?l|sarl|sas|s\.?a|s\.?l(?:\.u)?|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|oy|ab|a\/s|aps|as|lda|ltda|pty|kk|k\.k)\.?(?![\p{L}\p{N}])/iu;
/** A name of several capitals that ends with a legal form. */
const FORMAL_NAME =
  /(?:(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}&'.-]*\s){1,4}(?:Inc|LLC|Ltd|Limited|PLC|plc|Corp|GmbH|AG|SE|KG|UG|S\.A\.S?|SAS|SARL|S\.?L\.|S\.?r\.?l|S\.?p\.?A|B\.?V|N\.?V|Oy|AB|A\/S|ApS|Lda|Ltda|Pty)(?![\p{L}\p{N}])/gu;

/** What may stand beside a name without being a part of it. */
const BESIDE_A_NAME =
  /^(?:the|at|in|since|today|now|currently|here|oggi|hoy|hoje|vandaag|jetzt|aujourd'hui|and|with|by|from|for|of|as|our|welcome|about|meet|why|when|how|ceo|cto|cfo|coo|founder|founders|group|team|company|firm|startup|start-up|maker|manufacturer|vendor|provider|is|has|was|die|der|das|bei|seit|heute|und|mit|von|firma|unternehmen|hersteller|anbieter|gruppe|le|la|les|chez|depuis|et|soci\u00e9t\u00e9|entreprise|el|los|en|desde|y|empresa|a|o|na|no|da|do|desde|e|het|de|bij|sinds|bedrijf|il|lo|presso|dal|azienda|societ\u00e0|i|we|wir|nous|somos|wij|siamo)$/iu;

const nameWord = (text: string, at: 'before' | 'after'): string | undefined => {
  const match =
    at === 'before'
      ? /(\p{Lu}[\p{L}\p{N}'-]*)(?: &)?\s$/u.exec(text)
      : /^(?:\s(?:& )?|-)(\p{Lu}[\p{L}\p{N}'-]*)/u.exec(text);
  return match?.[1];
};

/**
 * True when a name at this place is the whole name and not a part of a longer one (`Northwind` in
 * `Northwind Trading`, `Great Northwind`, `Northwind Inc` where that is no name of the identity).
 */
function isWholeName(text: string, { start, end }: Span, names: readonly string[], german: boolean): boolean {
  const after = text.slice(end, end + 40);
  const form = LEGAL_FORM.exec(after);
  // "Northwind as a maker", "Northwind se fund\u00f3": small letters without a dot are words.
  if (form !== null && /[\p{Lu}.]/u.test(form[0])) {
    const withForm = caseless(`${text.slice(start, end)}${form[0]}`).replaceAll(/[.,]/g, '');
    return names.some((name) => caseless(name).replaceAll(/[.,]/g, '') === withForm);
  }
  const next = nameWord(after, 'after');
  if (next !== undefined && !BESIDE_A_NAME.test(next)) return false;
  if (german) return true;
  const before = nameWord(text.slice(Math.max(0, start - 30), start), 'before');
  return before === undefined || BESIDE_A_NAME.test(before);
}

/** Where the identity's own names stand in a folded sentence. */
export function ownNames(sentence: string, names: readonly string[], language?: Language): readonly Span[] {
  const folded = names.map(fold);
  return folded.flatMap((name) =>
    placesOf(sentence, name).filter((place) => isWholeName(sentence, place, folded, language === 'de')),
  );
}

/** True when a known other company, or any name with a legal form that is not the identity's, stands in the sentence. */
export function namesAnother(sentence: string, { names, otherCompanies }: AcceptedIdentity): boolean {
  const own = names.map((name) => caseless(fold(name)));
  const others = otherCompanies.map(fold).filter((name) => !own.includes(caseless(name)));
  const ownPlaces = names.flatMap((name) => placesOf(sentence, name));
  const insideOwn = ({ start, end }: Span): boolean =>
    ownPlaces.some((place) => place.start <= start && end <= place.end);
  if (others.some((name) => placesOf(sentence, name).some((place) => !insideOwn(place)))) return true;
  const bare = (name: string): string => caseless(name).replaceAll(/[.,]/g, '');
  return [...sentence.matchAll(FORMAL_NAME)].some(
    ({ 0: name }) => !own.some((one) => bare(name).endsWith(bare(one)) || bare(one).endsWith(bare(name))),
  );
}

/** True where the text before a place opens a quotation that it does not close: someone else is speaking. */
export const isSpoken = (text: string, at: number): boolean =>
  (text.slice(0, at).match(/"/g) ?? []).length % 2 === 1;

/** Places of a first-person word in a sentence of a text that nobody else speaks. */
export const firstPerson = (text: string, sentence: Span, language?: Language): readonly Span[] =>
  findWords(text.slice(sentence.start, sentence.end), FIRST_PERSON, language).filter(
    ({ start }) => !isSpoken(text, sentence.start + start),
  );
