import { openModels, questionCost } from '@userport/ai';
import type { EstimatedCalls, Interval } from '@userport/contracts';
import type { LeadLinkedinResearchPayload } from '@userport/contracts/linkedin-research';
import type { TaskEstimate } from '@userport/host';
import { setImmediate } from 'node:timers/promises';
import { isStale } from './cut-offs';
import { parseActivities } from './parse/parse-activities';
import { BATCH, TOKENS_BESIDES, TOKENS_PER_ACTIVITY } from './understand/describe';
import { MAX_TOKENS as INSIGHT_TOKENS } from './understand/insights';
import { briefOf, knownOf, tellsOfLead } from './understand/known';
import { DESCRIBE_INSTRUCTIONS, INSIGHTS_INSTRUCTIONS, SIGNALS_INSTRUCTIONS } from './understand/prompts';
import { quotableOf, type ReadableActivity, readableActivities } from './understand/readable';
import { MAX_TOKENS as SIGNAL_TOKENS } from './understand/signals';

/** Bytes of tags, ids and schema around the data of a question. */
const BYTES_BESIDES = 4_000;

const bytesOf = (content: unknown): number => Buffer.byteLength(JSON.stringify(content) ?? '');

const pause = (): Promise<void> => setImmediate();

/** The activities that models will be asked about: pages are read here as the job will read them. */
async function readableOf(
  payload: LeadLinkedinResearchPayload,
  at: Date,
): Promise<readonly ReadableActivity[]> {
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
    pause,
  );
  const fresh = activities.filter(
    ({ byLead, actedAt }) => byLead !== false && !isStale(actedAt, capturedAt.to),
  );
  return readableActivities(fresh, pause);
}

const never: Interval = { least: 0, most: 0 };
const once: Interval = { least: 1, most: 1 };

/** What a job will ask: descriptions in batches and perhaps once more; insights and signals where something is known. */
export const estimate: TaskEstimate<LeadLinkedinResearchPayload, 'ai'> = async (
  payload,
  { config, log, at },
) => {
  const models = openModels(config.ai, log, () => at.getTime());
  const readable = await readableOf(payload, at);
  const known = knownOf(payload);
  const shown = readable.filter(({ givesOrders }) => !givesOrders);
  const quotable = quotableOf(readable);
  const batches = Math.ceil(shown.length / BATCH);
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
  const ofActivities = (list: readonly ReadableActivity[]): number => bytesOf(list.map((one) => one.shown));
  const described = Math.min(BATCH, shown.length);
  const ofOwnWords = ofActivities(quotable) + bytesOf(known.data);
  return [
    line(
      'describe_activities',
      'extract',
      { least: batches, most: batches === 0 ? 0 : batches + 1 },
      DESCRIBE_INSTRUCTIONS.length +
        bytesOf(briefOf(known)) +
        Math.ceil(ofActivities(shown) / Math.max(1, batches)),
      TOKENS_BESIDES + TOKENS_PER_ACTIVITY * described,
    ),
    line(
      'lead_insights',
      'reason',
      quotable.length === 0 ? never : once,
      INSIGHTS_INSTRUCTIONS.length + ofOwnWords,
      INSIGHT_TOKENS,
    ),
    line(
      'personalization_signals',
      'reason',
      quotable.length === 0 && !tellsOfLead(known) ? never : once,
      SIGNALS_INSTRUCTIONS.length + ofOwnWords,
      SIGNAL_TOKENS,
    ),
  ];
};
