import { shapeOf } from '@userport/ai';
import { z } from 'zod';
import type { Description } from '../content-details';
import type { Activity } from '../parse/activity';
import { askOnce } from './asking';
import { activityForModel, DESCRIBE_INSTRUCTIONS } from './prompts';
import type { Research } from './research';

/** Activities in one question: more answers than this are cut off too often. */
export const BATCH = 25;
/** An entry has about 250 tokens. */
export const TOKENS_PER_ACTIVITY = 500;
/** Thinking and the frame of the answer. */
export const TOKENS_BESIDES = 1_000;

const entry = z.object({
  activity_id: z.string(),
  detailed_summary: z.string(),
  concise_summary: z.string(),
  one_line_summary: z.string(),
  category: z.string(),
  category_reason: z.string(),
  focus_on_company: z.boolean(),
  focus_on_company_reason: z.string(),
  colleague: z.string().nullable(),
  colleague_reason: z.string().nullable(),
  products: z.array(z.string()),
});
const shape = shapeOf('activity_descriptions', z.object({ descriptions: z.array(entry) }));

type Entry = z.infer<typeof entry>;

/** All that an activity shows, for looking names up. */
const shownOf = ({ ownWords, postText, quoted, mentions, author }: Activity): string =>
  [ownWords, postText, quoted?.text, author?.name, ...mentions.map(({ name }) => name)]
    .join('\n')
    .toLowerCase();

function descriptionOf(answer: Entry, activity: Activity): Description {
  const shown = shownOf(activity);
  const isThere = (name: string | null): name is string =>
    name !== null && name.trim() !== '' && shown.includes(name.trim().toLowerCase());
  const colleague = isThere(answer.colleague) ? answer.colleague : null;
  return {
    detailedSummary: answer.detailed_summary,
    conciseSummary: answer.concise_summary,
    oneLineSummary: answer.one_line_summary,
    category: answer.category,
    categoryReason: answer.category_reason,
    focusOnCompany: answer.focus_on_company,
    focusOnCompanyReason: answer.focus_on_company_reason,
    colleague,
    colleagueReason: colleague === null ? null : answer.colleague_reason,
    products: answer.products.filter(isThere),
  };
}

const isSaid = (answer: Entry): boolean =>
  answer.detailed_summary.trim() !== '' && answer.one_line_summary.trim() !== '';

async function ask(
  activities: readonly Activity[],
  round: number,
  { models, context }: Research,
): Promise<ReadonlyMap<string, Description>> {
  if (activities.length === 0) return new Map();
  const ids = activities.map(({ key }) => key);
  const answer = await askOnce(
    {
      step: 'describe_activities',
      input: { ids, round },
      instructions: DESCRIBE_INSTRUCTIONS,
      blocks: [{ name: 'activities', content: activities.map(activityForModel) }],
      task: `Describe these ${activities.length} activities.`,
      shape,
      maxOutputTokens: TOKENS_BESIDES + TOKENS_PER_ACTIVITY * activities.length,
    },
    () => models.forRole('extract'),
    context,
  );
  const found = new Map<string, Description>();
  for (const one of answer?.descriptions ?? []) {
    const activity = activities.find(({ key }) => key === one.activity_id);
    // An id that was not asked about, or a second answer to one, is nobody's.
    if (activity !== undefined && !found.has(activity.key) && isSaid(one))
      found.set(activity.key, descriptionOf(one, activity));
  }
  return found;
}

/** Descriptions by activity, asked in batches of up to 25; what an answer left out is asked for once more. */
export async function describeActivities(
  activities: readonly Activity[],
  research: Research,
): Promise<ReadonlyMap<string, Description>> {
  const batches = Array.from({ length: Math.ceil(activities.length / BATCH) }, (_, index) =>
    activities.slice(index * BATCH, (index + 1) * BATCH),
  );
  const first = await Promise.all(batches.map((batch) => ask(batch, 1, research)));
  const found = new Map(first.flatMap((one) => [...one]));
  const missing = activities.filter(({ key }) => !found.has(key));
  // Where nothing at all came, the model has failed and not forgotten.
  const again = found.size === 0 ? [] : [...(await ask(missing.slice(0, BATCH), 2, research))];
  return new Map([...found, ...again]);
}
