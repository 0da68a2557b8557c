import type { Span } from './fold';
import type { Language } from './languages';

/** A date as exact as it was said. */
export interface PlainDate {
  /** `2026-03-14`, or `2026-03` where only the month is known. */
  readonly iso: string;
  readonly precision: 'day' | 'month';
}

/** A date in a text. */
export interface DateMention extends Span, PlainDate {}

/** The months of all languages of the lists, by the beginning that no two months of any two languages share. */
const MONTHS: readonly (readonly [RegExp, number])[] = (
  [
    'january|januar|j\u00e4nner|januari|janvier|enero|janeiro|gennaio|jan|ene|gen',
    'february|februar|februari|f\u00e9vrier|febrero|fevereiro|febbraio|feb|fev|f\u00e9v|febr',
    'march|m\u00e4rz|maart|mars|marzo|mar\u00e7o|mar|m\u00e4r',
    'april|avril|abril|aprile|apr|abr|avr',
    'may|mai|mei|mayo|maio|maggio|mag',
    'june|juni|juin|junio|junho|giugno|jun|giu',
    'july|juli|juillet|julio|julho|luglio|jul|lug',
    'august|augustus|ao\u00fbt|agosto|aug|ago',
    'september|septembre|septiembre|setembro|settembre|sept|sep|set',
    'october|oktober|octobre|octubre|outubro|ottobre|oct|okt|ott|out',
    'november|novembre|noviembre|novembro|nov',
    'december|dezember|d\u00e9cembre|diciembre|dezembro|dicembre|dec|dez|d\u00e9c|dic',
  ] as const
).map((names, index) => [new RegExp(`^(?:${names})$`, 'iu'), index + 1] as const);

const NAMES = MONTHS.map(([{ source }]) => source.slice(4, -2)).join('|');
const MONTH = `(${NAMES})\\.?`;
const YEAR = '((?:19|20)\\d{2})';
const OF = '(?:\\s+(?:de|del|di|of))?';
const DAY = '(\\d{1,2})(?:\\.|st|nd|rd|th|er|\u00ba|\u00b0)?';

const monthNumber = (name = ''): number => MONTHS.find(([pattern]) => pattern.test(name))?.[1] ?? 0;

type Parts = readonly [year: number, month: number, day?: number];
/** Parts of what a pattern found; more than one where the order is open. */
type Reader = (groups: readonly (string | undefined)[], language: Language | undefined) => readonly Parts[];

/** Day and month of `03/04/2026` stand in either order in English; a dot or another language means the day first. */
const numeric: Reader = ([first, mark, second, year], language) => {
  const [a, b, y] = [Number(first), Number(second), Number(year)];
  const dayFirst: Parts = [y, b, a];
  if (mark === '.' || (language !== undefined && language !== 'en')) return [dayFirst];
  return [dayFirst, [y, a, b]];
};

const PATTERNS: readonly (readonly [string, Reader])[] = [
  [`${YEAR}[-/](\\d{2})[-/](\\d{2})`, ([y, m, d]) => [[Number(y), Number(m), Number(d)]]],
  [`${YEAR}-(\\d{2})`, ([y, m]) => [[Number(y), Number(m)]]],
  [`${DAY}${OF}\\s+${MONTH}${OF},?\\s+${YEAR}`, ([d, m, y]) => [[Number(y), monthNumber(m), Number(d)]]],
  [
    `${MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+${YEAR}`,
    ([m, d, y]) => [[Number(y), monthNumber(m), Number(d)]],
  ],
  [`(\\d{1,2})([./-])\\s?(\\d{1,2})[./-]\\s?${YEAR}`, numeric],
  // After a day that no month has it is no month either.
  [
    `(?<!\\d(?:\\.|st|nd|rd|th|er|\u00ba)?\\s(?:de\\s|of\\s)?)${MONTH}${OF},?\\s+${YEAR}`,
    ([m, y]) => [[Number(y), monthNumber(m)]],
  ],
];

const COMPILED = PATTERNS.map(
  ([source, read]) =>
    [new RegExp(`(?<![\\p{L}\\p{N}/.-])${source}(?![\\p{L}\\p{N}])(?![-/.]\\d)`, 'giu'), read] as const,
);

const two = (value: number): string => String(value).padStart(2, '0');

function plainDate([year, month, day]: Parts): PlainDate | undefined {
  if (month < 1 || month > 12) return undefined;
  if (day === undefined) return { iso: `${year}-${two(month)}`, precision: 'month' };
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return day < 1 || day > last ? undefined : { iso: `${year}-${two(month)}-${two(day)}`, precision: 'day' };
}

/** The dates of a text, in their order. A date whose day and month could change places is none. */
export function dateMentions(text: string, language?: Language): readonly DateMention[] {
  const found: DateMention[] = [];
  for (const [pattern, read] of COMPILED) {
    for (const match of text.matchAll(pattern)) {
      const span = { start: match.index, end: match.index + match[0].length };
      if (found.some(({ start, end }) => start < span.end && span.start < end)) continue;
      const dates = read(match.slice(1), language).flatMap((parts) => plainDate(parts) ?? []);
      const [date] = dates;
      if (date !== undefined && dates.every(({ iso }) => iso === date.iso)) found.push({ ...span, ...date });
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

/** The one date that a text says, such as `14 March 2026`, `M\u00e4rz 2026` or an ISO time; null when it says none or several. */
export function parseDate(text: string, language?: Language): PlainDate | null {
  const mentions = dateMentions(text.trim().replace(/T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?$/, ''), language);
  const [date] = mentions;
  return date === undefined || mentions.length > 1 ? null : { iso: date.iso, precision: date.precision };
}
