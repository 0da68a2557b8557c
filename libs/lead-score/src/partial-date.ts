/** A span of whole days, ms since 1970, UTC. */
interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

const pad = (part: number, length: number): string => String(part).padStart(length, '0');

/** Day, month, year as vendors give them, to `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; null without a sensible year. */
export function partialDate(parts: {
  readonly day?: number | null | undefined;
  readonly month?: number | null | undefined;
  readonly year?: number | null | undefined;
}): string | null {
  const { day, month, year } = parts;
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 1900 || year > 2200) return null;
  const hasMonth = typeof month === 'number' && Number.isInteger(month) && month >= 1 && month <= 12;
  if (!hasMonth) return pad(year, 4);
  const monthText = `${pad(year, 4)}-${pad(month, 2)}`;
  const text = `${monthText}-${pad(day ?? 0, 2)}`;
  const exists = typeof day === 'number' && spanOf(text)?.fromMs === Date.UTC(year, month - 1, day);
  return exists ? text : monthText;
}

/** The days that an ISO date may mean when month or day are missing; undefined for what is no date. */
export function spanOf(date: string): Span | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?$/.exec(date.trim());
  if (match === null) return undefined;
  const [, yearText, monthText, dayText] = match;
  const year = Number(yearText);
  const month = monthText === undefined ? undefined : Number(monthText);
  if (month !== undefined && (month < 1 || month > 12)) return undefined;
  if (month === undefined) return { fromMs: Date.UTC(year, 0, 1), toMs: Date.UTC(year + 1, 0, 1) - DAY_MS };
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (dayText === undefined || dayText === '00')
    return { fromMs: Date.UTC(year, month - 1, 1), toMs: Date.UTC(year, month - 1, lastDay) };
  const day = Number(dayText);
  if (day < 1 || day > lastDay) return undefined;
  return { fromMs: Date.UTC(year, month - 1, day), toMs: Date.UTC(year, month - 1, day) };
}

/** The same day so many months earlier, or the last of that month when it has no such day; ms since 1970. */
export function monthsBefore(nowMs: number, months: number): number {
  const now = new Date(nowMs);
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return first.getTime() + (Math.min(now.getUTCDate(), lastDay) - 1) * DAY_MS;
}

/** Whether something began within the last months: unknown when the date leaves both open or says nothing. */
export function beganWithin(date: string | null, months: number, nowMs: number): 'yes' | 'no' | 'unknown' {
  const span = date === null ? undefined : spanOf(date);
  if (span === undefined || span.fromMs > nowMs) return 'unknown';
  const sinceMs = monthsBefore(nowMs, months);
  if (span.fromMs >= sinceMs) return 'yes';
  return span.toMs < sinceMs ? 'no' : 'unknown';
}
