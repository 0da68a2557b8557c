import { type Json, type JsonObject } from '@userport/contracts';
import { parseDate } from '@userport/evidence';
import type { Dating } from '../parse/activity';
import { between, exactly } from '../parse/activity-date';

/** Names under which a record says when it happened, the best first; when something ended is no beginning. */
const DATE_KEYS = [
  'date',
  'start_date',
  'starts_at',
  'started_at',
  'started',
  'announced_on',
  'announced_date',
  'published_on',
  'published_at',
  'issued_on',
  'as_of_date',
];
const LAST_MS_OF_DAY = 86_400_000 - 1;

const endOfMonth = (year: number, month: number): number => Date.UTC(year, month, 1) - 1;

/** A year, a month or a day as the interval that it is, in UTC; a time with hours is exact. */
function datingOf(value: Json | undefined, evidence: string): Dating | undefined {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return datingOfParts(value as JsonObject, evidence);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/u.test(text)) {
    const at = new Date(text);
    return Number.isNaN(at.getTime()) ? undefined : exactly(at, evidence);
  }
  if (/^(?:19|20)\d{2}$/u.test(text)) return datingOfParts({ year: Number(text) }, evidence);
  const date = parseDate(text);
  if (date === null) return undefined;
  const [year = 0, month = 1, day] = date.iso.split('-').map(Number);
  return datingOfParts({ year, month, day: day ?? null }, evidence);
}

/** Vendors give dates in parts, of which day and month may be missing. */
function datingOfParts({ year, month, day }: JsonObject, evidence: string): Dating | undefined {
  if (typeof year !== 'number' || !Number.isInteger(year) || year < 1900 || year > 9999) return undefined;
  if (typeof month !== 'number') return between(Date.UTC(year, 0), endOfMonth(year, 12), evidence);
  if (typeof day !== 'number') return between(Date.UTC(year, month - 1), endOfMonth(year, month), evidence);
  const from = Date.UTC(year, month - 1, day);
  return between(from, from + LAST_MS_OF_DAY, evidence);
}

const at = (data: Json | undefined, key: string): Json | undefined =>
  Array.isArray(data)
    ? (data as readonly Json[])[Number(key)]
    : typeof data === 'object' && data !== null
      ? (data as JsonObject)[key]
      : undefined;

/**
 * When something happened that the request tells under a path: by the value itself, else by the date that its record
 * carries. Undefined when neither says.
 */
export function dateOfInput(path: string, data: JsonObject): Dating | undefined {
  const keys = path.split('.');
  const holders = keys.map((_, depth) => keys.slice(0, depth).reduce<Json | undefined>(at, data));
  const own = datingOf(at(holders.at(-1), keys.at(-1) ?? ''), `${path} of the request`);
  if (own !== undefined) return own;
  // A date stands beside the value, or beside the object that holds it: {funding: {date, total: {amount}}}.
  for (const depth of [keys.length - 1, keys.length - 2]) {
    const name = DATE_KEYS.find((key) => datingOf(at(holders[depth], key), '') !== undefined);
    if (name === undefined || depth < 1) continue;
    return datingOf(at(holders[depth], name), `${[...keys.slice(0, depth), name].join('.')} of the request`);
  }
  return undefined;
}
