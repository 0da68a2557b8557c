import type { CacheQuery } from '@userport/cache';
import type { ZodType } from 'zod';
import type { ProviderCall } from './paid-call';

/** A month: what vendors sell changes slowly, and the tables keep no more. */
export const VENDOR_ANSWER_MS = 30 * 24 * 60 * 60 * 1000;
/** A day: what a search finds changes with the news. */
export const SEARCH_ANSWER_MS = 24 * 60 * 60 * 1000;

/** What is asked of a vendor, as far as it makes the answer. */
export interface VendorQuestion<T> {
  readonly vendor: string;
  /** The endpoint; also its word on the bill. */
  readonly method: string;
  /** Raised when answers kept by an older reading must not serve. */
  readonly schemaVersion: number;
  /** Never a key. */
  readonly request: Readonly<Record<string, unknown>>;
  /** Of a kept answer, which is in our own words. */
  readonly schema: ZodType<T>;
  readonly maxAgeMs: number;
}

/** The look-up of a question before it is asked. */
export const keptQuery = <T>(question: VendorQuestion<T>, call: ProviderCall): CacheQuery<T> => {
  const { vendor, method, schemaVersion, request, schema, maxAgeMs } = question;
  return {
    identity: { vendor, method, schemaVersion, scope: call.scope ?? 'shared', request },
    maxAgeMs: call.maxAgeMs ?? maxAgeMs,
    fresh: call.fresh,
    parse: (kept) => schema.parse(kept),
    operation: method,
    bill: call.bill,
    signal: call.signal,
  };
};
