import { z } from 'zod';
import type { ProviderCall } from './paid-call';

const fact = z.string().nullable();
const count = z.number().nullable();

/** A date of which month and day may be unknown. */
export const partialDate = z.object({
  year: z.number(),
  /** From 1. */
  month: count,
  day: count,
});

/** See {@link partialDate}. */
export type PartialDate = z.infer<typeof partialDate>;

const span = z.object({ start: partialDate.nullable(), end: partialDate.nullable() });

/** Work or study that somebody told of on their page, in their own order, newest first as a rule. */
const station = span.extend({ title: fact, description: fact });

/** A person as LinkedIn's page tells of them; what is not known is null or an empty list. */
export const personProfile = z.object({
  /** The page as it was asked for. */
  url: z.string(),
  firstName: fact,
  lastName: fact,
  fullName: fact,
  headline: fact,
  /** The person's own words about themselves. */
  about: fact,
  industry: fact,
  city: fact,
  state: fact,
  country: fact,
  /** ISO 3166, two letters. */
  countryCode: fact,
  /** Valid for half an hour. */
  photoUrl: fact,
  followers: count,
  connections: count,
  employments: z.array(
    station.extend({
      company: fact,
      companyUrl: fact,
      location: fact,
      /** No end is told. */
      isCurrent: z.boolean(),
    }),
  ),
  education: z.array(span.extend({ school: fact, degree: fact, field: fact, description: fact })),
  certifications: z.array(span.extend({ name: fact, authority: fact, url: fact })),
  projects: z.array(station.extend({ url: fact })),
  publications: z.array(
    z.object({
      title: fact,
      publisher: fact,
      publishedOn: partialDate.nullable(),
      description: fact,
      url: fact,
    }),
  ),
  honors: z.array(
    z.object({ title: fact, issuer: fact, issuedOn: partialDate.nullable(), description: fact }),
  ),
  volunteerWork: z.array(station.extend({ company: fact, cause: fact })),
  groups: z.array(z.object({ name: fact, url: fact })),
  languages: z.array(z.string()),
  skills: z.array(z.string()),
  recommendations: z.array(z.string()),
  /** When the vendor last looked, ISO 8601. */
  updatedAt: fact,
  /** True when the page tells next to nothing. */
  isThin: z.boolean(),
});

/** See {@link personProfile}. */
export type PersonProfile = z.infer<typeof personProfile>;

const place = z.object({ city: fact, state: fact, country: fact, postalCode: fact, street: fact });

/** A company as LinkedIn's page tells of it. */
export const companyProfile = z.object({
  /** The page as it was asked for. */
  url: z.string(),
  /** LinkedIn's own number of the company. */
  linkedinId: fact,
  name: fact,
  tagline: fact,
  description: fact,
  website: fact,
  industry: fact,
  /** `PRIVATELY_HELD`, `PUBLIC_COMPANY` and so on. */
  companyType: fact,
  /** From and to; no end where the range is open. */
  size: z.object({ from: z.number(), to: count }).nullable(),
  employeesOnLinkedin: count,
  foundedYear: count,
  followers: count,
  headquarters: place.nullable(),
  locations: z.array(place),
  specialities: z.array(z.string()),
  similar: z.array(z.object({ name: fact, url: fact, industry: fact })),
  updates: z.array(
    z.object({ text: fact, postedOn: partialDate.nullable(), likes: count, articleUrl: fact }),
  ),
  updatedAt: fact,
});

/** See {@link companyProfile}. */
export type CompanyProfile = z.infer<typeof companyProfile>;

/**
 * How fresh a profile must be: as the vendor has it, at most 29 days old (dearer when it has to look), or looked up at
 * once (much dearer). Kept answers serve for 30 days in the first case and for a day in the others.
 */
export type Freshness = 'stored' | 'recent' | 'live';

/** Whose profile is asked for. */
export interface WhichProfile {
  /** A page of LinkedIn, in any of its forms. */
  readonly url: string;
  /** `stored` when not given. */
  readonly freshness?: Freshness;
}

/**
 * Profiles of people and companies by their pages on LinkedIn, whoever tells them. Both throw what the HTTP client does,
 * and TerminalError `address_refused`, `not_found` (free: the vendor knows no such page), `budget_exhausted`,
 * `vendor_unauthorized`; RetryableError `quota_exhausted` when the credits are used up.
 */
export interface ProfileProvider {
  person(input: WhichProfile, call: ProviderCall): Promise<PersonProfile>;
  company(input: WhichProfile, call: ProviderCall): Promise<CompanyProfile>;
}
