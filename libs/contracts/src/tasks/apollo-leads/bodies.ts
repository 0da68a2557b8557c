import type { CallbackBody } from '../../callback';
import type { JsonObject } from '../../json';
import { type DeliveredLead, fitted } from './lead';

/** As the Django application expects it of its worker. */
export const LEADS_PER_PAGE = 20;

/** What every body of a lead job says. */
export const leadsEnvelope = (jobId: string, accountId: string) => ({
  job_id: jobId,
  account_id: accountId,
  lead_id: null,
  enrichment_type: 'generate_leads',
  source: 'apollo',
  orchestration_data: null,
});

/** What a progress callback says. */
export const leadsProgress = (
  jobId: string,
  accountId: string,
  percent: number,
  processedData: JsonObject,
): JsonObject => ({
  ...leadsEnvelope(jobId, accountId),
  status: 'processing',
  is_partial: false,
  completion_percentage: percent,
  processed_data: processedData,
});

/** What is told on every page beside its leads. */
export interface LeadsOverview {
  readonly score_distribution: JsonObject;
  readonly metrics: JsonObject;
}

const pageBody = (
  leads: readonly DeliveredLead[],
  place: { readonly page: number; readonly last: number; readonly all: number },
) => ({
  pagination: {
    page: place.page,
    total_pages: place.last,
    leads_per_page: LEADS_PER_PAGE,
    total_leads: place.all,
    current_chunk: {
      qualified_leads: leads.filter(({ qualified }) => qualified).length,
      structured_leads: leads.length,
      all_leads: leads.length,
    },
  },
  structured_leads: leads.map(({ lead }) => fitted(lead)),
  all_leads: leads.map(({ evaluation }) => evaluation),
  qualified_leads: leads.filter(({ qualified }) => qualified).map(({ evaluation }) => evaluation),
});

/**
 * The pages of a result, in strict order, 20 leads each and at least one page: a body without `pagination` is skipped
 * on a row that is completed. Django skips a page number that it has seen in any earlier run of the account and takes
 * every other one in any state of its row, so numbers begin at a time in ms and `total_pages` is the last of them.
 * @param firstPage when this generation was elected, ms since 1970
 */
export function leadsBodies(
  jobId: string,
  accountId: string,
  firstPage: number,
  leads: readonly DeliveredLead[],
  overview: LeadsOverview,
): CallbackBody[] {
  const count = Math.max(1, Math.ceil(leads.length / LEADS_PER_PAGE));
  const last = firstPage + count - 1;
  return Array.from({ length: count }, (_, index) => {
    const slice = leads.slice(index * LEADS_PER_PAGE, (index + 1) * LEADS_PER_PAGE);
    const { pagination, ...lists } = pageBody(slice, { page: firstPage + index, last, all: leads.length });
    return {
      body: {
        ...leadsEnvelope(jobId, accountId),
        status: 'completed',
        is_partial: false,
        completion_percentage: 100,
        raw_data: null,
        attempt_number: null,
        max_retries: null,
        processed_data: { ...overview, ...lists },
        pagination,
      },
    };
  });
}

/** The body that tells Django that there is no result. */
export const failedLeadsBody = (jobId: string, accountId: string, details: JsonObject): CallbackBody => ({
  body: {
    ...leadsEnvelope(jobId, accountId),
    status: 'failed',
    is_partial: false,
    completion_percentage: 100,
    processed_data: { stage: details['stage'] ?? 'unknown' },
    error_details: details,
  },
});
