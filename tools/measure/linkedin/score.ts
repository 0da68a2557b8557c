import type { Activity, Dating } from '../../../apps/linkedin-research/src/parse/activity';
import { parseActivities } from '../../../apps/linkedin-research/src/parse/parse-activities';
import { cardList } from '../../../apps/linkedin-research/src/parse/testing';
import type { Label, LabelledTab } from './labelled';

/** What is compared of a card. */
export const ASPECTS = [
  'kind',
  'actor',
  'author',
  'own words',
  'counts',
  'hashtags, mentions, media, edited',
] as const;

/** One of {@link ASPECTS}. */
export type Aspect = (typeof ASPECTS)[number];

/** What a reading of a tab came to, beside its labels. */
export interface Score {
  /** Labels of the tab. */
  readonly labels: number;
  readonly right: Readonly<Record<Aspect, number>>;
  /** Errors of dates that are labelled exact, in ms; a date that is not exact counts as infinitely wrong. */
  readonly exactErrorsMs: readonly number[];
  /** Whether each interval contains the truth. */
  readonly intervals: readonly boolean[];
  /** Whether each date that cannot be known stayed unknown. */
  readonly undated: readonly boolean[];
  /** Activities that no label asks for. */
  readonly surplus: number;
  /** What differed, for people. */
  readonly faults: readonly string[];
}

/** The page arrives some hours after it was captured, as with Django. */
const ARRIVES_AFTER_MS = 6 * 60 * 60 * 1000;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const judgeAspect: Readonly<Record<Aspect, (found: Activity, label: Label) => boolean>> = {
  kind: (found, label) => found.kind === label.kind && found.reaction === (label.reaction ?? null),
  actor: (found, label) => (found.actor?.name ?? null) === label.actor && found.byLead === label.byLead,
  author: (found, label) => found.author?.name === label.author && found.author.kind === label.authorKind,
  'own words': (found, label) =>
    found.ownWords === label.ownWords && (found.quoted?.author?.name ?? undefined) === label.quotedAuthor,
  counts: ({ counts }, label) => same([counts.reactions, counts.comments, counts.reposts], label.counts),
  'hashtags, mentions, media, edited': (found, label) =>
    same(found.hashtags, label.hashtags ?? []) &&
    same(
      found.mentions.map(({ name }) => name),
      label.mentions ?? [],
    ) &&
    same(
      found.media.map(({ kind }) => kind),
      label.media ?? [],
    ) &&
    found.edited === (label.edited ?? false),
};

interface Dates {
  readonly exactErrorsMs: number[];
  readonly intervals: boolean[];
  readonly undated: boolean[];
}

function judgeDate(found: Dating | null, wanted: Label['acted'] | undefined, into: Dates): boolean {
  if (wanted === undefined) return true;
  if (wanted === 'unknown') {
    const right = found?.precision === 'unknown';
    into.undated.push(right);
    return right;
  }
  const [precision, iso] = wanted;
  const truth = Date.parse(iso);
  if (precision === 'exact') {
    const error = found?.precision === 'exact' ? Math.abs(found.at.getTime() - truth) : Infinity;
    into.exactErrorsMs.push(error);
    return error === 0;
  }
  const right =
    found?.precision === 'interval' && found.from.getTime() <= truth && truth <= found.to.getTime();
  into.intervals.push(right);
  return right;
}

const close = (found: Activity, label: Label): number =>
  ASPECTS.filter((aspect) => judgeAspect[aspect](found, label)).length;

/** Pairs each label with the activity of its card that fits it best. */
function paired(labels: readonly Label[], found: readonly Activity[]): [Label, Activity | undefined][] {
  const left = [...found];
  return labels.map((label) => {
    const best = [...left].sort((a, b) => close(b, label) - close(a, label))[0];
    if (best !== undefined) left.splice(left.indexOf(best), 1);
    return [label, best];
  });
}

/** Reads the cards of a tab one by one, so that none can hide behind another, and compares with the labels. */
export async function scoreTab(
  tab: LabelledTab,
  mutate: (html: string) => string = (html) => html,
): Promise<Score> {
  const right = Object.fromEntries(ASPECTS.map((aspect) => [aspect, 0])) as Record<Aspect, number>;
  const dates: Dates = { exactErrorsMs: [], intervals: [], undated: [] };
  const faults: string[] = [];
  let surplus = 0;
  const all = await activitiesByCard(tab, mutate);
  for (const [index, { labels }] of tab.cards.entries()) {
    const found = all[index] ?? [];
    surplus += Math.max(0, found.length - labels.length);
    if (found.length > labels.length) faults.push(`${tab.name}, card ${index + 1}: more than labelled`);
    for (const [label, activity] of paired(labels, found)) {
      const wrong =
        activity === undefined ? [...ASPECTS] : ASPECTS.filter((one) => !judgeAspect[one](activity, label));
      for (const aspect of ASPECTS) if (!wrong.includes(aspect)) right[aspect] += 1;
      const datesRight = [
        judgeDate(activity?.actedAt ?? null, label.acted, dates),
        judgeDate(activity?.originalPostedAt ?? null, label.original, dates),
        judgeDate(activity?.quoted?.postedAt ?? null, label.quotedAt, dates),
      ];
      const wrongDates = ['acted', 'original', 'quoted'].filter((_, place) => datesRight[place] === false);
      if (wrong.length + wrongDates.length > 0)
        faults.push(`${tab.name}, card ${index + 1}: ${[...wrong, ...wrongDates].join('; ')}`);
    }
  }
  const labels = tab.cards.reduce((sum, card) => sum + card.labels.length, 0);
  return { labels, right, ...dates, surplus, faults };
}

/** The activities of each card. The whole tab is read too, since ages and the lead are judged over all of it. */
export async function activitiesByCard(
  tab: LabelledTab,
  mutate: (html: string) => string,
): Promise<(readonly Activity[])[]> {
  const html = { posts: null, comments: null, reactions: null };
  const to = new Date(Date.parse(tab.capturedAt) + ARRIVES_AFTER_MS);
  const read = async (cards: readonly string[]) =>
    (
      await parseActivities(
        {
          html: { ...html, [tab.tab]: mutate(cardList(cards)) },
          lead: tab.lead,
          arrived: { from: new Date(0), to },
        },
        async () => undefined,
      )
    ).activities;
  const whole = await read(tab.cards.map((card) => card.html));
  const byKey = new Map(whole.map((one) => [one.key, one]));
  const alone = await Promise.all(tab.cards.map((card) => read([card.html])));
  return alone.map((found) => found.map((one) => byKey.get(one.key) ?? one));
}
