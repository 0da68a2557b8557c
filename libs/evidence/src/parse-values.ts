import { fold } from './fold';
import type { Language } from './languages';
import { type NumberMention, numberMentions } from './number-mentions';

/** How many people work somewhere; `high` is null for "and more". One number has it as both ends. */
export interface HeadCount {
  readonly low: number;
  readonly high: number | null;
}

/** An amount in whole units of its currency. */
export interface Money {
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** No company is older; what is later than this century is no year of foundation. */
const [OLDEST_YEAR, LATEST_YEAR] = [1500, 2099];
/** The largest employers of the world have some two and a half million people. */
const MOST_PEOPLE = 10_000_000;

const countOf = ({ readings, percent, money }: NumberMention): number | undefined => {
  const counts = readings.filter((value) => Number.isInteger(value) && value >= 0 && value <= MOST_PEOPLE);
  return percent || money || counts.length !== 1 ? undefined : counts[0];
};

/** A count of people as it stands in a text; `index` into the mentions, `end` the last mention that it takes. */
export function headCountAt(
  text: string,
  mentions: readonly NumberMention[],
  index: number,
): (HeadCount & { readonly start: number; readonly end: number }) | undefined {
  const mention = mentions[index];
  if (mention === undefined || mention.onlyUpperBound || mention.role === 'highest') return undefined;
  const low = countOf(mention);
  if (low === undefined) return undefined;
  if (mention.role === 'alone') {
    const high = /\+\s*$/.test(text.slice(mention.start, mention.end)) ? null : low;
    return { low, high, start: mention.start, end: mention.end };
  }
  const upper = mentions[index + 1];
  const high = upper === undefined ? undefined : countOf(upper);
  return upper === undefined || high === undefined || high < low
    ? undefined
    : { low, high, start: mention.start, end: upper.end };
}

/**
 * A head count from a text or a number: `420`, `1,250`, `201-500 employees`, `10.001+`, `5K to 10K`.
 * Null when it says none, several, or only a bound.
 */
export function parseHeadCount(value: string | number, language?: Language): HeadCount | null {
  const text = fold(String(value));
  const mentions = numberMentions(text, language);
  const counts = mentions.flatMap((_one, index) => headCountAt(text, mentions, index) ?? []);
  const [count] = counts;
  const whole = mentions.length === 1 || (mentions.length === 2 && mentions[1]?.role === 'highest');
  return count === undefined || !whole ? null : { low: count.low, high: count.high };
}

/** The year of a mention of four bare digits. */
export const yearOf = (text: string, { start, end, readings }: NumberMention): number | undefined => {
  const [year] = readings;
  const bare = /^\d{4}$/.test(text.slice(start, end));
  return bare && year !== undefined && year >= OLDEST_YEAR && year <= LATEST_YEAR ? year : undefined;
};

/** A year from a text or a number; null when it says none or several. */
export function parseYear(value: string | number): number | null {
  const text = fold(String(value));
  const years = numberMentions(text).flatMap((mention) => yearOf(text, mention) ?? []);
  return years.length === 1 ? (years[0] ?? null) : null;
}

/** An amount of money as it stands in a text; undefined for one whose currency or size is open. */
export const moneyOf = ({
  readings,
  percent,
  currency,
  onlyUpperBound,
  role,
}: NumberMention): Money | undefined => {
  const [amount] = readings;
  if (readings.length !== 1 || amount === undefined || amount < 0 || currency === null) return undefined;
  return percent || onlyUpperBound || role !== 'alone' ? undefined : { amount, currency };
};

/** An amount from a text: `$5m`, `EUR 1.5 billion`, `3,5 Mio. \u20ac`; null when it says none, several, or leaves the currency open. */
export function parseMoney(text: string, language?: Language): Money | null {
  const mentions = numberMentions(fold(text), language);
  const [mention] = mentions;
  return mention === undefined || mentions.length > 1 ? null : (moneyOf(mention) ?? null);
}
