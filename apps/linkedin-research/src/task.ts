import { setImmediate } from 'node:timers/promises';
import {
  EMPTY_INSIGHTS,
  leadLinkedinResearch,
  type LeadLinkedinResearchPayload,
  noActivity,
  researchBodies,
  researchProgress,
} from '@userport/contracts/linkedin-research';
import { TerminalError } from '@userport/errors';
import { defineTask, type Task, type TaskContext, type TaskResult } from '@userport/runner';
import { contentDetails } from './content-details';
import { isStale } from './cut-offs';
import type { Activity, ParsedActivities } from './parse/activity';
import { parseActivities } from './parse/parse-activities';
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

async function run(payload: LeadLinkedinResearchPayload, context: TaskContext): Promise<TaskResult> {
  const { jobId } = context;
  const progress = (percent: 10 | 30 | 60, stage: Parameters<typeof researchProgress>[3]): void =>
    context.progress(researchProgress(payload, jobId, percent, stage));
  progress(10, { stage: 'initialization' });
  const found = await parsed(payload, context);
  await recognised(found, context);
  // Whoever cannot be told to be somebody else counts as the lead: the tabs are the lead's own.
  const activities: readonly Activity[] = found.activities.filter(({ byLead }) => byLead !== false);
  progress(30, { stage: 'activity_parsing', activities_found: activities.length });
  const now = found.capturedAt.to;
  const details = activities.map((activity) =>
    contentDetails(
      activity,
      undefined,
      isStale(activity.actedAt, now) ? 'failed_stale_publish_date' : 'not_described',
    ),
  );
  const bodies = researchBodies(payload, jobId, {
    contentDetails: details.length > 0 ? details : [noActivity()],
    insights: EMPTY_INSIGHTS,
    report: parseReport(found),
  });
  const summary = {
    status: 'completed',
    job_id: jobId,
    account_id: payload.account_id,
    lead_id: payload.lead_id,
    activities_processed: activities.length,
    tabs: found.tabs.map(({ tab, status }) => ({ tab, status })),
  };
  return { bodies, total: bodies.length, summary };
}

/** The task `lead_linkedin_research`: see its contract. */
export const linkedinResearchTask = (): Task<LeadLinkedinResearchPayload> =>
  defineTask({ contract: leadLinkedinResearch, run });
