import { factOf, factsOf, verbatim } from '../fact-of';
import type { ApolloPerson, PersonRow } from './schemas';

/** A description of a job; LinkedIn's own bound is 2,000 characters. */
const LONGEST_TEXT = 5_000;

/** What stands in place of an address that is not revealed: https://docs.apollo.io/reference/view-a-person */
const PLACEHOLDER = /^email_not_unlocked@/i;

const emailOf = (email: string | null | undefined): string | null =>
  PLACEHOLDER.test(email ?? '') ? null : factOf(email);

type EmploymentRow = NonNullable<PersonRow['employment_history']>[number];

const employmentOf = (row: EmploymentRow): ApolloPerson['employments'][number] => ({
  title: factOf(row.title),
  organizationName: factOf(row.organization_name),
  organizationId: row.organization_id ?? null,
  description: factOf(row.description, LONGEST_TEXT),
  startDate: factOf(row.start_date),
  endDate: factOf(row.end_date),
  isCurrent: row.current === true,
});

/** A person of a search or a match in our own words. */
export function personOf(row: PersonRow): ApolloPerson {
  const lastName = factOf(row.last_name);
  return {
    // Of somebody whom the team has saved, `id` is the contact's.
    id: row.person_id ?? row.id,
    firstName: factOf(row.first_name),
    lastName,
    lastNameMasked: lastName === null ? factOf(row.last_name_obfuscated) : null,
    name: factOf(row.name),
    title: factOf(row.title),
    headline: factOf(row.headline),
    seniority: factOf(row.seniority),
    departments: factsOf(row.departments),
    subdepartments: factsOf(row.subdepartments),
    functions: factsOf(row.functions),
    linkedinUrl: verbatim(row.linkedin_url),
    twitterUrl: factOf(row.twitter_url),
    githubUrl: factOf(row.github_url),
    facebookUrl: factOf(row.facebook_url),
    photoUrl: factOf(row.photo_url),
    email: emailOf(row.email),
    emailStatus: factOf(row.email_status),
    hasEmail: row.has_email ?? (row.email == null ? null : true),
    city: factOf(row.city),
    state: factOf(row.state),
    country: factOf(row.country),
    organizationId: row.organization_id ?? row.organization?.id ?? null,
    organizationName: factOf(row.organization?.name),
    organizationDomain: factOf(row.organization?.primary_domain),
    employments: (row.employment_history ?? []).map(employmentOf),
    refreshedAt: factOf(row.last_refreshed_at),
  };
}
