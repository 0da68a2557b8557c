import { defineContract } from '../task-contract';
import { failedResearch } from './linkedin-research/bodies';
import { leadLinkedinResearchPayload, type LeadLinkedinResearchPayload } from './linkedin-research/payload';

export {
  type ContentDetails,
  EMPTY_INSIGHTS,
  type LeadInsights,
  noActivity,
  type ProvenStatement,
  researchBodies,
  researchProgress,
} from './linkedin-research/bodies';
export type { LeadLinkedinResearchPayload } from './linkedin-research/payload';

const DEFAULT_MAX_RETRIES = 3;

/**
 * The LinkedIn activity of one lead, read out of captured pages. The unit of work is the lead. Django names every
 * capture of a lead alike, so a new capture under a known job id is the next generation.
 */
export const leadLinkedinResearch = defineContract<LeadLinkedinResearchPayload>({
  name: 'lead_linkedin_research',
  app: 'linkedin-research',
  summary:
    'Reads what a lead posted, commented and reacted to on LinkedIn out of captured pages, with dates and insights.',
  payload: leadLinkedinResearchPayload,
  jobId: ({ job_id: jobId, lead_id: leadId }) => jobId ?? `linkedin_research_${leadId}`,
  entities: ({ lead_id: entityId }) => [{ entityId, kind: 'lead' }],
  leads: 'unit',
  maxRetries: ({ max_retries: maxRetries }) => maxRetries ?? DEFAULT_MAX_RETRIES,
  // None of these changes what is researched.
  volatileFields: ['attempt_number', 'max_retries', 'origin', 'research_request_type', 'user_id'],
  newPayload: 'new_generation',
  // Django has set the lead to processing before it asked again, and only a report ends that.
  repeatedCreate: 'redeliver',
  closingBodies: (payload, { jobId, entityId, details }) =>
    failedResearch({ ...payload, lead_id: entityId }, jobId, details),
});
