import { caseless, fold } from './fold';
import { languageOf } from './languages';
import { BEGINNINGS } from './own-words-lists';

/** Shorter words tell nothing, unless they are written like names. */
const SHORTEST = 4;
/** How somebody writes and how often: quotes show it and do not name it. */
const MANNER: ReadonlySet<string> = new Set(
  (
    'analytical anecdotes appreciative brevity bullet casual conversational critical data days daily emojis encouraging enthusiastic everyday examples figures formal ' +
    'formats hashtags hands honest humor humour images ironic irony length linkedin lists long modest monthly months numbers personal pictures plainly points pragmatic ' +
    'professional quick quotes rarely reflective regular rhetorical sentences serious simple stories story straightforward style supportive technical texts times ' +
    'tips topic videos voice week weekly weeks wording words written year years'
  ).split(' '),
);
/** Two words with this beginning are forms of one: `planning` and `plans`, `robots` and `robot`. */
const STEM = 5;
const WORDS = /[\p{L}\p{N}]+/gu;

const tellingWords = (text: string): readonly string[] =>
  (fold(text).match(WORDS) ?? [])
    .filter((word) => word.length >= SHORTEST || /^\p{Lu}.*\p{Lu}/u.test(word))
    .map(caseless)
    .filter((word) => !BEGINNINGS.has(word) && !MANNER.has(word));

const stemOf = (word: string): string => word.slice(0, STEM);

/** Words can be compared only within a language; what nobody can tell is taken for English where its letters are. */
const isOfOtherLanguage = (text: string, ground: string): boolean => {
  const language = languageOf(ground);
  return language === undefined
    ? /[^\p{ASCII}\p{P}\p{S}\s]/u.test(ground)
    : language !== (languageOf(text) ?? 'en');
};

/**
 * Whether a text says something of its grounds: at least one of its telling words, and so many of all of them, stand
 * there in some form. True where it has none, and where the grounds are in another language.
 * @param share of the telling words that must stand in the grounds or in what is known besides
 */
export function saysOf(
  text: string,
  grounds: readonly string[],
  known: readonly string[] = [],
  share = 0,
): boolean {
  const words = tellingWords(text);
  const ground = grounds.join('\n');
  if (words.length === 0 || isOfOtherLanguage(text, ground)) return true;
  const stems = new Set(tellingWords(ground).map(stemOf));
  const inGrounds = words.filter((word) => stems.has(stemOf(word)));
  if (inGrounds.length === 0) return false;
  if (share === 0) return true;
  const others = new Set(known.flatMap(tellingWords).map(stemOf));
  const found = words.filter((word) => stems.has(stemOf(word)) || others.has(stemOf(word)));
  return found.length >= words.length * share;
}
