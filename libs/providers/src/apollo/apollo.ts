import type { RetryableError, TerminalError } from '@userport/errors';
import type { ProviderCall, ProviderParts } from '../paid-call';
import { openCompany } from './company';
import { openRequests } from './requests';
import { openReveal } from './reveal';
import type { ApolloCompany, ApolloPerson, OrganizationPage, PeoplePage } from './schemas';
import { openSearches } from './searches';

/** Which page of a search; the first when not given. */
export interface WhichPage {
  /** From 1 to 500. */
  readonly page?: number;
  /** At most 100; 100 when not given. */
  readonly perPage?: number;
}

/** Which companies are looked for; at least one of name, domains and locations. */
export interface SearchOrganizations extends WhichPage {
  readonly name?: string;
  /** Without `www.`. */
  readonly domains?: readonly string[];
  readonly locations?: readonly string[];
}

/** Which people are looked for; at least one of ids and domains of their companies. */
export interface SearchPeople extends WhichPage {
  readonly organizationIds?: readonly string[];
  /** Without `www.`. */
  readonly domains?: readonly string[];
  /** Apollo's words: `c_suite`, `vp`, `head`, `director`, `manager`, `senior`, `founder`, `owner`, `partner`. */
  readonly seniorities?: readonly string[];
  readonly titles?: readonly string[];
  /** Of people; by country, city or state in English. */
  readonly locations?: readonly string[];
}

/** Which company; at least one of them, the more the surer. */
export interface WhichOrganization {
  readonly domain?: string;
  readonly linkedinUrl?: string;
  readonly name?: string;
}

/** What became of one person to be revealed; null when Apollo has nothing to tell, which is free. */
export type RevealOutcome =
  | { readonly id: string; readonly person: ApolloPerson | null }
  | { readonly id: string; readonly error: TerminalError | RetryableError };

/**
 * Apollo: https://docs.apollo.io/reference. All throw what the HTTP client does, and TerminalError `budget_exhausted`,
 * `vendor_unauthorized` (a key that is wrong), `search_unbounded`; RetryableError `rate_limited` (with the time that the
 * window takes), `quota_exhausted` (credits or plan), `vendor_unauthorized` (a key that may not call this endpoint).
 */
export interface Apollo {
  /** A page of companies, those that the team has saved among them. A credit when it holds any. Kept for a day. */
  searchOrganizations(input: SearchOrganizations, call: ProviderCall): Promise<OrganizationPage>;
  /** A page of people, masked: no last name, e-mail and LinkedIn address. Free. Kept for a day. */
  searchPeople(input: SearchPeople, call: ProviderCall): Promise<PeoplePage>;
  /** A company with all that Apollo knows; null when it knows none, which is free. Else a credit. Kept for 30 days. */
  organization(input: WhichOrganization, call: ProviderCall): Promise<ApolloCompany | null>;
  /**
   * Last name, LinkedIn address, e-mail and career of people by their ids, each once, in the order asked for, ten a call.
   * A credit for each who is told of. What failed for some stands beside them; what failed for all is thrown.
   * Kept for 30 days, each for itself.
   */
  reveal(ids: readonly string[], call: ProviderCall): Promise<readonly RevealOutcome[]>;
}

/** Makes the provider. A missing key is said when something is asked. */
export function createApollo(parts: ProviderParts): Apollo {
  const requests = openRequests(parts);
  return {
    ...openSearches(parts.cache, requests),
    organization: openCompany(parts.cache, requests),
    reveal: openReveal(parts.cache, requests),
  };
}
