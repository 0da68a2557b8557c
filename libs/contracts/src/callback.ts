import type { JsonObject } from './json';

/** One callback body before it is fixed: what Django is to receive, as one JSON object. */
export interface CallbackBody {
  readonly body: JsonObject;
  /**
   * True for a body that must not be applied twice and that the receiver cannot tell from its repeat (a column's
   * completing body starts the next column each time). A replay leaves it out once it was accepted.
   */
  readonly once?: boolean;
}

/** The kinds of a result. Independent of the `status` that its bodies say. */
export type ResultKind = 'success' | 'failure' | 'cancelled';

/** The envelope of every callback; field names and types as the Django application reads them. */
export interface CallbackEnvelope {
  readonly job_id: string;
  /** Required by Django for every type; for a column any of its entity ids. */
  readonly account_id: string;
  readonly lead_id: string | null;
  readonly status: 'processing' | 'completed' | 'failed';
  readonly enrichment_type: string;
  /** At most 50 characters. */
  readonly source: string;
  readonly is_partial: boolean;
  /** A whole number from 0 to 100; a fraction is answered 500. */
  readonly completion_percentage: number;
  readonly processed_data?: JsonObject;
  readonly error_details?: JsonObject;
}
