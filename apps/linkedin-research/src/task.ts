import { setImmediate } from 'node:timers/promises';
import type { Models } from '@userport/ai';
import {
  leadLinkedinResearch,
  type LeadLinkedinResearchPayload,
  noActivity,
  researchBodies,
  researchProgress,
} from '@userport/contracts/linkedin-research';
import { TerminalError } from '@userport/errors';
import { defineTask, type Task, type TaskContext, type TaskResult } from '@userport/runner';
import { stopIfCompleted } from './account-probe';
import { contentDetails, type Description, type ProcessingStatus } from './content-details';
import { isStale } from './cut-offs';
import type { Activity, ParsedActivities } from './parse/activity';
import { parseActivities } from './parse/parse-activities';
import { type CaptureVerdict, captureVerdict, notRecognised, parseReport } from './research-report';
import { knownOf } from './understand/known';
import { type ReadableActivity, readableActivities } from './understand/readable';
import { countByRule } from './understand/research';
import { understand, type Understanding } from './understand/understand';

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

/** Keeps how the pages were read; the pages themselves are stored once, compressed, with the payload. */
const keepReading = (found: ParsedActivities, context: TaskContext): void =>
  context.recordRaw({
    step: 'parse',
    source: 'linkedin',
    raw: parseReport(found),
    processed: { verdict: captureVerdict(found) },
  });

const statusOf = (
  readable: ReadableActivity | undefined,
  description: Description | undefined,
): ProcessingStatus => {
  if (readable === undefined) return 'failed_stale_publish_date';
  if (readable.givesOrders) return 'withheld_gives_orders';
  return description === undefined ? 'not_described' : 'complete';
};

/** Every activity as Django reads it, newest first; one item of nulls where there is none. */
function detailsOf(
  activities: readonly Activity[],
  readable: readonly ReadableActivity[],
  { descriptions }: Understanding,
  verdict: CaptureVerdict,
) {
  if (activities.length === 0)
    return [noActivity(verdict === 'only_others' ? 'no_activity_of_lead' : 'no_activity')];
  const byKey = new Map(readable.map((one) => [one.key, one]));
  return activities.map((activity) => {
    const description = descriptions.get(activity.key);
    return contentDetails(activity, description, statusOf(byKey.get(activity.key), description));
  });
}

/** What a research is made of and how it behaves. */
export interface LinkedinResearchParts {
  readonly models: Models;
  /** Ask Django first whether it would ignore the result. */
  readonly stopWhenAccountCompleted: boolean;
}

/** @throws TerminalError `nothing_recognised` with statuses and counts, never text of a page; `account_completed` */
async function run(
  { models, stopWhenAccountCompleted }: LinkedinResearchParts,
  payload: LeadLinkedinResearchPayload,
  context: TaskContext,
): Promise<TaskResult> {
  const { jobId } = context;
  const progress = (percent: 10 | 30 | 60, stage: Parameters<typeof researchProgress>[3]): void =>
    context.progress(researchProgress(payload, jobId, percent, stage));
  if (stopWhenAccountCompleted && !context.retried) await stopIfCompleted(payload, context);
  else progress(10, { stage: 'initialization' });
  const found = await parsed(payload, context);
  const verdict = captureVerdict(found);
  if (verdict === 'not_recognised') {
    keepReading(found, context);
    throw new TerminalError(notRecognised(found), { code: 'nothing_recognised' });
  }
  // Whoever cannot be told to be somebody else counts as the lead: the tabs are the lead's own.
  const activities: readonly Activity[] = found.activities.filter(({ byLead }) => byLead !== false);
  progress(30, { stage: 'activity_parsing', activities_found: activities.length });
  const now = found.capturedAt.to;
  const fresh = activities.filter(({ actedAt }) => !isStale(actedAt, now));
  const readable = await readableActivities(fresh, pause);
  const known = knownOf(payload);
  keepReading(found, context);
  const understanding = await understand({ models, context, known, readable, pause }, now);
  const { descriptions, insights, dropped } = understanding;
  progress(60, { stage: 'content_processing', content_processed: descriptions.size });
  // What was claimed and not believed is for people who look at the raw data, and is never delivered.
  context.recordRaw({ step: 'understand', source: 'models', raw: { dropped } });
  const report = {
    ...parseReport(found),
    dropped_statements: countByRule(dropped),
    texts_withheld_from_models: known.withheld + readable.filter(({ givesOrders }) => givesOrders).length,
  };
  const bodies = researchBodies(payload, jobId, {
    contentDetails: detailsOf(activities, readable, understanding, verdict),
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
    dropped_statements: countByRule(dropped),
    tabs: found.tabs.map(({ tab, status }) => ({ tab, status })),
  };
  return { bodies, total: bodies.length, summary };
}

/** The task `lead_linkedin_research`: see its contract. */
export const linkedinResearchTask = (parts: LinkedinResearchParts): Task<LeadLinkedinResearchPayload> =>
  defineTask({ contract: leadLinkedinResearch, run: (payload, context) => run(parts, payload, context) });
