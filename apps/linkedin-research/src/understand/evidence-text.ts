import type { Activity } from '../parse/activity';

const dateOf = ({ actedAt }: Activity): string => {
  if (actedAt.precision === 'exact') return actedAt.at.toISOString().slice(0, 10);
  if (actedAt.precision === 'unknown') return 'undated';
  return `${actedAt.from.toISOString().slice(0, 10)} to ${actedAt.to.toISOString().slice(0, 10)}`;
};

/** A proven quote as Django's lists of evidence hold it: `"quote" (date, url)`. */
export const evidenceText = (quote: string, activity: Activity): string =>
  `"${quote}" (${[dateOf(activity), ...(activity.url === null ? [] : [activity.url])].join(', ')})`;

/** What may be quoted: words that the lead wrote; nothing of reactions, reposts without comment, and other people. */
export const quotableOf = (activities: readonly Activity[]): readonly Activity[] =>
  activities.filter(({ byLead, ownWords }) => byLead === true && ownWords !== null);
