import type { Cache } from '@userport/cache';
import { TerminalError } from '@userport/errors';
import { type Bought, eachOf, oneOf } from '../each-of';
import { keptQuery, VENDOR_ANSWER_MS } from '../kept-query';
import type { ProviderCall } from '../paid-call';
import type { Brightdata, CompanyOutcome } from './brightdata';
import { linkedinCompanyUrl } from '../linkedin-page';
import { type Purchase, VENDOR } from './purchase';
import { companyOf } from './records';
import { type RowOutcome, rowsByAddress } from './rows';
import { companyRecord, type CompanyRecord, companyRow } from './schemas';

/** https://docs.brightdata.com/datasets/scrapers/linkedin/companies-collect-by-url */
const DATASET_ID = 'gd_l1vikfnt1wgvvqz95w';
const ENDPOINT = 'company';
const SCHEMA_VERSION = 1;

const boughtOf = (outcome: RowOutcome | undefined, costUsd: number | null): Bought<CompanyRecord> => {
  if (outcome !== undefined && 'error' in outcome) return outcome;
  const read = companyRow.safeParse(outcome?.row);
  if (!read.success) {
    const message =
      'brightdata: a company record has another shape than agreed. Compare the schema with its documentation.';
    return { error: new TerminalError(message, { code: 'response_unexpected' }) };
  }
  const record = companyOf(read.data);
  return { loaded: { answer: record, kept: record, costUsd } };
};

/** Opens the companies. */
export function openCompanies(
  cache: Cache,
  { buy, priceOf, baseUrl }: Purchase,
): Pick<Brightdata, 'company' | 'companies'> {
  const buyAll = async (urls: readonly string[], call: ProviderCall): Promise<Bought<CompanyRecord>[]> => {
    const inputs = urls.map((url) => ({ url }));
    const rows = await buy({ datasetId: DATASET_ID, inputs, endpoint: ENDPOINT }, urls.length, call);
    const byUrl = rowsByAddress(urls, rows, { endpoint: ENDPOINT, url: baseUrl });
    return urls.map((url) => boughtOf(byUrl.get(url), priceOf(1)));
  };

  const queryOf = (url: string, call: ProviderCall) =>
    keptQuery(
      {
        vendor: VENDOR,
        method: ENDPOINT,
        schemaVersion: SCHEMA_VERSION,
        request: { url },
        schema: companyRecord,
        maxAgeMs: VENDOR_ANSWER_MS,
      },
      call,
    );

  const thingsFor = (call: ProviderCall) => ({
    cache,
    queryOf: (url: string) => queryOf(url, call),
    buy: (missing: readonly string[]) => buyAll(missing, call),
  });

  return {
    async companies(urls, call) {
      const pages = urls.map(linkedinCompanyUrl);
      const each = await eachOf({ ...thingsFor(call), keys: pages });
      return urls.flatMap((url, index): CompanyOutcome[] => {
        const end = each.get(pages[index] ?? '');
        if (end === undefined) return [];
        return ['value' in end ? { url, record: end.value } : { url, error: end.error }];
      });
    },
    company: async (url, call) => oneOf({ ...thingsFor(call), key: linkedinCompanyUrl(url) }),
  };
}
