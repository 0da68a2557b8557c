import { shapeOf } from '@userport/ai';
import type { StatementRule } from '@userport/evidence';
import { EMPTY_INSIGHTS, type LeadInsights } from '@userport/contracts/linkedin-research';
import { z } from 'zod';
import { flatMapInSlices } from '../parse/in-slices';
import { askOnce } from './asking';
import { INSIGHTS_INSTRUCTIONS } from './prompts';
import { quotableOf } from './readable';
import type { Research } from './research';
import { type Claim, type Proven, type StatementJudge, statementShape } from './statements';

/** Traits rest on at least two different texts of the lead. */
const OF_TWO_TEXTS: StatementRule = { activities: 2 };
const OF_ONE_TEXT: StatementRule = { activities: 1 };
/** Room for five statements of each kind with their quotes. */
export const MAX_TOKENS = 6_000;

const answerSchema = z.object({
  traits: z.array(statementShape.extend({ kind: z.enum(['topics', 'tone', 'formats', 'frequency']) })),
  interests: z.array(statementShape),
  key_topics: z.array(statementShape),
  approach: statementShape.nullable(),
  conversation_starters: z.array(statementShape),
  cautions: z.array(statementShape),
});
const shape = shapeOf('lead_insights', answerSchema);

/** What a model claims about a lead. */
export type InsightsAnswer = z.infer<typeof answerSchema>;

type Said = z.infer<typeof statementShape>;

const proofOf = ({ statement, evidence }: Proven): string => [statement.text, ...evidence].join(' ');

/** Judges what a model claims about a lead by the lead's own words. */
export async function judgeInsights(
  answer: InsightsAnswer,
  judge: StatementJudge,
  pause: () => Promise<void>,
): Promise<LeadInsights> {
  const prove = (
    part: Claim['part'],
    claims: readonly (Said & { readonly kind?: string })[],
    rule: StatementRule,
  ) =>
    flatMapInSlices(
      claims,
      ({ kind, description, quotes }) => {
        const claim = { part, text: description, quotes, ...(kind === undefined ? {} : { kind }) };
        return [judge.prove(claim, rule) ?? []].flat();
      },
      pause,
      1,
    );
  const traits = await prove('trait', answer.traits, OF_TWO_TEXTS);
  const interests = await prove('interest', answer.interests, OF_ONE_TEXT);
  const topics = await prove('key_topic', answer.key_topics, OF_ONE_TEXT);
  const approach = await prove('approach', answer.approach === null ? [] : [answer.approach], OF_ONE_TEXT);
  const starters = await prove('starter', answer.conversation_starters, OF_ONE_TEXT);
  const cautions = await prove('caution', answer.cautions, OF_ONE_TEXT);
  const all = [...traits, ...interests, ...topics, ...approach, ...starters, ...cautions];
  return {
    ...EMPTY_INSIGHTS,
    personality_traits: {
      description: traits.map(({ statement }) => statement.text).join(' '),
      evidence: [...new Set(traits.flatMap(({ evidence }) => evidence))],
    },
    recommended_approach: {
      ...EMPTY_INSIGHTS.recommended_approach,
      approach: approach.map(proofOf).join(' '),
      key_topics: topics.map(({ statement }) => statement.text),
      conversation_starters: starters.map(proofOf),
      cautions: cautions.map(proofOf),
    },
    areas_of_interest: interests.map(({ statement, evidence }) => ({
      description: statement.text,
      supporting_activities: evidence,
    })),
    statements: all.map(({ statement }) => statement),
  };
}

/** What the lead's own words show, each statement with its quotes; nothing is asked when there are no own words. */
export async function findInsights(
  { models, context, known, readable, pause }: Research,
  judge: StatementJudge,
): Promise<LeadInsights> {
  const quotable = quotableOf(readable);
  if (quotable.length === 0) return EMPTY_INSIGHTS;
  const answer = await askOnce(
    {
      step: 'lead_insights',
      input: { ids: quotable.map(({ key }) => key) },
      instructions: INSIGHTS_INSTRUCTIONS,
      blocks: [
        { name: 'activities', content: quotable.map(({ shown }) => shown) },
        { name: 'known', content: known.data },
      ],
      task: 'Collect traits, interests, key topics, an approach, conversation starters and cautions.',
      shape,
      maxOutputTokens: MAX_TOKENS,
    },
    () => models.forRole('reason'),
    context,
  );
  if (answer === undefined) judge.drop({ part: 'insights', rule: 'no_answer', claimed: '' });
  return answer === undefined ? EMPTY_INSIGHTS : judgeInsights(answer, judge, pause);
}
