import type { SandboxReply, SandboxRequest } from './serve-loopback';
import { type DeskOptions, openVendorDesk, type Vendor, type VendorDesk } from './vendor-desk';
import type { Company, Person, World } from './world/world';

/** Enrich Layer's paths, and beside them those of ProxyCurl, which answer the same. */
const BASE = '/api/v2';
const PROXYCURL_BASE = '/proxycurl/api';
const PEOPLE = [`${BASE}/profile`, `${PROXYCURL_BASE}/v2/linkedin`];
const COMPANIES = [`${BASE}/company`, `${PROXYCURL_BASE}/linkedin/company`];
/** Free, and tells what is left. */
const BALANCE = `${BASE}/credit-balance`;
const PARAMETERS = ['profile_url', 'linkedin_profile_url', 'url'];

/** When the vendor last looked, where nobody asks it to look again. */
const LAST_LOOK = '2026-10-02T08:00:00Z';
const USUAL_START = '2021-03-01';

const refuse = (
  code: number,
  name: string,
  description: string,
  headers: Readonly<Record<string, string>> = {},
): SandboxReply => ({ status: code, headers, body: { code, description, name } });

const notFound = () => refuse(404, 'Not Found', 'Profile does not exist');

const WORDS: Vendor['words'] = {
  rateLimited: () => refuse(429, 'Too Many Requests', 'Rate limit exceeded', { 'retry-after': '1' }),
  outOfCredits: () => refuse(403, 'Forbidden', 'Not enough credits'),
  badKey: () => refuse(401, 'Unauthorized', 'Invalid API key'),
  unavailable: () => refuse(503, 'Service Unavailable', 'Fetching the profile failed, try again'),
};

/** Faults that only Enrich Layer has: refusals of its own, by name. */
const REFUSALS: Readonly<Record<string, () => SandboxReply>> = {
  'not-found': notFound,
  retired: () => refuse(410, 'Gone', 'This endpoint is retired'),
  'error-inside': () => ({ status: 200, body: { error: 'Something went wrong' } }),
};

const dateOf = (iso: string | null) => {
  if (iso === null) return null;
  const [year, month, day] = iso.split('-').map(Number);
  return { day, month, year };
};

const jobRow = (
  title: string,
  company: string,
  page: string | null,
  from: string | null,
  to: string | null,
) => ({
  starts_at: dateOf(from),
  ends_at: dateOf(to),
  company,
  company_linkedin_profile_url: page,
  title,
  description: null,
  location: null,
  logo_url: null,
});

const pageOf = (company: Company | undefined): string | null =>
  company === undefined ? null : `https://www.linkedin.com/company/${company.linkedinSlug}`;

/** Newest first; a profile knows of every move. */
const jobsOf = (world: World, person: Person) => {
  const { title, city, startedOn = USUAL_START, movedTo, former = [] } = person;
  const company = world.companyByDomain(person.company);
  const named = (name: string) => pageOf(world.companies.find((one) => one.name === name));
  const here = {
    ...jobRow(title, company?.name ?? '', pageOf(company), startedOn, movedTo?.on ?? null),
    location: city,
  };
  const before = former.map((job) => jobRow(job.title, job.company, named(job.company), job.from, job.to));
  if (movedTo === undefined) return [here, ...before];
  return [jobRow(movedTo.title, movedTo.company, named(movedTo.company), movedTo.on, null), here, ...before];
};

/** A renewed look is a look of today. */
const metaOf = ({ query }: SandboxRequest, nowMs: number, thin: boolean) => {
  const isRenewed = query.get('use_cache') === 'if-recent' || query.get('live_fetch') === 'force';
  return { last_updated: isRenewed ? new Date(nowMs).toISOString() : LAST_LOOK, thin_profile: thin };
};

const personBody = (world: World, person: Person, meta: object) => {
  const [first = '', ...rest] = person.name.split(' ');
  const experiences = jobsOf(world, person);
  const headline = `${experiences[0]?.title} at ${experiences[0]?.company}`;
  return {
    public_identifier: person.linkedinSlug,
    first_name: first,
    last_name: rest.join(' '),
    full_name: person.name,
    headline,
    occupation: headline,
    summary: person.bio,
    country: null,
    country_full_name: person.country,
    city: person.city,
    state: null,
    profile_pic_url: `https://img.example/${person.linkedinSlug}.jpg?X-Expires=1800`,
    follower_count: 900 + person.name.length,
    connections: 500,
    experiences,
    education: [],
    languages: ['English'],
    skills: [],
    interests: person.interests,
    certifications: [],
    recommendations: [],
    activities: [],
    groups: [],
    personal_emails: [],
    personal_numbers: [],
    industry: world.companyByDomain(person.company)?.industry ?? null,
    extra: null,
    meta,
  };
};

/** Nothing but a name, as of somebody who shows their page to nobody. */
const thinBody = (person: Person, meta: object) => ({
  public_identifier: person.linkedinSlug,
  full_name: person.name,
  experiences: [],
  education: [],
  meta,
});

const SIZES = [10_001, 5001, 1001, 501, 201, 51, 11, 2];

const sizeOf = (employees: number): readonly [number, number | null] => {
  const index = SIZES.findIndex((from) => employees >= from);
  const next = SIZES[index - 1];
  return [SIZES[index] ?? 1, next === undefined ? null : next - 1];
};

const companyBody = (world: World, company: Company, meta: object) => {
  const { city, countryCode } = company.headquarters;
  const hq = { country: countryCode, city, postal_code: null, line_1: null, is_hq: true, state: null };
  const internalId = String(90_000_000 + world.companies.indexOf(company));
  return {
    linkedin_internal_id: internalId,
    search_id: internalId,
    name: company.name,
    universal_name_id: company.linkedinSlug,
    website: `https://${company.domain}`,
    industry: company.industry,
    description: company.summary,
    tagline: null,
    company_size: sizeOf(company.employeeCount),
    company_size_on_linkedin: Math.round(company.employeeCount * 0.9),
    company_type: company.companyType === 'Public company' ? 'PUBLIC_COMPANY' : 'PRIVATELY_HELD',
    founded_year: company.foundedYear,
    specialities: company.products,
    hq,
    locations: [hq],
    follower_count: company.employeeCount * 20,
    similar_companies: [],
    affiliated_companies: [],
    updates: company.events.map(({ date, description }) => ({
      article_link: null,
      image: null,
      posted_on: dateOf(date),
      text: description,
      total_likes: 12,
    })),
    meta,
  };
};

interface Asked {
  readonly person: Person | undefined;
  readonly company: Company | undefined;
}

/** Whom a request is about. */
const asked = (world: World, { path, query }: SandboxRequest): Asked => {
  const address = PARAMETERS.flatMap((name) => query.get(name) ?? [])[0] ?? '';
  const slug = /linkedin\.com\/(?:in|company)\/([^/?#]+)/.exec(address)?.[1] ?? '';
  if (PEOPLE.includes(path)) return { person: world.personBySlug(slug), company: undefined };
  return { person: undefined, company: world.companies.find((one) => one.linkedinSlug === slug) };
};

/** Speaks as Enrich Layer and as ProxyCurl: profiles of people and companies. https://enrichlayer.com/docs */
export function createEnrichlayer(world: World, options: DeskOptions): VendorDesk {
  return openVendorDesk(
    {
      name: 'enrichlayer',
      words: WORDS,
      faults: [...Object.keys(REFUSALS), 'thin-profile'],
      hasKey: ({ headers }) => /^Bearer \S/.test(headers['authorization'] ?? ''),
      subjectOf: (request) => {
        const { person, company } = asked(world, request);
        return {
          endpoint: PEOPLE.includes(request.path) ? 'person' : 'company',
          company: company ?? world.companyByDomain(person?.company ?? ''),
        };
      },
      answer(request, fault) {
        if (request.path === BALANCE) return { status: 200, body: { credit_balance: 1234 } };
        if (request.method !== 'GET' || ![...PEOPLE, ...COMPANIES].includes(request.path)) return notFound();
        const refusal = REFUSALS[fault ?? ''];
        if (refusal !== undefined) return refusal();
        const { person, company } = asked(world, request);
        const thin = fault === 'thin-profile';
        const meta = metaOf(request, options.now(), thin);
        if (person !== undefined) {
          return { status: 200, body: thin ? thinBody(person, meta) : personBody(world, person, meta) };
        }
        return company === undefined ? notFound() : { status: 200, body: companyBody(world, company, meta) };
      },
    },
    options,
  );
}

/** The variables of libs/config that send the workers to this server, whichever of the two they choose. */
export const enrichlayerEnvironment = (url: string): Readonly<Record<string, string>> => ({
  ENRICHLAYER_API_KEY: 'sandbox',
  ENRICHLAYER_BASE_URL: `${url}${BASE}`,
  PROXYCURL_API_KEY: 'sandbox',
  PROXYCURL_BASE_URL: `${url}${PROXYCURL_BASE}`,
});
