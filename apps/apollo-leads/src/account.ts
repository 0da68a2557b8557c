import type { ApolloLeadsPayload } from '@userport/contracts/apollo-leads';
import { TerminalError } from '@userport/errors';
import { domainNameOf } from '@userport/providers/domain-name';
import type { AccountStore } from '@userport/warehouse';

/** What is known of the account before anything is bought. */
export interface Account {
  readonly id: string;
  readonly name: string | null;
  /** Without `www.`; null when there is no website, or none with a domain. */
  readonly domain: string | null;
  readonly linkedinUrl: string | null;
  /** Apollo's id, where an earlier job found it. */
  readonly apolloId: string | null;
  readonly employees: number | null;
  readonly revenueUsd: number | null;
  /** True when the facts come from the store and need not be bought again. */
  readonly isKnown: boolean;
  readonly notes: readonly string[];
}

/** Older facts about a company are bought again. */
const KNOWN_FOR_MS = 30 * 24 * 60 * 60 * 1000;

const textIn = (data: object, name: string): string | null => {
  const value = (data as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
};

const numberIn = (data: object, name: string): number | null => {
  const value = (data as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};

/** The domain of a website as somebody wrote it; null with a note when there is none in it. */
function domainOf(website: string | null): readonly [string | null, string[]] {
  if (website === null) return [null, ['The account has no website.']];
  try {
    return [domainNameOf(website), []];
  } catch (error) {
    if (!(error instanceof TerminalError)) throw error;
    return [null, ['The website of the account has no domain to look up.']];
  }
}

/** Reads the account: what the caller says, and beside it what an earlier job has found, at most 30 days old. */
export async function readAccount(
  payload: ApolloLeadsPayload,
  accounts: Pick<AccountStore, 'newest'>,
  nowMs: number,
): Promise<Account> {
  const given = payload.account_data ?? {};
  const newest = await accounts.newest(payload.account_id);
  const isFresh = newest !== undefined && nowMs - newest.fetchedAt.getTime() <= KNOWN_FOR_MS;
  const known = isFresh ? newest.data : {};
  const [domain, notes] = domainOf(textIn(given, 'website') ?? textIn(known, 'website'));
  const employees = numberIn(known, 'employee_count');
  return {
    id: payload.account_id,
    name: textIn(given, 'name') ?? textIn(known, 'company_name'),
    domain,
    linkedinUrl: textIn(known, 'linkedin_url'),
    apolloId: textIn(known, 'apollo_organization_id'),
    employees,
    revenueUsd: numberIn(known, 'annual_revenue_usd'),
    isKnown: isFresh && (employees !== null || textIn(known, 'apollo_organization_id') !== null),
    notes,
  };
}
