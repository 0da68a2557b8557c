import type { RetryableError, TerminalError } from '@userport/errors';
import type { ProviderCall, ProviderParts } from '../paid-call';
import { openCompanies } from './companies';
import { openPosts } from './posts';
import { openPurchase } from './purchase';
import type { CompanyPosts, CompanyRecord } from './schemas';

/** What became of one company. */
export type CompanyOutcome =
  | { readonly url: string; readonly record: CompanyRecord }
  | { readonly url: string; readonly error: TerminalError | RetryableError };

/** Whose posts are wanted. */
export interface PostsOf {
  /** The company's LinkedIn page. */
  readonly url: string;
  /** First day, `2026-10-01`. */
  readonly since?: string;
  /** At most so many; 20 when not given. Each one is paid. */
  readonly limit?: number;
}

/** What Bright Data is made of. */
export interface BrightdataParts extends ProviderParts {
  /** How long one attempt waits for a snapshot, ms; four minutes when not given. */
  readonly snapshotWaitMs?: number;
}

/**
 * Bright Data's LinkedIn data sets: https://docs.brightdata.com/datasets/scrapers/linkedin/introduction. All throw what
 * the HTTP client does, TerminalError `budget_exhausted`, `address_refused`, and RetryableError `snapshot_pending`,
 * `snapshot_failed`, `vendor_stopped`.
 */
export interface Brightdata {
  /**
   * A company by its LinkedIn page. Kept for 30 days.
   * @throws TerminalError `not_found`; RetryableError `row_failed`
   */
  company(url: string, call: ProviderCall): Promise<CompanyRecord>;
  /** Several companies, in the order asked for; what failed for one of them stands beside it, what failed for all is thrown. */
  companies(urls: readonly string[], call: ProviderCall): Promise<readonly CompanyOutcome[]>;
  /** Posts of a company, newest first; none is an answer. Kept for 30 days. */
  posts(of: PostsOf, call: ProviderCall): Promise<CompanyPosts>;
}

/** Makes the provider. A missing key is said when something is asked. */
export function createBrightdata(parts: BrightdataParts): Brightdata {
  const purchase = openPurchase(parts);
  return { ...openCompanies(parts.cache, purchase), posts: openPosts(parts.cache, purchase) };
}
