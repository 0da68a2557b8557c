import type { LeadInsights } from '@userport/contracts/linkedin-research';
import { allEnded } from '../all-ended';
import type { Description } from '../content-details';
import { describeActivities } from './describe';
import { habitsOf } from './habits';
import { findInsights } from './insights';
import type { Dropped, Research } from './research';
import { findSignals, withSignals } from './signals';
import { openStatementJudge } from './statements';

/** What models made of a capture, as far as it was believed. */
export interface Understanding {
  /** By the key of the activity. */
  readonly descriptions: ReadonlyMap<string, Description>;
  readonly insights: LeadInsights;
  readonly dropped: readonly Dropped[];
}

/** Counts and names that follow from the activities and their descriptions alone. */
const counted = (
  insights: LeadInsights,
  descriptions: readonly Description[],
  research: Research,
): LeadInsights => ({
  ...insights,
  recommended_approach: {
    ...insights.recommended_approach,
    ...habitsOf(research.readable.map(({ activity }) => activity)),
  },
  engaged_colleagues: [...new Set(descriptions.flatMap(({ colleague }) => colleague ?? []))],
  engaged_products: [...new Set(descriptions.flatMap(({ products }) => products))],
  num_company_related_activities: descriptions.filter(({ focusOnCompany }) => focusOnCompany).length,
  total_engaged_activities: research.readable.length,
});

/**
 * Asks models what fresh activities are about, what the lead's own words show and what is a reason to write, all at
 * once; keeps what its grounds carry.
 * @param now the latest time of the capture
 * @throws TerminalError when keys or configuration are wrong; RetryableError while the queue may try again
 */
export async function understand(research: Research, now: Date): Promise<Understanding> {
  const judge = openStatementJudge(research.readable, research.known);
  const [described, insights, signals] = await allEnded([
    describeActivities(research),
    findInsights(research, judge),
    findSignals(research, judge, now),
  ]);
  const descriptions = [...described.descriptions.values()];
  return {
    descriptions: described.descriptions,
    insights: counted(withSignals(insights, signals), descriptions, research),
    dropped: [...described.dropped, ...judge.dropped()],
  };
}
