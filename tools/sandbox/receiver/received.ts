import type { Json } from '@userport/contracts';
import type { ReceiverFault } from './receiver-faults';

/** One callback as it arrived, and what became of it. */
export interface ReceivedCallback {
  /** From 1, in the order in which they were judged. */
  readonly order: number;
  /** ISO date and time. */
  readonly receivedAt: string;
  /** Without the token. */
  readonly headers: Readonly<Record<string, string>>;
  /** SHA-256 of the body's bytes, hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly text: string;
  /** Undefined when the body is no JSON. */
  readonly body: Json | undefined;
  /** Account of the token; null when it did not count. */
  readonly caller: string | null;
  /** What was answered, or would have been if no fault had struck. */
  readonly httpStatus: number;
  readonly answer: Json;
  /** True when the body reached Django's own rules: not stopped by a fault, the token, the method or bad JSON. */
  readonly judged: boolean;
  /** Order of the callback with the same webhook-id that was taken before; this one then stored nothing. */
  readonly repeatOf: number | null;
  readonly fault: ReceiverFault['kind'] | null;
}

/** What a person wants to know of many callbacks. */
export interface ReceiverSummary {
  readonly callbacks: number;
  /** Judged, taken and stored. */
  readonly taken: number;
  readonly skipped: number;
  readonly refused: number;
  /** Webhook-ids that came again after they had been taken, and how often; the bytes were the same. */
  readonly repeats: Readonly<Record<string, number>>;
  /** Webhook-ids that came with other bytes than before: never right. */
  readonly conflicts: readonly string[];
  /** `column/entity` of values stored more than once. */
  readonly storedTwice: readonly string[];
  /** Columns that were started, in order. */
  readonly started: readonly string[];
}

/** The body's field as text; empty when there is none. */
export const fieldOf = ({ body }: ReceivedCallback, name: string): string => {
  const value =
    typeof body === 'object' && body !== null && !Array.isArray(body)
      ? (body as Record<string, Json>)[name]
      : '';
  return typeof value === 'string' ? value : '';
};
