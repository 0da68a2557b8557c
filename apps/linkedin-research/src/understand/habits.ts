import type { LeadInsights } from '@userport/contracts/linkedin-research';
import type { Activity, ActivityKind } from '../parse/activity';

/** Where and when somebody is to be met, counted by code. */
export type Habits = Pick<LeadInsights['recommended_approach'], 'best_channels' | 'timing_preferences'>;

/** Fewer times are no habit. */
const LEAST_TIMES = 5;
const WINDOW_HOURS = 4;
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

const CHANNELS: readonly (readonly [kinds: readonly ActivityKind[], channel: string, what: string])[] = [
  [['post', 'repost'], 'comments below own LinkedIn posts', 'posts and reposts'],
  [['comment', 'reply'], 'LinkedIn discussions', 'comments and replies'],
  [['reaction'], 'LinkedIn messages', 'reactions'],
];

const two = (hour: number): string => `${String(hour % 24).padStart(2, '0')}:00`;

/** The four hours of the day, round midnight if need be, in which most of it happened. */
function busiestHours(hours: readonly number[]): { readonly from: number; readonly count: number } {
  const windows = Array.from({ length: 24 }, (_, from) => ({
    from,
    count: hours.filter((hour) => (hour - from + 24) % 24 < WINDOW_HOURS).length,
  }));
  return windows.reduce((best, one) => (one.count > best.count ? one : best));
}

/** "mostly on Tuesday, Friday; 06:00 to 10:00 UTC": what holds for at least half of the times, else nothing. */
function timingOf(times: readonly Date[]): string {
  if (times.length < LEAST_TIMES) return '';
  const byDay = Map.groupBy(times, (at) => at.getUTCDay());
  const [first, second] = [...byDay].sort(([, a], [, b]) => b.length - a.length);
  const days = [first, second].filter((day) => day !== undefined);
  const onDays = days.reduce((sum, [, of]) => sum + of.length, 0);
  const { from, count } = busiestHours(times.map((at) => at.getUTCHours()));
  const said = [
    ...(onDays * 2 >= times.length
      ? [`${onDays} on ${days.map(([day]) => DAYS[day] ?? '').join(' and ')}`]
      : []),
    ...(count * 2 >= times.length
      ? [`${count} between ${two(from)} and ${two(from + WINDOW_HOURS)} UTC`]
      : []),
  ];
  return said.length === 0 ? '' : `Of ${times.length} acts with an exact time ${said.join(', ')}.`;
}

/**
 * Where the lead is active and at which times, out of the activities alone; a lead whose time zone nobody knows has
 * habits in UTC.
 */
export function habitsOf(activities: readonly Activity[]): Habits {
  const own = activities.filter(({ byLead }) => byLead === true);
  const channels = CHANNELS.map(([kinds, channel, what]) => {
    const count = own.filter(({ kind }) => kinds.includes(kind)).length;
    return { text: `${channel} (${count} ${what} in the capture)`, count };
  });
  return {
    best_channels: channels
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => b.count - a.count)
      .map(({ text }) => text),
    timing_preferences: timingOf(
      own.flatMap(({ actedAt }) => (actedAt.precision === 'exact' ? [actedAt.at] : [])),
    ),
  };
}
