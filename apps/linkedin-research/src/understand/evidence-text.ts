import type { Activity } from '../parse/activity';

/** When somebody acted, as a line of evidence says it: a day, two days, or that it is not known. */
export function dayOf({ actedAt }: Activity): string {
  if (actedAt.precision === 'exact') return actedAt.at.toISOString().slice(0, 10);
  if (actedAt.precision === 'unknown') return 'undated';
  return `${actedAt.from.toISOString().slice(0, 10)} to ${actedAt.to.toISOString().slice(0, 10)}`;
}

/** A proven quote as Django's lists of evidence hold it: `"quote" (date, url)`. */
export const evidenceText = (quote: string, activity: Activity): string =>
  `"${quote}" (${[dayOf(activity), ...(activity.url === null ? [] : [activity.url])].join(', ')})`;
