import type { CurrentEmployment, LeadEmployment } from '@userport/contracts/apollo-leads';
import { partialDate } from '@userport/lead-score';
import type { PartialDate, PersonProfile } from '@userport/providers/enrichlayer';
import type { Lead, ProfileFacts } from './lead';
import { nameSimilarity, sameName } from './similar-names';

type ProfileEmployment = PersonProfile['employments'][number];

const dateOf = (date: PartialDate | null): string | null => (date === null ? null : partialDate(date));

/** Later for certain: what is less precise may be the same day. `2023` is not later than `2023-03`. */
function isLater(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return false;
  const precision = Math.min(a.length, b.length);
  return a.slice(0, precision) > b.slice(0, precision);
}

const newestStart = (all: readonly ProfileEmployment[]): string | null =>
  all
    .map(({ start }) => dateOf(start))
    .reduce((newest, date) => (newest === null || isLater(date, newest) ? date : newest), null);

const employmentOf = (one: ProfileEmployment): LeadEmployment => ({
  title: one.title,
  organization_name: one.company,
  description: one.description,
  start_date: dateOf(one.start),
  end_date: dateOf(one.end),
  location: one.location,
});

/** The profile's job at the lead's employer: the most alike of those that have not ended. */
const sameEmployer = (lead: Lead, present: readonly ProfileEmployment[]): ProfileEmployment | undefined => {
  const name = lead.current?.organization_name ?? null;
  return present
    .filter(({ company }) => sameName(company, name))
    .sort(
      (a, b) => nameSimilarity(b.company ?? '', name ?? '') - nameSimilarity(a.company ?? '', name ?? ''),
    )[0];
};

/** Fills what is missing of a job from the profile's same one: employer and title must both be alike. */
const filled = <T extends LeadEmployment>(one: T, employments: readonly ProfileEmployment[]): T => {
  const match = employments.find(
    ({ company, title }) => sameName(company, one.organization_name) && sameName(title, one.title),
  );
  if (match === undefined) return one;
  const told = employmentOf(match);
  return {
    ...one,
    description: one.description ?? told.description,
    location: one.location ?? told.location,
    start_date: one.start_date ?? told.start_date,
    end_date: one.end_date ?? told.end_date,
  };
};

const span = ({ start, end }: { readonly start: PartialDate | null; readonly end: PartialDate | null }) => ({
  starts_at: dateOf(start),
  ends_at: dateOf(end),
});

/** What is taken from a profile in every case, under the names that Django stores. */
const factsOf = (profile: PersonProfile): ProfileFacts => ({
  photoUrl: profile.photoUrl,
  connections: profile.connections,
  followers: profile.followers,
  updatedAt: profile.updatedAt,
  education: profile.education.map((one) => ({
    school: one.school,
    degree_name: one.degree,
    field_of_study: one.field,
    description: one.description,
    ...span(one),
  })),
  projects: profile.projects.map((one) => ({
    title: one.title,
    description: one.description,
    url: one.url,
    ...span(one),
  })),
  publications: profile.publications.map((one) => ({
    name: one.title,
    publisher: one.publisher,
    description: one.description,
    url: one.url,
    published_on: dateOf(one.publishedOn),
  })),
  groups: profile.groups.map(({ name, url }) => ({ name, url })),
  certifications: profile.certifications.map((one) => ({
    name: one.name,
    authority: one.authority,
    url: one.url,
    ...span(one),
  })),
  honors: profile.honors.map((one) => ({
    title: one.title,
    issuer: one.issuer,
    description: one.description,
    issued_on: dateOf(one.issuedOn),
  })),
  volunteerWork: profile.volunteerWork.map((one) => ({
    title: one.title,
    company: one.company,
    cause: one.cause,
    description: one.description,
    ...span(one),
  })),
  recommendations: profile.recommendations,
});

const replaced = (lead: Lead, job: ProfileEmployment, profile: PersonProfile): Lead => {
  // The vendor's level and department were those of the job before; nobody tells the new ones.
  const current: CurrentEmployment = {
    ...employmentOf(job),
    end_date: null,
    department: null,
    seniority: null,
    functions: [],
    subdepartments: [],
  };
  const { city, state, country } = profile;
  return {
    ...lead,
    headline: profile.headline ?? lead.headline,
    current,
    others: profile.employments.filter((one) => one !== job).map(employmentOf),
    place: city === null && state === null && country === null ? lead.place : { city, state, country },
    atCompany: 'here',
  };
};

/** The job that the vendor calls the present one has ended by the person's own profile; an earlier stint says nothing. */
const hasEnded = (lead: Lead, { employments }: PersonProfile): boolean =>
  employments.some(
    ({ company, end, isCurrent }) =>
      !isCurrent &&
      sameName(company, lead.current?.organization_name ?? null) &&
      !isLater(lead.current?.start_date ?? null, dateOf(end)),
  );

/**
 * Joins a profile to a lead. Same employer and begun later: the profile's jobs take the place of Apollo's. Same
 * employer, not later: gaps are filled. Another employer, begun later: the lead has left. Else gaps are filled, and a
 * lead whose job there has ended by the profile has left as well.
 * What a person says of themselves is taken in every case.
 */
export function mergeProfile(lead: Lead, profile: PersonProfile): Lead {
  const present = profile.employments.filter(({ isCurrent }) => isCurrent);
  const job = sameEmployer(lead, present);
  const since = lead.current?.start_date ?? null;
  const isFresher = isLater(newestStart(job === undefined ? present : [job]), since);
  const always = {
    stage: 'enriched',
    about: profile.about ?? lead.about,
    profile: factsOf(profile),
  } as const;
  if (job !== undefined && isFresher) return { ...replaced(lead, job, profile), ...always };
  const place = {
    city: lead.place.city ?? profile.city,
    state: lead.place.state ?? profile.state,
    country: lead.place.country ?? profile.country,
  };
  return {
    ...lead,
    ...always,
    place,
    current: lead.current === null ? null : { ...filled(lead.current, profile.employments), end_date: null },
    others: lead.others.map((one) => filled(one, profile.employments)),
    atCompany: job !== undefined ? 'here' : isFresher || hasEnded(lead, profile) ? 'left' : lead.atCompany,
  };
}
