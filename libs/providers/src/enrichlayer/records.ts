import { factOf, factsOf } from '../fact-of';
import type { CompanyProfile, PartialDate, PersonProfile } from '../profile-provider';
import type { CompanyAnswer, DateRow, PersonAnswer, PlaceRow } from './schemas';

/** LinkedIn's own bound of an about text is 2,600 characters, of a recommendation 3,000. */
const LONGEST_TEXT = 10_000;

const textOf = (text: string | null | undefined): string | null => factOf(text, LONGEST_TEXT);

/** Months and days that no calendar has are not known. */
const within = (value: number | null | undefined, most: number): number | null =>
  value != null && Number.isInteger(value) && value >= 1 && value <= most ? value : null;

const dateOf = (date: DateRow): PartialDate | null => {
  if (date?.year == null) return null;
  const month = within(date.month, 12);
  return { year: date.year, month, day: month === null ? null : within(date.day, 31) };
};

const rows = <T>(list: readonly (T | null)[] | null | undefined): T[] =>
  (list ?? []).flatMap((row) => row ?? []);

interface SpanRow {
  readonly starts_at?: DateRow;
  readonly ends_at?: DateRow;
}

const spanOf = ({ starts_at, ends_at }: SpanRow) => ({
  start: dateOf(starts_at),
  end: dateOf(ends_at),
});

interface StationRow extends SpanRow {
  readonly title?: string | null | undefined;
  readonly description?: string | null | undefined;
}

const stationOf = (row: StationRow) => ({
  ...spanOf(row),
  title: factOf(row.title),
  description: textOf(row.description),
});

const accomplishmentsOf = (answer: PersonAnswer) => ({
  certifications: rows(answer.certifications).map((row) => ({
    ...spanOf(row),
    name: factOf(row.name),
    authority: factOf(row.authority),
    url: factOf(row.url),
  })),
  projects: rows(answer.accomplishment_projects).map((row) => ({ ...stationOf(row), url: factOf(row.url) })),
  publications: rows(answer.accomplishment_publications).map((row) => ({
    title: factOf(row.name),
    publisher: factOf(row.publisher),
    publishedOn: dateOf(row.published_on),
    description: textOf(row.description),
    url: factOf(row.url),
  })),
  honors: rows(answer.accomplishment_honors_awards).map((row) => ({
    title: factOf(row.title),
    issuer: factOf(row.issuer),
    issuedOn: dateOf(row.issued_on),
    description: textOf(row.description),
  })),
  volunteerWork: rows(answer.volunteer_work).map((row) => ({
    ...stationOf(row),
    company: factOf(row.company),
    cause: factOf(row.cause),
  })),
});

const careerOf = ({ experiences, education }: PersonAnswer) => ({
  employments: rows(experiences).map((row) => ({
    ...stationOf(row),
    company: factOf(row.company),
    companyUrl: factOf(row.company_linkedin_profile_url),
    location: factOf(row.location),
    isCurrent: row.ends_at == null,
  })),
  education: rows(education).map((row) => ({
    ...spanOf(row),
    school: factOf(row.school),
    degree: factOf(row.degree_name),
    field: factOf(row.field_of_study),
    description: textOf(row.description),
  })),
});

/** A person in our own words; what is not known is null, never a guess. */
export const personProfileOf = (answer: PersonAnswer, url: string): PersonProfile => ({
  url,
  firstName: factOf(answer.first_name),
  lastName: factOf(answer.last_name),
  fullName: factOf(answer.full_name),
  headline: factOf(answer.headline ?? answer.occupation),
  about: textOf(answer.summary),
  industry: factOf(answer.industry),
  city: factOf(answer.city),
  state: factOf(answer.state),
  country: factOf(answer.country_full_name),
  countryCode: factOf(answer.country),
  photoUrl: factOf(answer.profile_pic_url),
  followers: answer.follower_count ?? null,
  connections: answer.connections ?? null,
  ...careerOf(answer),
  ...accomplishmentsOf(answer),
  groups: rows(answer.groups).map((row) => ({ name: factOf(row.name), url: factOf(row.url) })),
  languages: factsOf(answer.languages),
  skills: factsOf(answer.skills),
  recommendations: (answer.recommendations ?? []).flatMap((text) => textOf(text) ?? []),
  updatedAt: factOf(answer.meta?.last_updated),
  isThin: answer.meta?.thin_profile === true,
});

const placeOf = (row: PlaceRow) => ({
  city: factOf(row.city),
  state: factOf(row.state),
  country: factOf(row.country),
  postalCode: factOf(row.postal_code),
  street: factOf(row.line_1),
});

const sizeOf = (size: CompanyAnswer['company_size']): CompanyProfile['size'] => {
  const [from, to = null] = size ?? [];
  return from == null ? null : { from, to };
};

/** A company in our own words. */
export const companyProfileOf = (answer: CompanyAnswer, url: string): CompanyProfile => ({
  url,
  linkedinId: factOf(answer.linkedin_internal_id),
  name: factOf(answer.name),
  tagline: factOf(answer.tagline),
  description: textOf(answer.description),
  website: factOf(answer.website),
  industry: factOf(answer.industry),
  companyType: factOf(answer.company_type),
  size: sizeOf(answer.company_size),
  employeesOnLinkedin: answer.company_size_on_linkedin ?? null,
  foundedYear: answer.founded_year ?? null,
  followers: answer.follower_count ?? null,
  headquarters: answer.hq == null ? null : placeOf(answer.hq),
  locations: rows(answer.locations).map(placeOf),
  specialities: factsOf(answer.specialities),
  similar: rows(answer.similar_companies).map((row) => ({
    name: factOf(row.name),
    url: factOf(row.link),
    industry: factOf(row.industry),
  })),
  updates: rows(answer.updates).map((row) => ({
    text: textOf(row.text),
    postedOn: dateOf(row.posted_on),
    likes: row.total_likes ?? null,
    articleUrl: factOf(row.article_link),
  })),
  updatedAt: factOf(answer.meta?.last_updated),
});
