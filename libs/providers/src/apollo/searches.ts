import type { Cache } from '@userport/cache';
import { domainNameOf } from '../domain-name';
import { keptQuery, SEARCH_ANSWER_MS } from '../kept-query';
import type { ProviderCall } from '../paid-call';
import type { z } from 'zod';
import type { Apollo, WhichPage } from './apollo';
import { organizationOf } from './organizations';
import { personOf } from './people';
import { type ApolloRequests, checkBounded, VENDOR } from './requests';
import { organizationPage, organizationSearchAnswer, peoplePage, peopleSearchAnswer } from './schemas';

/** https://docs.apollo.io/reference/people-api-search: 500 pages of 100. */
const MOST_PAGES = 500;
const MOST_A_PAGE = 100;
const SCHEMA_VERSION = 1;

const pageOf = ({ page = 1, perPage = MOST_A_PAGE }: WhichPage) => ({ page, per_page: perPage });

const pagesOf = (total: number, { per_page }: { readonly per_page: number }): number =>
  Math.min(MOST_PAGES, Math.ceil(total / per_page));

const companiesOf = ({ accounts, organizations }: z.infer<typeof organizationSearchAnswer>) => [
  ...(accounts ?? []),
  ...(organizations ?? []),
];

/** Opens the two searches. https://docs.apollo.io/reference/organization-search, …/people-api-search */
export function openSearches(
  cache: Cache,
  { buy }: ApolloRequests,
): Pick<Apollo, 'searchOrganizations' | 'searchPeople'> {
  const question = { vendor: VENDOR, schemaVersion: SCHEMA_VERSION, maxAgeMs: SEARCH_ANSWER_MS };

  type Query = Readonly<Record<string, string | number | readonly string[] | undefined>>;
  type PagedQuery = Query & ReturnType<typeof pageOf>;

  const loadOrganizations = async (query: PagedQuery, call: ProviderCall) => {
    const { answer, costUsd } = await buy(
      {
        endpoint: 'organization_search',
        query,
        schema: organizationSearchAnswer,
        mostCredits: 1,
        // A page without results is free: https://docs.apollo.io/docs/api-pricing
        creditsOf: (found) => (companiesOf(found).length > 0 ? 1 : 0),
      },
      call,
    );
    const rows = companiesOf(answer);
    const total = answer.pagination?.total_entries ?? rows.length;
    const page = { organizations: rows.map(organizationOf), total, pages: pagesOf(total, query) };
    return { answer: page, kept: page, costUsd };
  };

  const loadPeople = async (query: PagedQuery, call: ProviderCall) => {
    const { answer, costUsd } = await buy(
      { endpoint: 'people_search', query, schema: peopleSearchAnswer, mostCredits: 0, creditsOf: () => 0 },
      call,
    );
    const rows = [...(answer.people ?? []), ...(answer.contacts ?? [])];
    const total = answer.total_entries ?? answer.pagination?.total_entries ?? rows.length;
    const page = { people: rows.map(personOf), total, pages: pagesOf(total, query) };
    return { answer: page, kept: page, costUsd };
  };

  return {
    async searchOrganizations({ name, domains, locations, ...which }, call) {
      checkBounded('organization_search', [name, domains, locations]);
      const query = {
        q_organization_name: name,
        'q_organization_domains_list[]': domains?.map(domainNameOf),
        'organization_locations[]': locations,
        ...pageOf(which),
      };
      const asked = { ...question, method: 'organization_search', request: query, schema: organizationPage };
      return cache.cached(keptQuery(asked, call), () => loadOrganizations(query, call));
    },
    async searchPeople({ organizationIds, domains, seniorities, titles, locations, ...which }, call) {
      checkBounded('people_search', [organizationIds, domains]);
      const query = {
        'organization_ids[]': organizationIds,
        'q_organization_domains_list[]': domains?.map(domainNameOf),
        'person_seniorities[]': seniorities,
        'person_titles[]': titles,
        'person_locations[]': locations,
        ...pageOf(which),
      };
      const asked = { ...question, method: 'people_search', request: query, schema: peoplePage };
      return cache.cached(keptQuery(asked, call), () => loadPeople(query, call));
    },
  };
}
