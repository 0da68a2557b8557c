import type { Activity, ParsedActivities, Tab, TabReport } from './activity';
import { TABS } from './activity';
import type { CaptureTime } from './activity-date';
import { latestIdMs } from './activity-date';
import { captureTime, type DatedPost } from './capture-time';
import type { ShownCard } from './card';
import { activitiesOf } from './card-activities';
import { flatMapInSlices } from './in-slices';
import { type Lead, leadTest } from './lead';
import { timeOfId } from './linkedin-ids';
import { mergeRepeats } from './merge-repeats';
import { readTab, type ReadTab } from './read-tab';
import { pageLanguage, readAge } from './shown-age';
import type { Language } from './age-words';

/** What was captured, and of whom. */
export interface Capture {
  readonly html: Readonly<Record<Tab, string | null>>;
  readonly lead: Lead;
  /** The span in which the capture was made, as far as it is known from outside: it is never later than `to`. */
  readonly arrived: CaptureTime;
}

const agesOf = (card: ShownCard) =>
  [card.post.age, card.quoted?.age, ...card.comments.map(({ age }) => age)].filter((age) => age != null);

const idsOf = (card: ShownCard): readonly string[] => [
  ...card.refs.map(({ id }) => id),
  ...card.comments.flatMap(({ ref }) => (ref === null ? [] : [ref.id])),
];

/** A post without a header: id and age tell the same moment. */
function datedPosts(
  { header, refs, post }: ShownCard,
  language: Language | undefined,
  latestMs: number,
): readonly DatedPost[] {
  const [ref] = refs;
  if (header !== null || ref === undefined || post.age === null) return [];
  const publishedAt = timeOfId(ref.id, latestMs);
  const age = readAge(post.age, language);
  return publishedAt === undefined || age === undefined ? [] : [{ publishedAt, age }];
}

const reportOf = (read: ReadTab, activities: readonly Activity[], sameAs: Tab | null): TabReport => ({
  ...read.report,
  ofOthers: activities.filter(({ byLead }) => byLead === false).length,
  sameAs,
});

/** An earlier tab with the same capture: the browser had not changed the page yet. */
const sameTab = (html: Capture['html'], tab: Tab): Tab | null => {
  const text = html[tab] ?? '';
  if (text.trim() === '') return null;
  return TABS.slice(0, TABS.indexOf(tab)).find((earlier) => html[earlier] === text) ?? null;
};

const timeOf = ({ actedAt }: Activity): number =>
  actedAt.precision === 'exact'
    ? actedAt.at.getTime()
    : actedAt.precision === 'interval'
      ? actedAt.to.getTime()
      : -Infinity;

/**
 * Reads the captured tabs of one person by code alone: who did what, when, in whose words. Pages may be of any of
 * LinkedIn's markups, in any language, broken or hostile; whatever could not be read is said in the reports.
 * @param pause called between pieces of work of a few milliseconds, so that others get their turn
 */
export async function parseActivities(
  { html, lead, arrived }: Capture,
  pause: () => Promise<void>,
): Promise<ParsedActivities> {
  const reads: { tab: Tab; read: ReadTab; sameAs: Tab | null }[] = [];
  const profileUrls = new Map<string, string>();
  for (const tab of TABS) {
    const sameAs = sameTab(html, tab);
    const earlier = reads.find((one) => one.tab === sameAs)?.read;
    const read: ReadTab =
      earlier === undefined
        ? await readTab(tab, html[tab], profileUrls, pause)
        : { ...earlier, report: { ...earlier.report, tab } };
    reads.push({ tab, read, sameAs });
  }
  const cards = reads.flatMap(({ read, sameAs }) => (sameAs === null ? read.cards : []));
  const language = pageLanguage(await flatMapInSlices(cards, agesOf, pause));
  const latestMs = latestIdMs(arrived);
  const timesOf = (card: ShownCard) => idsOf(card).flatMap((id) => timeOfId(id, latestMs) ?? []);
  const dated = await flatMapInSlices(cards, (card) => datedPosts(card, language, latestMs), pause);
  const capture = captureTime(arrived, await flatMapInSlices(cards, timesOf, pause), dated);
  const test = leadTest(lead, cards, profileUrls);
  const all: Activity[] = [];
  const reports: TabReport[] = [];
  for (const { tab, read, sameAs } of reads) {
    const place = { tab: read.report.shownTab ?? tab, lead: test, capture, language };
    const own = sameAs === null ? read.cards : [];
    const activities = await flatMapInSlices(own, (card) => activitiesOf(card, place), pause);
    for (const activity of activities) all.push(activity);
    reports.push(reportOf(read, activities, sameAs));
  }
  await pause();
  const activities = mergeRepeats(all);
  return {
    activities: activities.toSorted((a, b) => timeOf(b) - timeOf(a)),
    tabs: reports,
    capturedAt: capture,
    leadKnownBy: test.knownBy,
    repeats: all.length - activities.length,
  };
}
