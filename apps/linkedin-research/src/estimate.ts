import { openModels, questionCost } from '@userport/ai';
import type { EstimatedCalls, Interval } from '@userport/contracts';
import type { LeadLinkedinResearchPayload } from '@userport/contracts/linkedin-research';
import type { TaskEstimate } from '@userport/host';
import { setImmediate } from 'node:timers/promises';
import { isStale } from './cut-offs';
import type { Activity } from './parse/activity';
import { parseActivities } from './parse/parse-activities';
import { BATCH, TOKENS_BESIDES, TOKENS_PER_ACTIVITY } from './understand/describe';
import { MAX_TOKENS as INSIGHT_TOKENS } from './understand/insights';
import { quotableOf } from './understand/evidence-text';
import {
  activityForModel,
  DESCRIBE_INSTRUCTIONS,
  INSIGHTS_INSTRUCTIONS,
  knownText,
} from './understand/prompts';

/** Bytes of tags, ids and schema around the data of a question. */
const BYTES_BESIDES = 4_000;

const bytesOf = (content: unknown): number => Buffer.byteLength(JSON.stringify(content) ?? '');

/** The activities that will be described: pages are read here as the job will read them. */
async function freshOf(payload: LeadLinkedinResearchPayload, at: Date): Promise<readonly Activity[]> {
  const { activities, capturedAt } = await parseActivities(
    {
      html: {
        posts: payload.posts_html ?? null,
        comments: payload.comments_html ?? null,
        reactions: payload.reactions_html ?? null,
      },
      lead: { linkedinUrl: payload.person_linkedin_url, name: payload.person_name },
      arrived: { from: new Date(0), to: at },
    },
    () => setImmediate(),
  );
  return activities.filter(({ byLead, actedAt }) => byLead !== false && !isStale(actedAt, capturedAt.to));
}

/** What a job will ask: descriptions in batches and perhaps once more, insights where there are own words. */
export const estimate: TaskEstimate<LeadLinkedinResearchPayload, 'ai'> = async (
  payload,
  { config, log, at },
) => {
  const models = openModels(config.ai, log, () => at.getTime());
  const fresh = await freshOf(payload, at);
  const quotable = quotableOf(fresh);
  const batches = Math.ceil(fresh.length / BATCH);
  const line = (
    operation: string,
    role: 'extract' | 'reason',
    calls: Interval,
    bytes: number,
    maxOutputTokens: number,
  ): EstimatedCalls => {
    const model = models.forRole(role);
    const cost = questionCost(
      model.model,
      { bytes: { least: bytes, most: bytes + BYTES_BESIDES }, maxOutputTokens },
      at,
    );
    const usd = cost && { least: cost.least * calls.least, most: cost.most * calls.most };
    return { vendor: model.vendor, operation, model: model.model, calls, usd };
  };
  const ofActivities = (list: readonly Activity[]): number => bytesOf(list.map(activityForModel));
  const described = Math.min(BATCH, fresh.length);
  return [
    line(
      'describe_activities',
      'extract',
      { least: batches, most: batches === 0 ? 0 : batches + 1 },
      DESCRIBE_INSTRUCTIONS.length + Math.ceil(ofActivities(fresh) / Math.max(1, batches)),
      TOKENS_BESIDES + TOKENS_PER_ACTIVITY * described,
    ),
    line(
      'lead_insights',
      'reason',
      quotable.length === 0 ? { least: 0, most: 0 } : { least: 1, most: 1 },
      INSIGHTS_INSTRUCTIONS.length + ofActivities(quotable) + bytesOf(knownText(payload.input_data)),
      INSIGHT_TOKENS,
    ),
  ];
};
