import type { JsonObject } from '@userport/contracts';
import type { ParsedActivities, TabReport } from './parse/activity';

const tabFacts = (tab: TabReport): JsonObject => ({
  tab: tab.tab,
  status: tab.status,
  build: tab.build,
  characters: tab.characters,
  cards: tab.cards,
  unreadable_cards: tab.unreadableCards,
  sponsored_cards: tab.sponsoredCards,
  of_others: tab.ofOthers,
  loaded_count: tab.loadedCount,
  shown_tab: tab.shownTab,
  same_as: tab.sameAs,
  drift: tab.drift.map(({ expected, seen }) => ({ expected, seen })),
});

/** Without an id in the pages nothing says since when they may have been captured. */
const isKnownTime = (at: Date): boolean => at.getTime() > 0;

/** How a capture was read: statuses, counts and drift, never text of a page. */
export const parseReport = (parsed: ParsedActivities): JsonObject => ({
  tabs: parsed.tabs.map(tabFacts),
  captured_between: [
    isKnownTime(parsed.capturedAt.from) ? parsed.capturedAt.from.toISOString() : null,
    parsed.capturedAt.to.toISOString(),
  ],
  lead_known_by: parsed.leadKnownBy,
  activities: parsed.activities.length,
  repeats: parsed.repeats,
});

/** What a capture came to as a whole. */
export type CaptureVerdict = 'activities' | 'no_activity' | 'only_others' | 'not_recognised';

/** Judges a capture: pages of which nothing could be read are a failure; one that is empty, or holds others' acts, is a result. */
export function captureVerdict({ activities, tabs }: ParsedActivities): CaptureVerdict {
  if (activities.some(({ byLead }) => byLead !== false)) return 'activities';
  if (activities.length > 0) return 'only_others';
  return tabs.some(({ status }) => status === 'read' || status === 'empty')
    ? 'no_activity'
    : 'not_recognised';
}

/** Why nothing could be read, in counts and our own words. */
export const notRecognised = ({ tabs }: ParsedActivities): string =>
  'No LinkedIn activity was recognised in the captured pages; capture the tabs again, or report the markup if they ' +
  `were loaded. ${tabs
    .map(({ tab, status, drift }) =>
      [
        `${tab}: ${status.replaceAll('_', ' ')}`,
        ...(status === 'absent' ? [] : drift.map(({ seen }) => seen)),
      ].join(', '),
    )
    .join('; ')}.`;
