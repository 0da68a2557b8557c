import { defineContract } from '../task-contract';
import { failedLeadsBody } from './apollo-leads/bodies';
import { apolloLeadsPayload, type ApolloLeadsPayload } from './apollo-leads/payload';

export { leadsBodies, LEADS_PER_PAGE, type LeadsOverview, leadsProgress } from './apollo-leads/bodies';
export type {
  CurrentEmployment,
  DeliveredLead,
  LeadEmployment,
  LeadEvaluation,
  StructuredLead,
} from './apollo-leads/lead';
export type { ApolloLeadsPayload } from './apollo-leads/payload';

const DEFAULT_MAX_RETRIES = 3;

/**
 * The people of an account who are worth talking to about a product: found at Apollo, judged, the promising ones
 * revealed and enriched, delivered in pages.
 */
export const apolloLeads = defineContract<ApolloLeadsPayload>({
  name: 'lead_identification_apollo',
  app: 'apollo-leads',
  summary: 'Finds the people of an account who fit a product, with scores that code computes from evidence.',
  payload: apolloLeadsPayload,
  jobId: (payload) => payload.job_id ?? undefined,
  entities: (payload) => [{ entityId: payload.account_id, kind: 'account' }],
  leads: 'among_others',
  maxRetries: (payload) => payload.max_retries ?? DEFAULT_MAX_RETRIES,
  budgetUsd: (payload) => payload.budget_usd ?? undefined,
  volatileFields: ['attempt_number', 'max_retries'],
  // Django gives no job id, so each of its calls is a job of its own; whoever gives one means that one.
  newPayload: 'refuse',
  // Pages carry numbers of their own: Django skips those that it has and stores the others.
  repeatedCreate: 'redeliver',
  closingBodies: (_payload, { details, jobId, entityId }) => [failedLeadsBody(jobId, entityId, details)],
});
