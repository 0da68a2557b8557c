import { z } from 'zod';
import {
  enrichedRow,
  type Listing,
  listingsOf,
  maskedRow,
  organizationIdOf,
  organizationRow,
  wholeRow,
} from './apollo-records';
import { jsonOf, type SandboxReply, type SandboxRequest } from './serve-loopback';
import { type DeskOptions, openVendorDesk, type Vendor, type VendorDesk } from './vendor-desk';
import type { Company, World } from './world/world';

/** Below this everything stands, as at the vendor's. */
const BASE = '/api/v1';
const MOST_A_PAGE = 100;
const MOST_PAGES = 500;
const MOST_MATCHES = 10;
/** Longer than a number can hold, as the vendor's own. */
const REQUEST_ID = '7300000000000000042';

const matchBody = z.object({
  details: z.array(z.object({ id: z.string().optional(), linkedin_url: z.string().optional() })),
});

const WINDOWS = {
  'x-rate-limit-minute': '200',
  'x-minute-requests-left': '199',
  'x-rate-limit-hourly': '6000',
  'x-hourly-requests-left': '5999',
  // A window that the plan does not have is empty and not zero.
  'x-rate-limit-24-hour': '',
  'x-24-hour-requests-left': '',
};

/** An answer; ids of nothing but digits are written as numbers. */
const json = (
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): SandboxReply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body).replaceAll(/"(id|request_id)":"(\d{17,19})"/g, '"$1":$2'),
});

const usedUp = (window: string, retryAfter: string, left: Readonly<Record<string, string>>): SandboxReply => {
  const message = `The maximum number of api calls allowed for api/v1/mixed_people/api_search is 200 times per ${window}. Please upgrade your plan.`;
  return json(429, { message }, { ...WINDOWS, ...left, 'retry-after': retryAfter });
};

const WORDS: Vendor['words'] = {
  rateLimited: () => usedUp('minute', '1', { 'x-minute-requests-left': '0' }),
  outOfCredits: () => json(422, { error: 'You have insufficient credits to perform this action' }),
  badKey: () => ({
    status: 401,
    headers: { 'content-type': 'text/plain' },
    body: 'Invalid API key. Visit the API settings to get one.',
  }),
  unavailable: () => json(503, { error: 'Service unavailable' }),
};

const notAllowed = (): SandboxReply =>
  json(403, { error: 'This key is not authorized for this endpoint', error_code: 'API_INACCESSIBLE' });

/** Faults that only Apollo has: refusals of its own, by name. */
const REFUSALS: Readonly<Record<string, () => SandboxReply>> = {
  'hour-used-up': () => usedUp('hour', '1800', { 'x-hourly-requests-left': '0' }),
  'day-used-up': () => usedUp('day', '43200', { 'x-24-hour-requests-left': '0' }),
  'endpoint-not-allowed': notAllowed,
  'plan-too-small': () => json(403, { message: 'This endpoint is only available on paid plans' }),
  failed: () =>
    json(422, { status: 'failed', error_code: 'UNKNOWN_ERROR', error_message: 'Something went wrong' }),
};

/** Faults that leave the answer good and change its form. */
const SHAPES = ['older-shape', 'locked-emails', 'nothing-enriched', 'matches-shuffled'];

interface Desk {
  readonly world: World;
  readonly listings: readonly Listing[];
  readonly byId: ReadonlyMap<string, Listing>;
}

const paged = <T>(all: readonly T[], { query }: SandboxRequest) => {
  const page = Number(query.get('page') ?? 1);
  const perPage = Number(query.get('per_page') ?? 10);
  const rows = all.slice((page - 1) * perPage, page * perPage);
  const pagination = {
    page,
    per_page: perPage,
    total_entries: all.length,
    total_pages: Math.ceil(all.length / perPage),
  };
  const isAllowed = page >= 1 && page <= MOST_PAGES && perPage >= 1 && perPage <= MOST_A_PAGE;
  return { rows, pagination, isAllowed };
};

const companiesAsked = ({ world }: Desk, { query }: SandboxRequest): Company[] => {
  const ids = query.getAll('organization_ids[]');
  const domains = query.getAll('q_organization_domains_list[]');
  const name = query.get('q_organization_name')?.toLowerCase();
  const places = query.getAll('organization_locations[]');
  return world.companies.filter(
    (company) =>
      (ids.length === 0 || ids.includes(organizationIdOf(company))) &&
      (domains.length === 0 || domains.includes(company.domain)) &&
      (name === undefined || company.name.toLowerCase().includes(name)) &&
      (places.length === 0 || places.includes(company.headquarters.country)),
  );
};

const searchCompanies = (desk: Desk, request: SandboxRequest): SandboxReply => {
  const { rows, pagination, isAllowed } = paged(companiesAsked(desk, request), request);
  if (!isAllowed) return json(422, { error: 'Value of page or per_page is too large' });
  return json(
    200,
    {
      breadcrumbs: [],
      partial_results_only: false,
      pagination,
      accounts: [],
      organizations: rows.map((company) => organizationRow(desk.world, company)),
      model_ids: rows.map(organizationIdOf),
    },
    WINDOWS,
  );
};

const searchPeople = (desk: Desk, request: SandboxRequest, fault: string | undefined): SandboxReply => {
  const { query } = request;
  const companies = new Set(companiesAsked(desk, request));
  const seniorities = query.getAll('person_seniorities[]');
  const titles = query.getAll('person_titles[]').map((title) => title.toLowerCase());
  const places = query.getAll('person_locations[]');
  const found = desk.listings.filter(
    ({ person, company }) =>
      companies.has(company) &&
      (seniorities.length === 0 || seniorities.includes(person.seniority)) &&
      (titles.length === 0 || titles.some((title) => person.title.toLowerCase().includes(title))) &&
      (places.length === 0 ||
        places.some((place) => place.includes(person.country) || place.includes(person.city))),
  );
  const { rows, pagination, isAllowed } = paged(found, request);
  if (!isAllowed) return json(422, { error: 'Value of page or per_page is too large' });
  const body =
    fault === 'older-shape'
      ? { breadcrumbs: [], pagination, people: rows.map(lockedRow), contacts: [] }
      : { total_entries: found.length, people: rows.map(maskedRow) };
  return json(200, body, WINDOWS);
};

/** An address that is not revealed is a placeholder, though its status says that it is verified. */
const lockedRow = (listing: Listing) => {
  const row = wholeRow(listing);
  return row.email === null ? row : { ...row, email: 'email_not_unlocked@domain.com' };
};

const enrich = ({ world }: Desk, { query }: SandboxRequest, fault: string | undefined): SandboxReply => {
  const slug = /\/company\/([^/?#]+)/.exec(query.get('linkedin_url') ?? '')?.[1];
  const company =
    world.companyByDomain(query.get('domain') ?? '') ??
    world.companies.find(({ linkedinSlug, name }) => linkedinSlug === slug || name === query.get('name'));
  const isMiss = company === undefined || fault === 'nothing-enriched';
  return json(200, isMiss ? {} : { organization: enrichedRow(world, company) }, WINDOWS);
};

const match = (desk: Desk, request: SandboxRequest, fault: string | undefined): SandboxReply => {
  const body = matchBody.safeParse(jsonOf(request.body));
  const failed = (code: string, message: string) =>
    json(400, { status: 'failed', error_code: code, error_message: message });
  if (!body.success || body.data.details.length === 0) {
    return failed('INVALID_REQUEST', 'details must be a list of people');
  }
  const { details } = body.data;
  if (details.length > MOST_MATCHES) return failed('RECORD_LIMIT_EXCEEDED', 'At most 10 people a call');
  const row = fault === 'locked-emails' ? lockedRow : wholeRow;
  const matches = details.map(({ id, linkedin_url: url }) => {
    const listing =
      id === undefined ? desk.listings.find((one) => one.linkedinUrl === url) : desk.byId.get(id);
    return listing === undefined || fault === 'nothing-enriched' ? null : row(listing);
  });
  const told = matches.filter((one) => one !== null);
  return json(
    200,
    {
      status: 'success',
      error_code: null,
      error_message: null,
      total_requested_enrichments: details.length,
      unique_enriched_records: told.length,
      missing_records: details.length - told.length,
      credits_consumed: told.length,
      // What is kept of the order is told nowhere.
      matches: fault === 'matches-shuffled' ? told.toReversed() : matches,
      request_id: REQUEST_ID,
    },
    WINDOWS,
  );
};

type Route = (desk: Desk, request: SandboxRequest, fault: string | undefined) => SandboxReply;

const ROUTES: Readonly<Record<string, Route>> = {
  [`POST ${BASE}/mixed_companies/search`]: searchCompanies,
  [`POST ${BASE}/mixed_people/api_search`]: searchPeople,
  [`GET ${BASE}/organizations/enrich`]: enrich,
  [`POST ${BASE}/people/bulk_match`]: match,
  // Wants a master key, which the sandbox's is not.
  [`POST ${BASE}/usage_stats/credit_usage_stats`]: notAllowed,
};

const companyAsked = (desk: Desk, request: SandboxRequest): Company | undefined => {
  const details = matchBody.safeParse(jsonOf(request.body)).data?.details;
  if (details !== undefined) return desk.byId.get(details[0]?.id ?? '')?.company;
  const domain = request.query.get('domain');
  if (domain !== null) return desk.world.companyByDomain(domain);
  const asked = companiesAsked(desk, request);
  return asked.length === 1 ? asked[0] : undefined;
};

/** Speaks as Apollo: both searches, enrichment of a company, reveal of people. https://docs.apollo.io/reference */
export function createApollo(world: World, options: DeskOptions): VendorDesk {
  const listings = listingsOf(world);
  const desk: Desk = { world, listings, byId: new Map(listings.map((one) => [one.id, one])) };
  return openVendorDesk(
    {
      name: 'apollo',
      words: WORDS,
      faults: [...Object.keys(REFUSALS), ...SHAPES],
      hasKey: ({ headers }) => (headers['x-api-key'] ?? '') !== '',
      subjectOf: (request) => ({
        endpoint: request.path.replace(`${BASE}/`, ''),
        company: companyAsked(desk, request),
      }),
      answer(request, fault) {
        const route = ROUTES[`${request.method} ${request.path}`];
        if (route === undefined) return json(404, { error: 'Not found' });
        return REFUSALS[fault ?? '']?.() ?? route(desk, request, fault);
      },
    },
    options,
  );
}

/** The variables of libs/config that send the workers to this server. */
export const apolloEnvironment = (url: string): Readonly<Record<string, string>> => ({
  APOLLO_API_KEY: 'sandbox',
  APOLLO_BASE_URL: `${url}${BASE}`,
});
