import { type Dating, latestOf } from './parse/activity';

/** What happened longer ago says nothing about a person of today. */
const ACTIVITY_MONTHS = 15;
/** A reason to write to somebody now must be fresh. */
const SIGNAL_MONTHS = 3;

/** The same day and time so many months earlier, in UTC; the last day of a shorter month. */
export function monthsBefore(at: Date, months: number): Date {
  const moved = new Date(at);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(at.getUTCDate(), lastDay));
  return moved;
}

const isBefore = (dating: Dating, limit: Date): boolean => {
  const latest = latestOf(dating);
  return latest !== undefined && latest < limit;
};

/** True when something is certainly too old to count; an interval counts by its latest time, an undated act stays. */
export const isStale = (dating: Dating, now: Date): boolean =>
  isBefore(dating, monthsBefore(now, ACTIVITY_MONTHS));

/** The same for a reason to write. */
export const isOldSignal = (dating: Dating, now: Date): boolean =>
  isBefore(dating, monthsBefore(now, SIGNAL_MONTHS));
