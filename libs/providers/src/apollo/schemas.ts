import { z } from 'zod';

const text = z.string().nullish();
const texts = z.array(z.string()).nullish();
const number = z.number().nullish();
const date = z.string().nullish();
const total = z.number().int().nonnegative();

/** Apollo writes ids as text; a server that writes numbers means the same digits. */
const id = z.union([z.string().min(1), z.number()]).transform(String);
const idOrNone = id.nullish();

/** A company as every endpoint shows it. A saved one (`accounts[]`) has an id of its own beside the company's. */
export const organizationRow = z.object({
  id,
  organization_id: idOrNone,
  name: text,
  website_url: text,
  primary_domain: text,
  domain: text,
  linkedin_url: text,
  linkedin_uid: z.union([z.string(), z.number()]).transform(String).nullish(),
  twitter_url: text,
  facebook_url: text,
  crunchbase_url: text,
  phone: text,
  logo_url: text,
  founded_year: number,
});

/** See {@link organizationRow}. */
export type OrganizationRow = z.infer<typeof organizationRow>;

/** https://docs.apollo.io/reference/organization-search: saved companies stand apart, and both are results. */
export const organizationSearchAnswer = z
  .object({
    accounts: z.array(organizationRow).nullish(),
    organizations: z.array(organizationRow).nullish(),
    pagination: z.object({ total_entries: total }).nullish(),
  })
  .refine(({ accounts, organizations }) => accounts != null || organizations != null);

/** What an enrichment adds. https://docs.apollo.io/reference/organization-enrichment */
export const enrichedRow = organizationRow.extend({
  industry: text,
  industries: texts,
  secondary_industries: texts,
  keywords: texts,
  estimated_num_employees: number,
  raw_address: text,
  city: text,
  state: text,
  country: text,
  short_description: text,
  seo_description: text,
  annual_revenue: number,
  total_funding: number,
  latest_funding_round_date: date,
  latest_funding_stage: text,
  technology_names: texts,
  departmental_head_count: z.record(z.string(), z.number().nullable()).nullish(),
  organization_headcount_six_month_growth: number,
  organization_headcount_twelve_month_growth: number,
  organization_headcount_twenty_four_month_growth: number,
});

/** See {@link enrichedRow}. */
export type EnrichedRow = z.infer<typeof enrichedRow>;

/** One company, or none. */
export const enrichmentAnswer = z.object({ organization: enrichedRow.nullish() });

const employmentRow = z.object({
  title: text,
  organization_name: text,
  organization_id: idOrNone,
  description: text,
  start_date: date,
  end_date: date,
  current: z.boolean().nullish(),
});

/**
 * A person in any of three shapes: masked (`api_search`), whole (the search before it, and matches), or saved
 * (`contacts[]`, whose own id is not the person's). `contact` and `account` inside are of the team's CRM and not read.
 */
export const personRow = z.object({
  id,
  person_id: idOrNone,
  first_name: text,
  last_name: text,
  last_name_obfuscated: text,
  name: text,
  title: text,
  headline: text,
  seniority: text,
  departments: texts,
  subdepartments: texts,
  functions: texts,
  linkedin_url: text,
  twitter_url: text,
  github_url: text,
  facebook_url: text,
  photo_url: text,
  email: text,
  email_status: text,
  has_email: z.boolean().nullish(),
  city: text,
  state: text,
  country: text,
  organization_id: idOrNone,
  organization: z.object({ id: idOrNone, name: text, primary_domain: text }).nullish(),
  employment_history: z.array(employmentRow).nullish(),
  last_refreshed_at: text,
});

/** See {@link personRow}. */
export type PersonRow = z.infer<typeof personRow>;

/** Both shapes: https://docs.apollo.io/reference/people-api-search, and the search that it replaced. */
export const peopleSearchAnswer = z
  .object({
    people: z.array(personRow).nullish(),
    contacts: z.array(personRow).nullish(),
    total_entries: total.nullish(),
    pagination: z.object({ total_entries: total }).nullish(),
  })
  .refine(({ people, contacts }) => people != null || contacts != null);

/** https://docs.apollo.io/reference/bulk-people-enrichment */
export const bulkMatchAnswer = z.object({
  status: text,
  error_code: text,
  /** What is no count is not known. */
  credits_consumed: total.nullish().catch(null),
  matches: z.array(personRow.nullable()).nullish(),
});

/** See {@link bulkMatchAnswer}. */
export type BulkMatchAnswer = z.infer<typeof bulkMatchAnswer>;

const fact = z.string().nullable();
const count = z.number().nullable();

/** A company in our own words; what is not known is null. */
export const apolloOrganization = z.object({
  /** Of the company, also where the team has saved it. */
  id: z.string(),
  name: fact,
  websiteUrl: fact,
  /** Without `www.`. */
  domain: fact,
  /** As Apollo writes it. */
  linkedinUrl: fact,
  /** LinkedIn's own number of the company. */
  linkedinId: fact,
  twitterUrl: fact,
  facebookUrl: fact,
  crunchbaseUrl: fact,
  phone: fact,
  logoUrl: fact,
  foundedYear: count,
});

/** See {@link apolloOrganization}. */
export type ApolloOrganization = z.infer<typeof apolloOrganization>;

/** A company with all that Apollo knows. */
export const apolloCompany = apolloOrganization.extend({
  /** First one first. */
  industries: z.array(z.string()),
  keywords: z.array(z.string()),
  employees: count,
  address: fact,
  city: fact,
  state: fact,
  country: fact,
  description: fact,
  annualRevenueUsd: count,
  totalFundingUsd: count,
  latestFundingDate: fact,
  latestFundingStage: fact,
  technologies: z.array(z.string()),
  /** Employees by department, in Apollo's words. */
  departments: z.record(z.string(), z.number()),
  /** Percent. */
  headcountGrowth: z.object({ sixMonths: count, twelveMonths: count, twentyFourMonths: count }),
});

/** See {@link apolloCompany}. */
export type ApolloCompany = z.infer<typeof apolloCompany>;

/** A job that somebody has or had. Dates are ISO days, as Apollo gives them. */
export const apolloEmployment = z.object({
  title: fact,
  organizationName: fact,
  organizationId: fact,
  description: fact,
  startDate: fact,
  endDate: fact,
  isCurrent: z.boolean(),
});

/** A person in our own words, as far as they are known: a search masks and leaves out what a reveal tells. */
export const apolloPerson = z.object({
  id: z.string(),
  firstName: fact,
  /** Null where a search masks it. */
  lastName: fact,
  /** Such as `Od***l`. */
  lastNameMasked: fact,
  name: fact,
  title: fact,
  headline: fact,
  /** Apollo's word: `vp`, `c_suite`. */
  seniority: fact,
  departments: z.array(z.string()),
  subdepartments: z.array(z.string()),
  functions: z.array(z.string()),
  /** Byte for byte as Apollo writes it. */
  linkedinUrl: fact,
  twitterUrl: fact,
  githubUrl: fact,
  facebookUrl: fact,
  photoUrl: fact,
  /** Null while it is not revealed. */
  email: fact,
  /** Apollo's word, also of an address that is not revealed: `verified`. */
  emailStatus: fact,
  /** Whether Apollo knows an address; null when it does not say. */
  hasEmail: z.boolean().nullable(),
  city: fact,
  state: fact,
  country: fact,
  organizationId: fact,
  organizationName: fact,
  organizationDomain: fact,
  /** In Apollo's order; empty where a search leaves them out. */
  employments: z.array(apolloEmployment),
  /** ISO 8601. */
  refreshedAt: fact,
});

/** See {@link apolloPerson}. */
export type ApolloPerson = z.infer<typeof apolloPerson>;

/** A page of companies. */
export const organizationPage = z.object({
  organizations: z.array(apolloOrganization),
  total: z.number(),
  pages: z.number(),
});

/** See {@link organizationPage}. */
export type OrganizationPage = z.infer<typeof organizationPage>;

/** A page of people. */
export const peoplePage = z.object({
  people: z.array(apolloPerson),
  /** Of all pages, as Apollo counts; people can be listed twice. */
  total: z.number(),
  /** How many pages can be had: Apollo gives 500 at the most. */
  pages: z.number(),
});

/** See {@link peoplePage}. */
export type PeoplePage = z.infer<typeof peoplePage>;
