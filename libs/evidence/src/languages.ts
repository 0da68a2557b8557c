/** The languages that the word lists cover. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'nl', 'it'] as const;

/** See {@link LANGUAGES}. */
export type Language = (typeof LANGUAGES)[number];

/** Words so frequent that a few sentences tell a language by them; each stands in one list only. */
const FREQUENT: Readonly<Record<Language, readonly string[]>> = {
  en: ['the', 'and', 'is', 'are', 'of', 'with', 'our', 'we', 'has', 'from', 'by', 'was'],
  de: [
    'der',
    'die',
    'und',
    'ist',
    'das',
    'mit',
    'wir',
    'f\u00fcr',
    'ein',
    'eine',
    'von',
    'sind',
    'unser',
    'wurde',
  ],
  fr: ['le', 'les', 'et', 'est', 'des', 'du', 'nous', 'pour', 'une', 'avec', 'dans', 'notre', 'sur'],
  es: ['el', 'los', 'y', 'las', 'con', 'nuestro', 'nuestra', 'una', 'del', 'empresa', 'fundada', 'somos'],
  pt: [
    'os',
    'um',
    'uma',
    'com',
    'nosso',
    'nossa',
    'dos',
    'da',
    's\u00e3o',
    '\u00e9',
    'n\u00e3o',
    'temos',
    'do',
    'em',
  ],
  nl: ['het', 'een', 'van', 'wij', 'met', 'voor', 'onze', 'zijn', 'werd', 'bij', 'naar', 'ons'],
  it: [
    'il',
    'gli',
    '\u00e8',
    'di',
    'con',
    'nostra',
    'nostro',
    'siamo',
    'della',
    'nel',
    'azienda',
    'abbiamo',
    'stata',
  ],
};

const isLanguage = (code: string): code is Language => (LANGUAGES as readonly string[]).includes(code);

/** The language that a page names (`de-CH`), when the lists cover it. */
export const namedLanguage = (code: string | null | undefined): Language | undefined => {
  const [main = ''] = (code ?? '').toLowerCase().split(/[-_]/);
  return isLanguage(main) ? main : undefined;
};

/** The language of a text by its most frequent words; undefined when they do not tell. */
export function languageOf(text: string): Language | undefined {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const counts = LANGUAGES.map((language) => {
    const frequent = new Set(FREQUENT[language]);
    return { language, count: words.filter((word) => frequent.has(word)).length };
  }).sort((one, other) => other.count - one.count);
  const [first, second] = counts;
  return first !== undefined && first.count > (second?.count ?? 0) ? first.language : undefined;
}
