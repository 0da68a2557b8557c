import { compareNames } from '@userport/company-identity';
import type { JsonObject } from '@userport/contracts';
import type { CurrentEmployment, LeadEmployment } from '@userport/contracts/apollo-leads';
import type { LeadFacts, TextField } from '@userport/lead-score';
import type { ApolloPerson } from '@userport/providers/apollo';
import type { Organization } from './organization';
import { sameName } from './similar-names';

/** What a profile adds, in the form in which it is delivered. */
export interface ProfileFacts {
  readonly photoUrl: string | null;
  readonly connections: number | null;
  readonly followers: number | null;
  readonly updatedAt: string | null;
  readonly education: readonly JsonObject[];
  readonly projects: readonly JsonObject[];
  readonly publications: readonly JsonObject[];
  readonly groups: readonly JsonObject[];
  readonly certifications: readonly JsonObject[];
  readonly honors: readonly JsonObject[];
  readonly volunteerWork: readonly JsonObject[];
  readonly recommendations: readonly string[];
}

/** Somebody who was found, with all that is known by now. */
export interface Lead {
  readonly id: string;
  /** How far this one has come. */
  readonly stage: 'found' | 'revealed' | 'enriched';
  readonly person: ApolloPerson;
  readonly headline: string | null;
  readonly about: string | null;
  readonly current: CurrentEmployment | null;
  readonly others: readonly LeadEmployment[];
  readonly atCompany: LeadFacts['atCompany'];
  readonly place: {
    readonly city: string | null;
    readonly state: string | null;
    readonly country: string | null;
  };
  readonly profile: ProfileFacts | null;
}

type Employment = ApolloPerson['employments'][number];

const employmentOf = (one: Employment): LeadEmployment => ({
  title: one.title,
  organization_name: one.organizationName,
  description: one.description,
  start_date: one.startDate,
  end_date: one.endDate,
  location: null,
});

/**
 * Whether an employer is the account: by Apollo's id; under another id only by the very same name, since houses have
 * several; and by a name that is alike where one of the ids is not known.
 */
function isThere(organization: Organization, id: string | null, name: string | null): boolean {
  const { apolloId, name: own } = organization;
  if (id === null || apolloId === null) return sameName(name, own);
  return id === apolloId || compareNames(name ?? '', own ?? '') === 'same';
}

/** The job marked current at the account; in rows that say nothing of careers the employer of the row itself. */
const currentOf = (person: ApolloPerson, organization: Organization): Employment | undefined =>
  person.employments.find(
    (one) => one.isCurrent && isThere(organization, one.organizationId, one.organizationName),
  ) ??
  person.employments.find((one) => one.isCurrent && sameName(one.organizationName, person.organizationName));

/**
 * Whether somebody works at the account now. A row that names no employer leaves it open; an employer that is another
 * one, or a job at the account that has ended, says no.
 */
function whereabouts(person: ApolloPerson, organization: Organization): Lead['atCompany'] {
  const { employments, organizationId, organizationName } = person;
  const own = employments.filter((one) => isThere(organization, one.organizationId, one.organizationName));
  if (own.some(({ isCurrent }) => isCurrent)) return 'here';
  if (own.length > 0 && own.every(({ endDate }) => endDate !== null)) return 'left';
  if (organizationId === null && organizationName === null) return 'unknown';
  if (isThere(organization, organizationId, organizationName)) return 'here';
  // A company of another name may still be the account's own: only a career that has moved on is a proof.
  return employments.some(({ isCurrent }) => isCurrent) && organization.apolloId !== null
    ? 'left'
    : 'unknown';
}

/** Somebody as Apollo tells of them, at the search or at the reveal. */
export function leadOf(
  person: ApolloPerson,
  organization: Organization,
  stage: Lead['stage'] = 'found',
): Lead {
  const current = currentOf(person, organization);
  const { title, headline, seniority, departments, subdepartments, functions } = person;
  return {
    id: person.id,
    stage,
    person,
    headline,
    about: null,
    current: {
      title: current?.title ?? title,
      organization_name: current?.organizationName ?? person.organizationName,
      description: current?.description ?? null,
      start_date: current?.startDate ?? null,
      end_date: null,
      location: null,
      department: departments[0] ?? null,
      seniority,
      functions,
      subdepartments,
    },
    others: person.employments.filter((one) => one !== current).map(employmentOf),
    atCompany: whereabouts(person, organization),
    place: { city: person.city, state: person.state, country: person.country },
    profile: null,
  };
}

const told = (...parts: readonly (string | null | undefined)[]): string =>
  parts.filter((part) => part !== null && part !== undefined && part !== '').join(', ');

const tellAll = (all: readonly JsonObject[], names: readonly string[]): readonly string[] =>
  all
    .map((one) => told(...names.map((name) => (typeof one[name] === 'string' ? one[name] : null))))
    .filter((text) => text !== '');

/** What of a lead may count for its score. */
export function factsOf(lead: Lead): LeadFacts {
  const { current, profile } = lead;
  const texts: Partial<Record<TextField, readonly string[]>> = {
    about: lead.about === null ? [] : [lead.about],
    headline: lead.headline === null ? [] : [lead.headline],
    'current_employment.description': current?.description == null ? [] : [current.description],
    other_employments: tellAll(lead.others, ['title', 'organization_name', 'description']),
    education: tellAll(profile?.education ?? [], ['degree_name', 'field_of_study', 'school', 'description']),
    projects: tellAll(profile?.projects ?? [], ['title', 'description']),
    publications: tellAll(profile?.publications ?? [], ['name', 'publisher', 'description']),
    certifications: tellAll(profile?.certifications ?? [], ['name', 'authority']),
    groups: tellAll(profile?.groups ?? [], ['name']),
    honor_awards: tellAll(profile?.honors ?? [], ['title', 'issuer', 'description']),
    volunteer_work: tellAll(profile?.volunteerWork ?? [], ['title', 'company', 'cause', 'description']),
  };
  return {
    id: lead.id,
    title: current?.title ?? null,
    seniority: current?.seniority ?? null,
    functions: [
      ...(current?.department == null ? [] : [current.department]),
      ...(current?.subdepartments ?? []),
      ...(current?.functions ?? []),
    ],
    startDate: current?.start_date ?? null,
    atCompany: lead.atCompany,
    texts: Object.fromEntries(Object.entries(texts).filter(([, all]) => all.length > 0)),
  };
}
