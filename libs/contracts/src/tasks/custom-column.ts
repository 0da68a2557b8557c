import { defineContract } from '../task-contract';
import { columnBodies, failedValue } from './custom-column/bodies';
import { customColumnPayload, type CustomColumnPayload } from './custom-column/payload';

export { columnBodies, columnEnvelope, type CustomColumnValue, failedValue } from './custom-column/bodies';
export type { CustomColumnPayload } from './custom-column/payload';
export { LARGEST_NUMBER, RESPONSE_CONFIGS, type ResponseType } from './custom-column/response-config';

const DEFAULT_MAX_RETRIES = 3;

const entityIdsOf = ({ entity_ids: ids }: Partial<CustomColumnPayload>): string[] =>
  Array.isArray(ids) ? ids.filter((one) => typeof one === 'string') : [];

/**
 * A custom column: one question, answered for each of a list of accounts or leads. The unit of work is the column;
 * its entities are values of one result.
 */
export const customColumn = defineContract<CustomColumnPayload>({
  name: 'custom_column',
  app: 'custom-column',
  summary:
    'Answers one question for each account or lead of a list, as text, data, yes or no, number or choice.',
  payload: customColumnPayload,
  jobId: (payload) => payload.job_id ?? undefined,
  entities: (payload) => [{ entityId: payload.column_id, kind: 'column' }],
  leads: 'among_others',
  maxRetries: (payload) => payload.max_retries ?? DEFAULT_MAX_RETRIES,
  budgetUsd: (payload) => payload.budget_usd ?? undefined,
  // Names of one request among others; none of them changes what is asked.
  volatileFields: ['attempt_number', 'batch_metadata', 'max_retries', 'orchestration_id', 'request_id'],
  newPayload: 'refuse',
  // Django gives every generation of values a job id of its own, so a known one is the same call once more and its
  // cells have their values. Sending those again could put old values over newer ones, and would start the next column
  // of a chain a second time; an operator's redeliver can still do it.
  repeatedCreate: 'acknowledge',
  closingBodies(payload, { kind, reason, details, jobId, entityId }) {
    const values = entityIdsOf(payload).map((id) => failedValue(entityId, id, { error: reason, ...details }));
    return columnBodies({ ...payload, column_id: entityId }, jobId, values, {
      avgConfidence: null,
      processingTimeSeconds: null,
      // A failed column must not silently take the columns after it along: they get their turn and see cells with
      // errors. Whoever cancels wants no further work.
      continueChain: kind === 'failure',
      errorDetails: details,
    });
  },
});
