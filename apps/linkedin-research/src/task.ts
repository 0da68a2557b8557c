import { setImmediate } from 'node:timers/promises';
import type { Models } from '@userport/ai';
import type { JsonObject } from '@userport/contracts';
import {
  leadLinkedinResearch,
  type LeadLinkedinResearchPayload,
  noActivity,
  researchBodies,
  researchProgress,
} from '@userport/contracts/linkedin-research';
import { TerminalError } from '@userport/errors';
import { defineTask, type Task, type TaskContext, type TaskResult } from '@userport/runner';
import { contentDetails, type Description, type ProcessingStatus } from './content-details';
import { isStale } from './cut-offs';
import type { Activity, ParsedActivities } from './parse/activity';
import { parseActivities } from './parse/parse-activities';
import { describeActivities } from './understand/describe';
import { countedInsights, findInsights } from './understand/insights';
import type { Research } from './understand/research';
import { captureVerdict, notRecognised, parseReport } from './research-report';

/** Others get their turn between two pieces of a page. */
const pause = (): Promise<void> => setImmediate();

function parsed(payload: LeadLinkedinResearchPayload, context: TaskContext): Promise<ParsedActivities> {
  const html = {
    posts: payload.posts_html ?? null,
    comments: payload.comments_html ?? null,
    reactions: payload.reactions_html ?? null,
  };
  const lead = { linkedinUrl: payload.person_linkedin_url, name: payload.person_name };
  // A capture does not grow younger when the job is tried again.
  const arrived = { from: new Date(0), to: new Date(context.electedAtMs) };
  return parseActivities({ html, lead, arrived }, pause);
}

/**
 * Keeps how the pages were read; the pages themselves are stored once, compressed, with the payload.
 * @throws TerminalError `nothing_recognised` with statuses and counts, never text of a page
 */
async function recognised(
  found: ParsedActivities,
  context: TaskContext,
): Promise<'activities' | 'no_activity'> {
  const verdict = captureVerdict(found);
  await context.recordRaw({
    step: 'parse',
    source: 'linkedin',
    raw: parseReport(found),
    processed: { verdict },
  });
  if (verdict === 'not_recognised')
    throw new TerminalError(notRecognised(found), { code: 'nothing_recognised' });
  return verdict;
}

const statusOf = (fresh: boolean, description: Description | undefined): ProcessingStatus =>
  fresh ? (description === undefined ? 'not_described' : 'complete') : 'failed_stale_publish_date';

async function run(
  models: Models,
  payload: LeadLinkedinResearchPayload,
  context: TaskContext,
): Promise<TaskResult> {
  const { jobId } = context;
  const progress = (percent: 10 | 30 | 60, stage: Parameters<typeof researchProgress>[3]): void =>
    context.progress(researchProgress(payload, jobId, percent, stage));
  progress(10, { stage: 'initialization' });
  const found = await parsed(payload, context);
  await recognised(found, context);
  // Whoever cannot be told to be somebody else counts as the lead: the tabs are the lead's own.
  const activities: readonly Activity[] = found.activities.filter(({ byLead }) => byLead !== false);
  progress(30, { stage: 'activity_parsing', activities_found: activities.length });
  const fresh = activities.filter(({ actedAt }) => !isStale(actedAt, found.capturedAt.to));
  const research: Research = { models, context, inputData: (payload.input_data ?? {}) as JsonObject };
  const [descriptions, judged] = await Promise.all([
    describeActivities(fresh, research),
    findInsights(fresh, research),
  ]);
  progress(60, { stage: 'content_processing', content_processed: descriptions.size });
  const details = activities.map((activity) => {
    const description = descriptions.get(activity.key);
    return contentDetails(activity, description, statusOf(fresh.includes(activity), description));
  });
  const insights = countedInsights(judged.insights, [...descriptions.values()], fresh.length);
  const report = { ...parseReport(found), dropped_statements: judged.dropped };
  const bodies = researchBodies(payload, jobId, {
    contentDetails: details.length > 0 ? details : [noActivity()],
    insights,
    report,
  });
  const summary = {
    status: 'completed',
    job_id: jobId,
    account_id: payload.account_id,
    lead_id: payload.lead_id,
    activities_processed: activities.length,
    content_generated: descriptions.size,
    dropped_statements: judged.dropped,
    tabs: found.tabs.map(({ tab, status }) => ({ tab, status })),
  };
  return { bodies, total: bodies.length, summary };
}

/** What the task is made of. */
export interface LinkedinResearchParts {
  readonly models: Models;
}

/** The task `lead_linkedin_research`: see its contract. */
export const linkedinResearchTask = ({ models }: LinkedinResearchParts): Task<LeadLinkedinResearchPayload> =>
  defineTask({ contract: leadLinkedinResearch, run: (payload, context) => run(models, payload, context) });
