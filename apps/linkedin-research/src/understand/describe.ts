import { shapeOf } from '@userport/ai';
import pLimit from 'p-limit';
import { z } from 'zod';
import { allEnded } from '../all-ended';
import type { Description } from '../content-details';
import { askOnce } from './asking';
import { CATEGORIES, openDescriptionJudge } from './description';
import { briefOf } from './known';
import { DESCRIBE_INSTRUCTIONS } from './prompts';
import type { ReadableActivity } from './readable';
import type { Dropped, Research } from './research';

/** Activities in one question: more answers than this are cut off too often. */
export const BATCH = 25;
/** An entry has about 250 tokens. */
export const TOKENS_PER_ACTIVITY = 500;
/** Thinking and the frame of the answer. */
export const TOKENS_BESIDES = 1_000;
/** Questions of one job that a model answers at a time. */
const AT_A_TIME = 8;

const entry = z.object({
  activity_id: z.string(),
  detailed_summary: z.string(),
  concise_summary: z.string(),
  one_line_summary: z.string(),
  category: z.enum(CATEGORIES),
  category_reason: z.string(),
  focus_on_company: z.boolean(),
  focus_on_company_reason: z.string(),
  colleague: z.string().nullable(),
  colleague_reason: z.string().nullable(),
  products: z.array(z.string()),
});
const shape = shapeOf('activity_descriptions', z.object({ descriptions: z.array(entry) }));

/** What activities are about. */
export interface Described {
  /** By the key of the activity. */
  readonly descriptions: ReadonlyMap<string, Description>;
  readonly dropped: readonly Dropped[];
}

type Judge = ReturnType<typeof openDescriptionJudge>;

async function ask(
  batch: readonly ReadableActivity[],
  round: number,
  { models, context, known, pause }: Research,
  judge: Judge,
): Promise<Described> {
  const ids = batch.map(({ key }) => key);
  const answer = await askOnce(
    {
      step: 'describe_activities',
      input: { ids, round },
      instructions: DESCRIBE_INSTRUCTIONS,
      blocks: [
        { name: 'activities', content: batch.map(({ shown }) => shown) },
        { name: 'known', content: briefOf(known) },
      ],
      task: `Describe these ${batch.length} activities.`,
      shape,
      maxOutputTokens: TOKENS_BESIDES + TOKENS_PER_ACTIVITY * batch.length,
    },
    () => models.forRole('extract'),
    context,
  );
  const descriptions = new Map<string, Description>();
  const dropped: Dropped[] = [];
  for (const one of answer?.descriptions ?? []) {
    const readable = batch.find(({ key }) => key === one.activity_id);
    // An id that was not asked about, or a second answer to one, is nobody's.
    if (readable === undefined || descriptions.has(readable.key)) continue;
    await pause();
    const judged = judge(one, readable);
    dropped.push(...judged.dropped);
    if (judged.description !== undefined) descriptions.set(readable.key, judged.description);
  }
  return { descriptions, dropped };
}

/** Descriptions by activity, asked in batches of up to 25; what is missing or was not believed is asked for once more. */
export async function describeActivities(research: Research): Promise<Described> {
  const readable = research.readable.filter(({ givesOrders }) => !givesOrders);
  const batches = Array.from({ length: Math.ceil(readable.length / BATCH) }, (_, index) =>
    readable.slice(index * BATCH, (index + 1) * BATCH),
  );
  const judge = openDescriptionJudge(research.known);
  const limit = pLimit(AT_A_TIME);
  const first = await allEnded(batches.map((batch) => limit(() => ask(batch, 1, research, judge))));
  const found = new Map(first.flatMap(({ descriptions }) => [...descriptions]));
  const missing = readable.filter(({ key }) => !found.has(key)).slice(0, BATCH);
  // Where nothing at all came, the model has failed and not forgotten.
  const again = found.size === 0 || missing.length === 0 ? [] : [await ask(missing, 2, research, judge)];
  const all = [...first, ...again];
  return {
    descriptions: new Map(all.flatMap(({ descriptions }) => [...descriptions])),
    dropped: all.flatMap(({ dropped }) => dropped),
  };
}
