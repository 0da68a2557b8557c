import type { ApolloLeadsPayload } from '@userport/contracts/apollo-leads';
import { linkedinPageOf } from '@userport/contracts/linkedin-url';
import { readWebsite, type WebsiteProblem } from '@userport/contracts/website';
import type { AccountStore } from '@userport/warehouse';

/** What is known of the account before anything is bought. */
export interface Account {
  readonly id: string;
  readonly name: string | null;
  /** The registered part of its website's host; null when there is no website, or none of its own. */
  readonly domain: string | null;
  /** Its page on LinkedIn, in the one form in which pages are compared. */
  readonly linkedinUrl: string | null;
  /** Apollo's id, where it is among the facts of the account. */
  readonly apolloId: string | null;
  readonly city: string | null;
  readonly foundedYear: number | null;
  readonly employees: number | null;
  readonly revenueUsd: number | null;
  readonly notes: readonly string[];
}

/** Older facts about a company are bought again. */
const KNOWN_FOR_MS = 30 * 24 * 60 * 60 * 1000;

const PROBLEMS: Readonly<Record<WebsiteProblem, string>> = {
  missing: 'The account has no website.',
  not_a_url: 'The website of the account is no address.',
  ip_address: 'The website of the account is an IP address, which has no domain.',
  local_host: 'The website of the account leads to a machine of its own, not to the Internet.',
  no_domain: 'The website of the account has no domain to look up.',
  social_profile: 'The website of the account is a profile on a network, not its own site.',
  free_mail: 'The website of the account is a provider of mailboxes, not its own site.',
};

const textIn = (data: object, name: string): string | null => {
  const value = (data as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
};

const numberIn = (data: object, name: string): number | null => {
  const value = (data as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};

/** `Cork` of `Cork, IE`, as an earlier job stores a company's seat. */
const cityIn = (data: object): string | null => textIn(data, 'location')?.split(',')[0]?.trim() ?? null;

/** Facts that an earlier job has stored, at most 30 days ago; none when they are older. */
async function storedFacts(
  id: string,
  accounts: Pick<AccountStore, 'newest'>,
  nowMs: number,
): Promise<object> {
  const newest = await accounts.newest(id);
  return newest !== undefined && nowMs - newest.fetchedAt.getTime() <= KNOWN_FOR_MS ? newest.data : {};
}

/** Reads the account: what the caller says, and beside it what an earlier job has found, at most 30 days old. */
export async function readAccount(
  payload: ApolloLeadsPayload,
  accounts: Pick<AccountStore, 'newest'>,
  nowMs: number,
): Promise<Account> {
  const given = payload.account_data ?? {};
  const known = await storedFacts(payload.account_id, accounts, nowMs);
  const website = textIn(given, 'website') ?? textIn(known, 'website');
  const reading = readWebsite(website);
  const page = linkedinPageOf(textIn(known, 'linkedin_url') ?? website ?? '');
  const isUsed = Object.keys(known).length > 0;
  return {
    id: payload.account_id,
    name: textIn(given, 'name') ?? textIn(known, 'company_name'),
    domain: 'website' in reading ? reading.website.domain : null,
    linkedinUrl: page?.url ?? null,
    apolloId: textIn(known, 'apollo_organization_id'),
    city: cityIn(known),
    foundedYear: numberIn(known, 'founded_year'),
    employees: numberIn(known, 'employee_count'),
    revenueUsd: numberIn(known, 'annual_revenue_usd'),
    notes: [
      ...('problem' in reading ? [PROBLEMS[reading.problem]] : []),
      ...(isUsed ? ['Facts of the account that are at most 30 days old were used.'] : []),
    ],
  };
}
