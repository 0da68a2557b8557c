import { shapeOf } from '@userport/ai';
import type { JsonObject } from '@userport/contracts';
import { openOwnWords, type StatementRule } from '@userport/evidence';
import { EMPTY_INSIGHTS, type LeadInsights } from '@userport/contracts/linkedin-research';
import { z } from 'zod';
import type { Description } from '../content-details';
import type { Activity } from '../parse/activity';
import { askOnce } from './asking';
import { evidenceText, quotableOf } from './evidence-text';
import { activityForModel, INSIGHTS_INSTRUCTIONS, knownText } from './prompts';
import type { Research } from './research';

/** Traits rest on at least two different texts of the lead. */
const OF_TWO_TEXTS: StatementRule = { activities: 2 };
const OF_ONE_TEXT: StatementRule = { activities: 1 };
/** Room for traits, interests and starters with their quotes. */
export const MAX_TOKENS = 4_000;

const quotes = z.array(z.object({ activity_id: z.string(), quote: z.string() }));
const statement = z.object({ description: z.string(), quotes });
const answerSchema = z.object({
  traits: z.array(statement.extend({ kind: z.enum(['topics', 'tone', 'formats', 'frequency']) })),
  interests: z.array(statement),
  conversation_starters: z.array(statement),
});
const shape = shapeOf('lead_insights', answerSchema);

/** What a model claims about a lead. */
export type InsightsAnswer = z.infer<typeof answerSchema>;

type Statement = z.infer<typeof statement>;

/** What may be said of a lead, and how many statements were dropped by which rule. */
export interface JudgedInsights {
  readonly insights: LeadInsights;
  readonly dropped: JsonObject;
}

interface Proven {
  readonly description: string;
  readonly evidence: readonly string[];
}

/** Keeps statements that their quotes carry; counts the others by the rule that they break. */
function openJudge(activities: readonly Activity[], inputData: JsonObject) {
  const quotable = new Map(quotableOf(activities).map((one) => [one.key, one]));
  const written = [...quotable.values()].map(({ key, ownWords }) => ({ id: key, text: ownWords }));
  const judge = openOwnWords(written, inputData);
  const dropped = new Map<string, number>();
  const prove = (claim: Statement, rule: StatementRule): readonly Proven[] => {
    const quotes = claim.quotes.map(({ activity_id: id, quote }) => ({ id, quote }));
    const judged = judge.statement({ text: claim.description, quotes, inputs: [] }, rule);
    if (!judged.supported) {
      dropped.set(judged.reason, (dropped.get(judged.reason) ?? 0) + 1);
      return [];
    }
    const evidence = judged.quotes.flatMap(({ id, quote }) => {
      const activity = quotable.get(id);
      return activity === undefined ? [] : [evidenceText(quote, activity)];
    });
    return [{ description: judged.text.trim(), evidence }];
  };
  return {
    judge: (claims: readonly Statement[], rule: StatementRule): readonly Proven[] =>
      claims.flatMap((claim) => prove(claim, rule)),
    dropped: (): JsonObject => Object.fromEntries(dropped),
  };
}

/** Judges what a model claims about a lead by the lead's own words. */
export function judgeInsights(
  answer: InsightsAnswer,
  activities: readonly Activity[],
  inputData: JsonObject,
): JudgedInsights {
  const { judge, dropped } = openJudge(activities, inputData);
  const traits = judge(answer.traits, OF_TWO_TEXTS);
  const interests = judge(answer.interests, OF_ONE_TEXT);
  const starters = judge(answer.conversation_starters, OF_ONE_TEXT);
  return {
    insights: {
      ...EMPTY_INSIGHTS,
      personality_traits: {
        description: traits.map(({ description }) => description).join(' '),
        evidence: [...new Set(traits.flatMap(({ evidence }) => evidence))],
      },
      recommended_approach: {
        ...EMPTY_INSIGHTS.recommended_approach,
        conversation_starters: starters.map(
          ({ description, evidence }) => `${description} ${evidence.join(' ')}`,
        ),
      },
      areas_of_interest: interests.map(({ description, evidence }) => ({
        description,
        supporting_activities: evidence,
      })),
    },
    dropped: dropped(),
  };
}

/** Counts and names that follow from the activities and their descriptions alone. */
export const countedInsights = (
  insights: LeadInsights,
  descriptions: readonly Description[],
  engaged: number,
): LeadInsights => ({
  ...insights,
  engaged_colleagues: [...new Set(descriptions.flatMap(({ colleague }) => colleague ?? []))],
  engaged_products: [...new Set(descriptions.flatMap(({ products }) => products))],
  num_company_related_activities: descriptions.filter(({ focusOnCompany }) => focusOnCompany).length,
  total_engaged_activities: engaged,
});

/** What the lead's own words show, each statement with its quotes; nothing is asked when there are no own words. */
export async function findInsights(
  activities: readonly Activity[],
  { models, context, inputData }: Research,
): Promise<JudgedInsights> {
  const quotable = quotableOf(activities);
  if (quotable.length === 0) return { insights: EMPTY_INSIGHTS, dropped: {} };
  const answer = await askOnce(
    {
      step: 'lead_insights',
      input: { ids: quotable.map(({ key }) => key) },
      instructions: INSIGHTS_INSTRUCTIONS,
      blocks: [
        { name: 'activities', content: quotable.map(activityForModel) },
        { name: 'known', content: knownText(inputData) },
      ],
      task: 'Collect traits, interests and conversation starters.',
      shape,
      maxOutputTokens: MAX_TOKENS,
    },
    () => models.forRole('reason'),
    context,
  );
  if (answer === undefined) return { insights: EMPTY_INSIGHTS, dropped: { no_answer: 1 } };
  return judgeInsights(answer, activities, inputData);
}
