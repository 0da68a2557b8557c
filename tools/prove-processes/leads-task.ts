import { type CallbackBody, defineContract, type JsonObject, sha256Base32 } from '@userport/contracts';
import { TerminalError } from '@userport/errors';
import { defineTask, type Task, type TaskContext } from '@userport/runner';
import { z } from 'zod';

const payload = z.object({
  job_id: z.string(),
  account_id: z.string(),
  /** Paid calls, one after another. */
  searches: z.number().int().min(0),
  /** Leads in the result. */
  leads: z.number().int().min(1),
  page_size: z.number().int().min(1),
  /** Characters of filling in each lead. */
  about_characters: z.number().int().min(0).optional(),
  /** Texts whose hashes the result shall tell. */
  texts: z.array(z.string()).optional(),
  /** Generations before this one end as a failure. */
  succeeds_from: z.number().int().min(1).optional(),
});

/** What the probe is asked for. */
export type LeadsPayload = z.infer<typeof payload>;

/** A task that only proofs and measurements know: paid calls, then a result in pages, as a stream. */
export const leadsContract = defineContract<LeadsPayload>({
  name: 'probe_leads',
  app: 'probe-leads',
  summary: 'Finds invented leads, so that the machinery around a task can be watched.',
  payload,
  jobId: ({ job_id: jobId }) => jobId,
  entities: ({ account_id: entityId }) => [{ entityId, kind: 'account' }],
  leads: 'none',
  maxRetries: () => 3,
  volatileFields: [],
  newPayload: 'refuse',
  repeatedCreate: 'acknowledge',
  closingBodies: (_payload, { jobId, entityId, details }) => [
    {
      body: {
        ...envelope({ jobId, entityId }),
        status: 'failed',
        is_partial: false,
        completion_percentage: 100,
        error_details: details,
      },
    },
  ],
});

const envelope = ({ jobId, entityId }: { readonly jobId: string; readonly entityId: string }) => ({
  job_id: jobId,
  account_id: entityId,
  lead_id: null,
  enrichment_type: 'generate_leads',
  source: 'apollo',
});

/** The lead of a number, the same for every run. */
const leadOf = (accountId: string, number: number, aboutCharacters: number): JsonObject => ({
  id: `${accountId}-${number}`,
  linkedin_url: `https://www.linkedin.com/in/${accountId}-${number}-demo`,
  full_name: `Lead ${number}`,
  first_name: 'Lead',
  last_name: `${number}`,
  about: `${number} `.repeat(Math.ceil(aboutCharacters / `${number} `.length)).slice(0, aboutCharacters),
});

/** The pages of a result, made one by one as they are asked for. */
async function* pagesOf(
  { leads, page_size: size, about_characters: aboutCharacters = 0, texts }: LeadsPayload,
  context: Pick<TaskContext, 'jobId' | 'entityId'>,
): AsyncGenerator<CallbackBody> {
  const pages = Math.ceil(leads / size);
  for (let page = 1; page <= pages; page += 1) {
    const numbers = Array.from(
      { length: Math.min(size, leads - (page - 1) * size) },
      (_, index) => index + 1,
    );
    const found = numbers.map((index) =>
      leadOf(context.entityId, (page - 1) * size + index, aboutCharacters),
    );
    yield {
      body: {
        ...envelope(context),
        status: 'completed',
        is_partial: false,
        completion_percentage: 100,
        processed_data: {
          structured_leads: found,
          all_leads: found.map(({ id = '' }) => ({ id, fit_score: 50 })),
          qualified_leads: [],
        },
        ...(texts && { metadata: { texts_sha256: texts.map(sha256Base32) } }),
        pagination: { page, total_pages: pages, leads_per_page: size, total_leads: leads },
      },
    };
  }
}

/** Makes one paid call. */
export type Search = (call: {
  readonly jobId: string;
  readonly number: number;
  readonly idempotencyKey: string;
  readonly signal: AbortSignal;
}) => Promise<JsonObject>;

const ESTIMATE_USD = 0.01;

/** The probe, with its vendor. */
export const leadsTask = (search: Search): Task<LeadsPayload> =>
  defineTask({
    contract: leadsContract,
    async run(asked, context) {
      for (let number = 1; number <= asked.searches; number += 1) {
        await context.step('search', { number }, async ({ bill, signal, idempotencyKey }) => {
          const planned = { vendor: 'invented', operation: 'search', estimateUsd: ESTIMATE_USD };
          const reservation = await bill.reserve(planned);
          const found = await search({ jobId: context.jobId, number, idempotencyKey, signal });
          reservation.settle({ units: { calls: 1 }, costUsd: ESTIMATE_USD });
          return found;
        });
      }
      if (context.generation < (asked.succeeds_from ?? 1))
        throw new TerminalError('This generation is asked to fail.', { code: 'asked_to_fail' });
      const total = Math.ceil(asked.leads / asked.page_size);
      return { bodies: pagesOf(asked, context), total, summary: { leads: asked.leads } };
    },
  });
