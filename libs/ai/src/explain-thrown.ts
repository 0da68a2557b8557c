import type { House, Thrown } from './house';
import { failedCall, failureError, pairInside } from './model-failure';

/** The two signals that end a call. */
export interface Ends {
  readonly caller: AbortSignal;
  readonly deadline: AbortSignal;
}

/**
 * Says what a rejected request means. An HTTP error speaks for itself; else the signals tell an abort from a
 * time-out, which the SDKs do not; what remains is the network, or an answer that is none.
 */
export function explainThrown(house: House, error: unknown, { caller, deadline }: Ends): Thrown {
  const refusal = house.refusalOf(error);
  if (refusal !== undefined)
    return { error: failureError(refusal), charge: refusal.call.charge ?? 'unknown' };
  const call = { vendor: house.facts.vendor, model: house.facts.name, charge: 'unknown' } as const;
  if (caller.aborted) {
    const happened = 'the call was given up while it ran';
    return { error: failureError({ code: 'aborted', happened, call, cause: error }), charge: 'unknown' };
  }
  if (deadline.aborted) {
    const happened = `no whole answer within ${house.timeoutMs} ms`;
    return { error: failureError({ code: 'timed_out', happened, call, cause: error }), charge: 'unknown' };
  }
  const ours = pairInside(error);
  if (ours !== undefined) return { error: ours, charge: failedCall(ours)?.charge ?? 'unknown' };
  const happened = 'the answer is not what this API answers';
  return {
    error: failureError({ code: 'answer_unreadable', happened, call, cause: error }),
    charge: 'unknown',
  };
}

/** The status of an HTTP answer that an SDK made an error of; both have a numeric `status`. */
export const httpStatusOf = (error: unknown): number | undefined => {
  const status: unknown = error instanceof Error ? Reflect.get(error, 'status') : undefined;
  return typeof status === 'number' ? status : undefined;
};
