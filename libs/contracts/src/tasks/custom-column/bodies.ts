import type { CallbackBody } from '../../callback';
import type { Json, JsonObject } from '../../json';
import type { CustomColumnPayload } from './payload';

/** Values in one body; Django stores each body in one transaction. */
const MOST_VALUES = 50;
/** Bytes of values in one body; the rest of the 1 MiB is for the envelope. */
const LARGEST_VALUES_BYTES = 1024 * 1024 - 16 * 1024;
/** Percent shown while values arrive: the work itself ends at 90, the completing body says 100. */
const VALUES_FROM_PERCENT = 90;
const VALUES_TO_PERCENT = 99;

/**
 * One cell as Django reads it. Of the five values it reads the one that fits the column's response type; all null
 * with status `completed` is an empty cell with its rationale.
 */
export interface CustomColumnValue extends JsonObject {
  readonly column_id: string;
  /** Must be an account or a lead that Django knows; an unknown one makes Django refuse the whole body. */
  readonly entity_id: string;
  readonly status: 'completed' | 'error';
  readonly value_string: string | null;
  /** An object or a list. */
  readonly value_json: Json;
  readonly value_boolean: boolean | null;
  /** Within decimal(19,6). */
  readonly value_number: number | null;
  /** Exactly one of the allowed values. */
  readonly value_enum: string | null;
  /** 0 to 1. */
  readonly confidence_score: number | null;
  /** Markdown. */
  readonly rationale: string | null;
  /** Null for a good value; else `error` in plain words and more. */
  readonly error_details: JsonObject | null;
  /** Evidence, model, tokens, cost: kept by Django with the value. */
  readonly generation_metadata: JsonObject | null;
}

/** A cell that has no value because something went wrong. */
export const failedValue = (
  columnId: string,
  entityId: string,
  details: JsonObject,
  metadata: JsonObject | null = null,
): CustomColumnValue => ({
  column_id: columnId,
  entity_id: entityId,
  status: 'error',
  value_string: null,
  value_json: null,
  value_boolean: null,
  value_number: null,
  value_enum: null,
  confidence_score: null,
  rationale: null,
  error_details: details,
  generation_metadata: metadata,
});

/** How a column's job ended. */
export interface ColumnEnd {
  /** Mean of the good values' confidence; null when there is none. */
  readonly avgConfidence: number | null;
  /** Null when nothing ran. */
  readonly processingTimeSeconds: number | null;
  /** False ends the chain of columns here. */
  readonly continueChain: boolean;
  /** Why the job has no result of its own, if so. */
  readonly errorDetails?: JsonObject;
}

const bytesOf = (value: JsonObject): number => Buffer.byteLength(JSON.stringify(value));

const bounded = (value: CustomColumnValue): CustomColumnValue =>
  bytesOf(value) <= LARGEST_VALUES_BYTES
    ? value
    : failedValue(value.column_id, value.entity_id, {
        error: 'The value is larger than what one callback can carry (1 MiB).',
        error_type: 'value_too_large',
        retryable: false,
      });

/** Cuts values into bodies of bounded count and size, in order. */
function pagesOf(values: readonly CustomColumnValue[]): CustomColumnValue[][] {
  const pages: CustomColumnValue[][] = [];
  let page: CustomColumnValue[] = [];
  let bytes = 0;
  for (const value of values.map(bounded)) {
    const size = bytesOf(value) + 1;
    if (page.length === MOST_VALUES || (page.length > 0 && bytes + size > LARGEST_VALUES_BYTES)) {
      pages.push(page);
      page = [];
      bytes = 0;
    }
    page.push(value);
    bytes += size;
  }
  return page.length > 0 ? [...pages, page] : pages;
}

/** What every body of a column says: Django asks for an account's id and looks only whether there is one. */
export const columnEnvelope = (jobId: string, accountId: string) => ({
  job_id: jobId,
  account_id: accountId,
  lead_id: null,
  enrichment_type: 'custom_column',
  source: 'custom_column',
});

const chainOf = (payload: Partial<CustomColumnPayload>): JsonObject | null => {
  const data = payload.orchestration_data;
  // It came as JSON and goes back as it came.
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as JsonObject) : null;
};

/**
 * The bodies of a column's result: first the values, in bodies with status `processing` (at most 50 values and 1 MiB
 * each), then one `completed` without values. Django starts the next column of a chain before it stores the values
 * of the same body, so the values must already be there. The completing body is marked `once` when a chain follows:
 * Django starts the next column at every repeat.
 */
export function columnBodies(
  payload: Partial<CustomColumnPayload>,
  jobId: string,
  values: readonly CustomColumnValue[],
  end: ColumnEnd,
): CallbackBody[] {
  const accountId = values[0]?.entity_id ?? payload.column_id ?? jobId;
  const envelope = columnEnvelope(jobId, accountId);
  const orchestrationData = end.continueChain ? chainOf(payload) : null;
  const next = orchestrationData?.['next_columns'];
  let sent = 0;
  const bodies: CallbackBody[] = pagesOf(values).map((page) => {
    sent += page.length;
    const share = (VALUES_TO_PERCENT - VALUES_FROM_PERCENT) * (sent / values.length);
    return {
      body: {
        ...envelope,
        status: 'processing',
        is_partial: true,
        completion_percentage: VALUES_FROM_PERCENT + Math.floor(share),
        orchestration_data: null,
        processed_data: {
          stage: 'values',
          processed_count: sent,
          total_count: values.length,
          values: page,
        },
      },
    };
  });
  const failed = values.filter(({ status }) => status === 'error').length;
  bodies.push({
    body: {
      ...envelope,
      status: 'completed',
      is_partial: false,
      completion_percentage: 100,
      orchestration_data: orchestrationData,
      processed_data: {
        successful_count: values.length - failed,
        failed_count: failed,
        avg_confidence: end.avgConfidence,
        processing_time_seconds: end.processingTimeSeconds,
        values: [],
      },
      ...(end.errorDetails === undefined ? {} : { error_details: end.errorDetails }),
    },
    ...(Array.isArray(next) && next.length > 0 ? { once: true } : {}),
  });
  return bodies;
}
