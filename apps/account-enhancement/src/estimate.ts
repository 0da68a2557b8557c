import { type LanguageModel, openModels, questionCost, type QuestionSize } from '@userport/ai';
import { type ModelRole, vendorPriceAt } from '@userport/config';
import type { EstimatedCalls, Interval } from '@userport/contracts';
import { type AccountEnhancementPayload, accountsIn } from '@userport/contracts/account-enhancement';
import { readWebsite } from '@userport/contracts/website';
import type { TaskEstimate } from '@userport/host';

/** What the vendors count for one account. A page has 200,000 tokens at the most, a search of ten results 10,000. */
const VENDOR_CALLS = [
  { vendor: 'jina', operation: 'reader', unit: 'token', calls: [1, 7], units: [1, 7 * 200_000] },
  { vendor: 'jina', operation: 'search', unit: 'token', calls: [1, 2], units: [1, 2 * 10_000] },
  { vendor: 'builtwith', operation: 'domain', unit: 'credit', calls: [1, 1], units: [0, 1] },
  { vendor: 'brightdata', operation: 'company', unit: 'record', calls: [0, 1], units: [0, 6] },
] as const;

interface AskedModel {
  readonly operation: string;
  readonly role: ModelRole;
  readonly size: QuestionSize;
  /** Of a question that wants data: once more when the answer breaks its shape. */
  readonly most: number;
}

/** Pages fill a prompt to 100,000 characters at the most, four bytes each; instructions and schema have some 3,000. */
const WITH_PAGES: Interval = { least: 1_000, most: 410_000 };
/** The prose of a search is cut at 30,000 characters. */
const WITH_PROSE: Interval = { least: 1_000, most: 125_000 };
/** At most 120 addresses of 300 characters. */
const WITH_MARKS: Interval = { least: 1_000, most: 45_000 };
const WITH_COMPANY: Interval = { least: 500, most: 20_000 };

const MODEL_CALLS: readonly AskedModel[] = [
  {
    operation: 'account_site_claims',
    role: 'extract',
    size: { bytes: WITH_PAGES, maxOutputTokens: 8_000 },
    most: 2,
  },
  {
    operation: 'account_page_technologies',
    role: 'extract',
    size: { bytes: WITH_MARKS, maxOutputTokens: 2_000 },
    most: 2,
  },
  {
    operation: 'account_analysis',
    role: 'reason',
    size: { bytes: WITH_PAGES, maxOutputTokens: 4_000 },
    most: 1,
  },
  {
    operation: 'account_market_search',
    role: 'search',
    size: { bytes: WITH_COMPANY, maxOutputTokens: 8_000, searching: true },
    most: 1,
  },
  {
    operation: 'account_market_claims',
    role: 'extract',
    size: { bytes: WITH_PROSE, maxOutputTokens: 8_000 },
    most: 2,
  },
];

const times = ({ least, most }: Interval, count: number): Interval => ({
  least: least * count,
  most: most * count,
});

const modelLine = (
  { operation, size, most }: AskedModel,
  { vendor, model }: LanguageModel,
  accounts: number,
  at: Date,
): EstimatedCalls => {
  const usd = questionCost(model, size, at);
  return {
    vendor,
    operation,
    model,
    calls: { least: 0, most: most * accounts },
    usd: usd && { least: 0, most: usd.most * most * accounts },
    keptServe: true,
  };
};

/** What a job will call and cost: accounts without a website ask nobody; how many pages a site has shows later. */
export const estimate: TaskEstimate<AccountEnhancementPayload, 'ai'> = (payload, { config, log, at }) => {
  const accounts = accountsIn(payload).filter(({ website }) => 'website' in readWebsite(website)).length;
  if (accounts === 0) return [];
  const models = openModels(config.ai, log, () => at.getTime());
  const vendors = VENDOR_CALLS.map(({ vendor, operation, unit, calls, units }): EstimatedCalls => {
    const price = vendorPriceAt(vendor, unit, at)?.usd;
    const usd = price === undefined ? null : { least: units[0] * price, most: units[1] * price };
    return {
      vendor,
      operation,
      calls: times({ least: calls[0], most: calls[1] }, accounts),
      usd: usd && times(usd, accounts),
      keptServe: true,
    };
  });
  const asked = MODEL_CALLS.map((one) => modelLine(one, models.forRole(one.role), accounts, at));
  return [...vendors, ...asked];
};
