import type { Json } from '@userport/contracts';
import { z } from 'zod';

/**
 * How the receiver misbehaves. `refuse`: nothing stored, the given status. `accept-then-500`, `never-answer`,
 * `half-answer`: stored, and then the answer is wrong, missing or cut off. `delay`: stored, answered late. `dead`:
 * the connection is reset, nothing stored.
 */
export const receiverFault = z.strictObject({
  kind: z.enum(['refuse', 'accept-then-500', 'never-answer', 'half-answer', 'delay', 'dead']),
  /** For `refuse`. */
  httpStatus: z.int().min(300).max(599).default(503),
  /** For `delay`. */
  delayMs: z.int().min(0).default(1000),
  /** Header of the answer of `refuse`. */
  retryAfter: z.string().optional(),
  /** How many callbacks it strikes; for ever when absent. */
  times: z.int().min(1).optional(),
  /** Callbacks that pass before it strikes. */
  after: z.int().min(0).default(0),
  /** Only callbacks of this job. */
  jobId: z.string().optional(),
  /** Only callbacks with this `status`. */
  status: z.string().optional(),
});

/** See {@link receiverFault}; what is not given has its default. */
export type ReceiverFaultInput = z.input<typeof receiverFault>;

/** A fault with all its fields. */
export type ReceiverFault = z.output<typeof receiverFault>;

/** The faults that are switched on. */
export interface FaultSwitches {
  /** @throws ZodError when the fault has another shape */
  add(fault: unknown): void;
  clear(): void;
  list(): readonly ReceiverFault[];
  /** The fault that strikes this body, counted as one strike. */
  strike(body: Json | undefined): ReceiverFault | undefined;
}

/** Makes switches, all off. The first that matches strikes. */
export function createFaultSwitches(): FaultSwitches {
  let active: ReceiverFault[] = [];
  const field = (body: Json | undefined, name: string): unknown =>
    typeof body === 'object' && body !== null && !Array.isArray(body)
      ? (body as Record<string, Json>)[name]
      : undefined;
  return {
    add: (fault) => void active.push(receiverFault.parse(fault)),
    clear: () => {
      active = [];
    },
    list: () => active,
    strike(body) {
      const matching = active.find(
        ({ jobId, status }) =>
          (jobId === undefined || field(body, 'job_id') === jobId) &&
          (status === undefined || field(body, 'status') === status),
      );
      if (matching === undefined) return undefined;
      const waits = matching.after > 0;
      const left = waits
        ? { ...matching, after: matching.after - 1 }
        : { ...matching, times: matching.times === undefined ? undefined : matching.times - 1 };
      active = active.flatMap((one) => (one !== matching ? [one] : left.times === 0 ? [] : [left]));
      return waits ? undefined : matching;
    },
  };
}
