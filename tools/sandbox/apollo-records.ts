import { createHash } from 'node:crypto';
import type { Company, Person, World } from './world/world';

/** Where nobody says when a job began. */
const USUAL_START = '2021-03-01';

/** 24 hex digits, as the vendor's ids have them; the same for the same thing in every run. */
const idOf = (thing: string): string => createHash('sha256').update(thing).digest('hex').slice(0, 24);

/** The vendor's id of a company. */
export const organizationIdOf = (company: Company): string => idOf(company.domain);

/** One line of the vendor's database of people. Somebody may have two. */
export interface Listing {
  readonly id: string;
  readonly person: Person;
  readonly company: Company;
  readonly linkedinUrl: string | null;
}

/** Everybody whom the vendor lists; second lines of the same people come last. */
export function listingsOf(world: World): Listing[] {
  const all = world.people.flatMap((person) => {
    const company = world.companyByDomain(person.company);
    return company === undefined ? [] : [{ person, company }];
  });
  const first = all.map(({ person, company }) => ({
    id: person.listing?.number ?? idOf(person.linkedinSlug),
    person,
    company,
    linkedinUrl:
      person.listing?.withoutProfile === true ? null : `http://www.linkedin.com/in/${person.linkedinSlug}`,
  }));
  const second = all.flatMap(({ person, company }) =>
    person.listing?.twiceAs === undefined
      ? []
      : [
          {
            id: idOf(`${person.linkedinSlug} once more`),
            person,
            company,
            linkedinUrl: person.listing.twiceAs,
          },
        ],
  );
  return [...first, ...second];
}

const namesOf = ({ name }: Person): readonly [first: string, last: string] => {
  const [first = '', ...rest] = name.split(' ');
  return [first, rest.join(' ')];
};

const emailOf = ({ person, company }: Listing): string => {
  const plain = person.name.normalize('NFD').replaceAll(/[^A-Za-z ]/g, '');
  return `${plain.toLowerCase().replaceAll(' ', '.')}@${company.domain}`;
};

/** Of one in five the vendor knows no address. */
const hasEmail = ({ person }: Listing): boolean =>
  Number.parseInt(idOf(person.linkedinSlug).slice(0, 6), 16) % 5 !== 0;

/** A person as a search shows them: no last name, no address. */
export const maskedRow = (listing: Listing) => {
  const { id, person, company } = listing;
  const [first, last] = namesOf(person);
  return {
    id,
    first_name: first,
    last_name_obfuscated: `${last.slice(0, 2)}***${last.slice(-1)}`,
    title: person.title,
    last_refreshed_at: '2026-10-30T11:02:00.000+00:00',
    has_email: hasEmail(listing),
    has_city: true,
    has_state: false,
    has_country: true,
    has_direct_phone: 'Maybe: please request direct dial via people/bulk_match',
    organization: {
      name: company.name,
      has_industry: true,
      has_phone: false,
      has_city: true,
      has_state: false,
      has_country: true,
      has_zip_code: false,
      has_revenue: false,
      has_employee_count: true,
    },
  };
};

interface Job {
  readonly title: string;
  readonly company: string;
  readonly organizationId: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** Whoever has left is the last one to be known as such: some moves only their own profile tells. */
const moveOf = ({ movedTo }: Person): Person['movedTo'] => (movedTo?.knownTo === 'all' ? movedTo : undefined);

const jobsOf = ({ person, company }: Listing): Job[] => {
  const move = moveOf(person);
  const here = {
    title: person.title,
    company: company.name,
    organizationId: organizationIdOf(company),
    from: person.startedOn === undefined ? USUAL_START : person.startedOn,
    to: move?.on ?? null,
  };
  const former = (person.former ?? []).map((job) => ({ ...job, organizationId: null }));
  if (move === undefined) return [here, ...former];
  return [{ ...move, organizationId: null, from: move.on, to: null }, here, ...former];
};

const employmentRow = (id: string, { title, company, organizationId, from, to }: Job, index: number) => ({
  _id: idOf(`${id} job ${index}`),
  current: to === null,
  title,
  organization_name: company,
  organization_id: organizationId,
  start_date: from,
  end_date: to,
  description: null,
});

/** A person as a match tells of them. */
export const wholeRow = (listing: Listing) => {
  const { id, person, company, linkedinUrl } = listing;
  const [first, last] = namesOf(person);
  const move = moveOf(person);
  const title = move?.title ?? person.title;
  const organization =
    move === undefined
      ? { id: organizationIdOf(company), name: company.name, primary_domain: company.domain }
      : { id: idOf(move.company), name: move.company, primary_domain: null };
  const email = hasEmail(listing) && move === undefined ? emailOf(listing) : null;
  return {
    id,
    first_name: first,
    last_name: last,
    name: person.name,
    linkedin_url: linkedinUrl,
    title,
    headline: `${title} at ${organization.name}`,
    email,
    email_status: email === null ? 'unavailable' : 'verified',
    extrapolated_email_confidence: null,
    photo_url: null,
    twitter_url: null,
    github_url: null,
    facebook_url: null,
    organization_id: organization.id,
    employment_history: jobsOf(listing).map((job, index) => employmentRow(id, job, index)),
    city: person.city,
    state: null,
    country: person.country,
    revealed_for_current_team: true,
    is_likely_to_engage: false,
    departments: [person.department.toLowerCase()],
    subdepartments: [],
    functions: [person.department.toLowerCase()],
    seniority: person.seniority,
    organization,
  };
};

/** A company as a search shows it. */
export const organizationRow = (world: World, company: Company) => ({
  id: organizationIdOf(company),
  name: company.name,
  website_url: `http://www.${company.domain}`,
  blog_url: null,
  angellist_url: null,
  linkedin_url: `http://www.linkedin.com/company/${company.linkedinSlug}`,
  twitter_url: null,
  facebook_url: null,
  primary_phone: {},
  languages: [],
  alexa_ranking: null,
  phone: null,
  linkedin_uid: String(90_000_000 + world.companies.indexOf(company)),
  founded_year: company.foundedYear,
  logo_url: null,
  crunchbase_url: null,
  primary_domain: company.domain,
  sanitized_phone: null,
});

/** A company as an enrichment tells of it. */
export const enrichedRow = (world: World, company: Company) => ({
  ...organizationRow(world, company),
  industry: company.industry,
  industries: [company.industry],
  secondary_industries: [],
  keywords: company.products.map((product) => product.toLowerCase()),
  estimated_num_employees: company.employeeCount,
  raw_address: `${company.headquarters.city}, ${company.headquarters.country}`,
  city: company.headquarters.city,
  state: null,
  country: company.headquarters.country,
  short_description: company.summary,
  annual_revenue: null,
  total_funding: company.funding?.totalUsd ?? null,
  latest_funding_round_date: company.funding?.rounds[0]?.date ?? null,
  latest_funding_stage: company.funding?.rounds[0]?.series ?? null,
  technology_names: company.technologies,
  current_technologies: company.technologies.map((name) => ({
    uid: name.toLowerCase(),
    name,
    category: null,
  })),
  departmental_head_count: { engineering: Math.round(company.employeeCount * 0.2) },
  organization_headcount_six_month_growth: null,
  organization_headcount_twelve_month_growth: null,
  organization_headcount_twenty_four_month_growth: null,
});
