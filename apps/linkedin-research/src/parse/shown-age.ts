import { type AgeUnit, AROUND_WORDS, type Language, LANGUAGES, NOW_WORDS, UNIT_WORDS } from './age-words';

/** An age as a page shows it: the short text people see, and the longer one for screen readers. */
export interface ShownAge {
  readonly visible: string;
  readonly spoken: string;
}

/** What an age may mean: at least `fromMs` and less than `toMs` before the capture. */
export interface AgeSpan {
  readonly fromMs: number;
  readonly toMs: number;
  /** The unit, when only one is possible. */
  readonly unit: AgeUnit | null;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Shortest and longest a unit can be. */
const UNIT_MS: Readonly<Record<AgeUnit, readonly [number, number]>> = {
  second: [1000, 1000],
  minute: [MINUTE, MINUTE],
  hour: [60 * MINUTE, 60 * MINUTE],
  day: [DAY, DAY],
  week: [7 * DAY, 7 * DAY],
  month: [28 * DAY, 31 * DAY],
  year: [365 * DAY, 366 * DAY],
};

/** "Now" is shown for less than this. */
const NOW_SPAN: AgeSpan = { fromMs: 0, toMs: MINUTE, unit: 'minute' };

const tidy = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\u200b-\u200f]+/gu, ' ')
    .trim();

/** The age alone: what stands before the first dot in the middle. */
const ageText = (text: string): string => tidy(text.split(/[•·]/u)[0] ?? '');

interface WordMeaning {
  readonly language: Language;
  readonly unit: AgeUnit;
}

/** What each word may mean, in every language that has it. */
const MEANINGS: ReadonlyMap<string, readonly WordMeaning[]> = Map.groupBy(
  LANGUAGES.flatMap((language) =>
    (Object.entries(UNIT_WORDS[language]) as [AgeUnit, string][]).flatMap(([unit, words]) =>
      words.split(' ').map((word) => ({ word, language, unit })),
    ),
  ),
  ({ word }) => word,
);

const AGE = /(\d{1,4})\s*([\p{L}]+)/u;

interface Reading {
  readonly language: Language;
  readonly span: AgeSpan;
}

const spanOf = (count: number, unit: AgeUnit): AgeSpan => {
  const [shortest, longest] = UNIT_MS[unit];
  return { fromMs: count * shortest, toMs: (count + 1) * longest, unit };
};

/** What an age means in each language that knows its words. */
function readings(text: string, languages: readonly Language[]): readonly Reading[] {
  const age = ageText(text);
  const [, digits, word] = AGE.exec(age) ?? [];
  if (digits === undefined || word === undefined)
    return languages
      .filter((language) => NOW_WORDS[language].split('|').includes(age))
      .map((language) => ({ language, span: NOW_SPAN }));
  return (MEANINGS.get(word) ?? [])
    .filter(({ language }) => languages.includes(language))
    .map(({ language, unit }) => ({ language, span: spanOf(Number(digits), unit) }));
}

/** Everything between the least and the most that any reading allows. */
const hull = (spans: readonly AgeSpan[]): AgeSpan | undefined => {
  const [first] = spans;
  if (first === undefined) return undefined;
  const units = new Set(spans.map(({ unit }) => unit));
  return {
    fromMs: Math.min(...spans.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...spans.map(({ toMs }) => toMs)),
    unit: units.size === 1 ? first.unit : null,
  };
};

/** Japanese puts no spaces between words. */
const saysAround = (text: string, language: Language): boolean => {
  const words = ` ${ageText(text).replaceAll(/\d+/gu, ' ').trim()} `;
  return AROUND_WORDS[language]
    .split('|')
    .some((around) => words.includes(language === 'ja' ? around : ` ${around} `));
};

/** Different texts that are asked for the language; a page of one language needs few. */
const MOST_VOTES = 100;

/**
 * The language of a page, by the ages that it spells out for screen readers; undefined when none tells. A word that
 * several languages share counts for all of them, so that the rest of the page decides.
 */
export function pageLanguage(ages: readonly ShownAge[]): Language | undefined {
  const votes = new Map<Language, number>();
  const texts = [...new Set(ages.map(({ spoken }) => spoken))].slice(0, MOST_VOTES);
  for (const spoken of texts)
    for (const language of LANGUAGES)
      if (saysAround(spoken, language) && readings(spoken, [language]).length > 0)
        votes.set(language, (votes.get(language) ?? 0) + 1);
  const [first, second] = [...votes].sort(([, a], [, b]) => b - a);
  return first === undefined || first[1] === second?.[1] ? undefined : first[0];
}

/** What an age was read as. */
export interface ReadAge {
  readonly span: AgeSpan;
  /** The text that was believed. */
  readonly text: string;
  /** True when the other text says something else. */
  readonly contradicted: boolean;
}

const overlap = (a: AgeSpan, b: AgeSpan): boolean => a.fromMs < b.toMs && b.fromMs < a.toMs;

/**
 * Reads an age. The visible text is believed, since the spoken one has been seen wrong ("0 months ago" beside "4w");
 * where the visible one may mean several things (`m`, or a language that is not known), the spoken one decides between
 * them. Undefined when neither is in a known language.
 */
export function readAge(age: ShownAge, language: Language | undefined): ReadAge | undefined {
  const languages = language === undefined ? LANGUAGES : [language];
  const visible = readings(age.visible, languages).map(({ span }) => span);
  const spoken = hull(readings(age.spoken, languages).map(({ span }) => span));
  // Spelled out in a language that is not read: the short text is of that language too.
  if (language === undefined && spoken === undefined && ageText(age.spoken) !== '') return undefined;
  const agreeing = spoken === undefined ? [] : visible.filter((span) => overlap(span, spoken));
  const believed = hull(agreeing.length > 0 ? agreeing : visible) ?? spoken;
  if (believed === undefined) return undefined;
  return {
    span: believed,
    text: visible.length > 0 ? ageText(age.visible) : ageText(age.spoken),
    contradicted: visible.length > 0 && spoken !== undefined && agreeing.length === 0,
  };
}
