import type { Activity } from '../../apps/linkedin-research/src/parse/activity';
import type { Row } from '../bench/report';
import { corpus } from './linkedin/fixtures/corpus';
import { forgedRows } from './linkedin/forged';
import { MUTATIONS } from './linkedin/mutations';
import { orderRows } from './linkedin/order-rows';
import { activitiesByCard, ASPECTS, type Score, scoreTab } from './linkedin/score';

/** The id of a comment's card is made this long after the comment's, at most. */
const SECONDS_BETWEEN_IDS_MS = 60_000;

const share = (right: number, all: number): number => (all === 0 ? Number.NaN : right / all);
const yes = (all: readonly boolean[]): number => share(all.filter(Boolean).length, all.length);
const sum = (scores: readonly Score[], of: (score: Score) => number): number =>
  scores.reduce((total, score) => total + of(score), 0);

async function readingRows(say: (text: string) => void): Promise<Row[]> {
  const scores = await Promise.all(corpus.map((tab) => scoreTab(tab)));
  for (const fault of scores.flatMap(({ faults }) => faults)) say(fault);
  const labels = sum(scores, (one) => one.labels);
  const errors = scores.flatMap((one) => one.exactErrorsMs);
  const intervals = scores.flatMap((one) => one.intervals);
  const undated = scores.flatMap((one) => one.undated);
  return [
    {
      what: 'cards',
      value: corpus.reduce((total, tab) => total + tab.cards.length, 0),
      unit: 'cards',
      least: 60,
    },
    { what: 'activities labelled in them', value: labels, unit: 'activities' },
    ...ASPECTS.map((aspect): Row => ({
      what: `${aspect} right`,
      value: share(
        sum(scores, (one) => one.right[aspect]),
        labels,
      ),
      unit: 'of 1',
      least: 1,
    })),
    { what: 'activities read that nobody did', value: sum(scores, (one) => one.surplus), unit: '', limit: 0 },
    {
      what: `largest error of ${errors.length} exact dates`,
      value: Math.max(...errors),
      unit: 'ms',
      limit: 0,
    },
    {
      what: `${intervals.length} intervals contain the truth`,
      value: yes(intervals),
      unit: 'of 1',
      least: 1,
    },
    { what: `${undated.length} undated stay undated`, value: yes(undated), unit: 'of 1', least: 1 },
  ];
}

/** An act by its ids, and its time where that is known exactly. */
const actsOf = (activities: readonly Activity[]): Map<string, number | undefined> =>
  new Map(
    activities.flatMap(({ ids, actedAt }) => {
      const time = actedAt.precision === 'exact' ? actedAt.at.getTime() : undefined;
      return [ids.act, ids.comment].flatMap((id) => (id === null ? [] : [[id, time] as const]));
    }),
  );

/** Ids of what carries ids, before and after a change of the markup; and no other exact time for any of them. */
async function mutationRows(): Promise<Row[]> {
  const withIds = corpus.filter(({ name }) => !name.includes('embedded'));
  const rows: Row[] = [];
  for (const { name, mutate } of MUTATIONS) {
    let [carried, kept, moved] = [0, 0, 0];
    for (const tab of withIds) {
      const before = await activitiesByCard(tab, (html) => html);
      const after = await activitiesByCard(tab, mutate);
      before.forEach((activities, index) => {
        const acts = actsOf(after[index] ?? []);
        for (const { ids: one, actedAt } of activities) {
          const id = one.act ?? one.comment;
          if (id === null) continue;
          carried += 1;
          if (acts.has(id)) kept += 1;
          const time = acts.get(id);
          // A comment has an id of its own; without its text its card's id, seconds later, dates it.
          const slackMs = one.comment === null ? 0 : SECONDS_BETWEEN_IDS_MS;
          const known = actedAt.precision === 'exact' ? actedAt.at.getTime() : undefined;
          if (time !== undefined && (known === undefined || Math.abs(time - known) > slackMs)) moved += 1;
        }
      });
    }
    rows.push({
      what: `ids still read: ${name} (${carried} ids)`,
      value: share(kept, carried),
      unit: 'of 1',
      least: 1,
    });
    rows.push({ what: `  other exact times: ${name}`, value: moved, unit: '', limit: 0 });
  }
  return rows;
}

/**
 * How right the reading of LinkedIn's markups is, over cards labelled by hand; and what a model that obeys, forges or
 * invents gets delivered.
 */
export const measure = async (say: (text: string) => void): Promise<readonly Row[]> => [
  ...(await readingRows(say)),
  ...(await mutationRows()),
  ...(await orderRows(say)),
  ...(await forgedRows(say)),
];
