import type { Cache } from '@userport/cache';
import { TerminalError } from '@userport/errors';
import { keptQuery, VENDOR_ANSWER_MS } from '../kept-query';
import type { ProviderCall } from '../paid-call';
import type { Brightdata } from './brightdata';
import { linkedinCompanyUrl } from '../linkedin-page';
import { type Purchase, VENDOR } from './purchase';
import { postOf } from './records';
import { firstError, isData } from './rows';
import { type CompanyPost, type CompanyPosts, companyPosts, postRow } from './schemas';

/** https://docs.brightdata.com/datasets/scrapers/linkedin/posts-discover-by-company-url */
const DATASET_ID = 'gd_lyy3tktm25m4avu764';
const ENDPOINT = 'company posts';
const SCHEMA_VERSION = 1;
/** Enough to know what a company talks of; four cents. */
const USUAL_LIMIT = 20;

const newestFirst = (a: CompanyPost, b: CompanyPost): number => (b.date ?? '').localeCompare(a.date ?? '');

/** The posts of the rows, newest first, and how many rows held none. */
export function postsOf(rows: readonly unknown[], baseUrl: string): CompanyPosts {
  const data = rows.filter(isData);
  const error = data.length === 0 ? firstError(rows, { endpoint: ENDPOINT, url: baseUrl }) : undefined;
  if (error !== undefined) throw error;
  const read = data.flatMap((row) => postRow.safeParse(row).data ?? []);
  if (data.length > 0 && read.length === 0) {
    const message =
      'brightdata: the posts have another shape than agreed. Compare the schema with its documentation.';
    throw new TerminalError(message, { code: 'response_unexpected' });
  }
  return { posts: read.map(postOf).sort(newestFirst), failed: rows.length - read.length };
}

/** Opens the posts of companies. */
export function openPosts(cache: Cache, { buy, priceOf, baseUrl }: Purchase): Brightdata['posts'] {
  const load = async (url: string, since: string | undefined, limit: number, call: ProviderCall) => {
    const inputs = [{ url, ...(since !== undefined && { start_date: since }) }];
    const discovery = { discoverBy: 'company_url', limitPerInput: limit };
    const rows = await buy({ datasetId: DATASET_ID, inputs, ...discovery, endpoint: ENDPOINT }, limit, call);
    const answer = postsOf(rows, baseUrl);
    return { answer, kept: answer, costUsd: priceOf(rows.filter(isData).length) };
  };
  return async ({ url, since, limit = USUAL_LIMIT }, call) => {
    const page = linkedinCompanyUrl(url);
    const question = {
      vendor: VENDOR,
      method: ENDPOINT,
      schemaVersion: SCHEMA_VERSION,
      request: { url: page, since, limit },
      schema: companyPosts,
      maxAgeMs: VENDOR_ANSWER_MS,
    };
    return cache.cached(keptQuery(question, call), () => load(page, since, limit, call));
  };
}
