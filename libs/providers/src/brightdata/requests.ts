import { RetryableError, TerminalError } from '@userport/errors';
import {
  HttpCallError,
  type HttpClient,
  type HttpRequest,
  type JsonAnswer,
  retryAfterMs,
} from '@userport/http';
import type { ZodType } from 'zod';
import { progressAnswer, scrapeAnswer, snapshotAnswer, triggerAnswer } from './schemas';
import type { Stop } from './stop';

/** What is to be collected. */
export interface Collection {
  /** https://docs.brightdata.com, scrapers of LinkedIn. */
  readonly datasetId: string;
  readonly inputs: readonly Readonly<Record<string, string>>[];
  /** How a collection finds pages that it was not given. */
  readonly discoverBy?: string;
  readonly limitPerInput?: number;
  /** What is called, for errors and the bill. */
  readonly endpoint: string;
}

/** The endpoints, one function each. All throw what the HTTP client does, and RetryableError `vendor_stopped`. */
export interface Requests {
  /** Synchronous: rows, or the snapshot in which they will be. */
  scrape(of: Collection, signal: AbortSignal): Promise<{ rows: readonly unknown[] } | { snapshotId: string }>;
  trigger(of: Collection, signal: AbortSignal): Promise<{ snapshotId: string }>;
  /** `ready`, `failed`, or another word for work under way. */
  progress(snapshotId: string, endpoint: string, signal: AbortSignal): Promise<string>;
  /** Undefined rows: not yet, although it was said to be ready. */
  download(
    snapshotId: string,
    endpoint: string,
    signal: AbortSignal,
  ): Promise<{ readonly rows?: readonly unknown[]; readonly waitMs: number | undefined }>;
}

/** It answers after a minute at the latest, with rows or with a snapshot. */
const SCRAPE_TIMEOUT_MS = 90_000;

/** The status that an error of the HTTP client carries. */
export const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && error.cause instanceof HttpCallError ? error.cause.facts.status : undefined;

/** The code of one of the error pair. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof TerminalError || error instanceof RetryableError ? error.code : undefined;

const queryOf = ({ datasetId, discoverBy, limitPerInput }: Collection) => ({
  dataset_id: datasetId,
  include_errors: true,
  format: 'json',
  ...(discoverBy !== undefined && { type: 'discover_new', discover_by: discoverBy }),
  limit_per_input: limitPerInput,
});

/**
 * Opens the endpoints. https://docs.brightdata.com/api-reference/web-scraper-api
 * @param key asked for at each call, so that a missing one stops only who needs it
 */
export function openRequests(client: HttpClient, stop: Stop, key: () => string, now: () => number): Requests {
  const ask = async <T>(request: HttpRequest, schema: ZodType<T>): Promise<JsonAnswer<T>> => {
    const headers = { authorization: `Bearer ${key()}` };
    await stop.check();
    try {
      return await client.jsonAnswer({ ...request, headers }, schema);
    } catch (error) {
      if (statusOf(error) === 429) await stop.refused();
      throw error;
    }
  };
  const post = (path: string, of: Collection, signal: AbortSignal) =>
    ({ method: 'POST', path, query: queryOf(of), json: of.inputs, endpoint: of.endpoint, signal }) as const;

  return {
    async scrape(of, signal) {
      const request = { ...post('/datasets/v3/scrape', of, signal), timeoutMs: SCRAPE_TIMEOUT_MS };
      const { value } = await ask(request, scrapeAnswer);
      if (Array.isArray(value)) return { rows: value };
      const id = value['snapshot_id'];
      return typeof id === 'string' ? { snapshotId: id } : { rows: [value] };
    },
    async trigger(of, signal) {
      const { value } = await ask(post('/datasets/v3/trigger', of, signal), triggerAnswer);
      return { snapshotId: value.snapshot_id };
    },
    async progress(snapshotId, endpoint, signal) {
      const path = `/datasets/v3/progress/${encodeURIComponent(snapshotId)}`;
      return (await ask({ path, endpoint, signal }, progressAnswer)).value.status;
    },
    async download(snapshotId, endpoint, signal) {
      const path = `/datasets/v3/snapshot/${encodeURIComponent(snapshotId)}`;
      const got = await ask({ path, query: { format: 'json' }, endpoint, signal }, snapshotAnswer);
      const waitMs = retryAfterMs(got.headers, now());
      return Array.isArray(got.value) ? { rows: got.value, waitMs } : { waitMs };
    },
  };
}
