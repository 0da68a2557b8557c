import { factOf, factsOf, verbatim } from '../fact-of';
import type { ApolloCompany, ApolloOrganization, EnrichedRow, OrganizationRow } from './schemas';

const LONGEST_TEXT = 10_000;

const domainOf = ({ primary_domain, domain }: OrganizationRow): string | null =>
  factOf(primary_domain ?? domain)
    ?.toLowerCase()
    .replace(/^www\./, '') ?? null;

/** A company of a search in our own words. */
export const organizationOf = (row: OrganizationRow): ApolloOrganization => ({
  id: row.organization_id ?? row.id,
  name: factOf(row.name),
  websiteUrl: factOf(row.website_url),
  domain: domainOf(row),
  linkedinUrl: verbatim(row.linkedin_url),
  linkedinId: row.linkedin_uid ?? null,
  twitterUrl: factOf(row.twitter_url),
  facebookUrl: factOf(row.facebook_url),
  crunchbaseUrl: factOf(row.crunchbase_url),
  phone: factOf(row.phone),
  logoUrl: factOf(row.logo_url),
  foundedYear: row.founded_year ?? null,
});

/** A company with all that is known of it. */
export const companyOf = (row: EnrichedRow): ApolloCompany => ({
  ...organizationOf(row),
  industries: factsOf([row.industry, ...(row.industries ?? []), ...(row.secondary_industries ?? [])]),
  keywords: factsOf(row.keywords),
  employees: row.estimated_num_employees ?? null,
  address: factOf(row.raw_address),
  city: factOf(row.city),
  state: factOf(row.state),
  country: factOf(row.country),
  description: factOf(row.short_description ?? row.seo_description, LONGEST_TEXT),
  annualRevenueUsd: row.annual_revenue ?? null,
  totalFundingUsd: row.total_funding ?? null,
  latestFundingDate: factOf(row.latest_funding_round_date),
  latestFundingStage: factOf(row.latest_funding_stage),
  technologies: factsOf(row.technology_names),
  departments: Object.fromEntries(
    Object.entries(row.departmental_head_count ?? {}).flatMap(([name, heads]) =>
      heads === null ? [] : [[name, heads]],
    ),
  ),
  headcountGrowth: {
    sixMonths: row.organization_headcount_six_month_growth ?? null,
    twelveMonths: row.organization_headcount_twelve_month_growth ?? null,
    twentyFourMonths: row.organization_headcount_twenty_four_month_growth ?? null,
  },
});
