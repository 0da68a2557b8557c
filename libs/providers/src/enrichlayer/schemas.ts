import { z } from 'zod';

const text = z.string().nullish();
const texts = z.array(z.string()).nullish();
const number = z.number().nullish();

/** Never a string: https://enrichlayer.com/docs/api/v2/data-dictionary */
const date = z.object({ year: number, month: number, day: number }).nullish();

/** See {@link date}. */
export type DateRow = z.infer<typeof date>;

const list = <T extends z.ZodType>(of: T) => z.array(of.nullable()).nullish();
const spanned = <T extends z.ZodRawShape>(shape: T) => z.object({ starts_at: date, ends_at: date, ...shape });

const meta = z.object({ last_updated: text, thin_profile: z.boolean().nullish() }).nullish();

/** What an answer says of itself beside a good one: an error that a server puts into a 200 has none of these. */
const tellsOf =
  (names: readonly string[]) =>
  (answer: Readonly<Record<string, unknown>>): boolean =>
    names.some((name) => answer[name] != null && answer[name] !== '');

/** https://enrichlayer.com/docs/api/v2/data-dictionary, Person. New fields may come at any time. */
export const personAnswer = z
  .object({
    public_identifier: text,
    first_name: text,
    last_name: text,
    full_name: text,
    headline: text,
    occupation: text,
    summary: text,
    industry: text,
    country: text,
    country_full_name: text,
    city: text,
    state: text,
    profile_pic_url: text,
    follower_count: number,
    connections: number,
    experiences: list(
      spanned({
        company: text,
        company_linkedin_profile_url: text,
        title: text,
        description: text,
        location: text,
      }),
    ),
    education: list(spanned({ field_of_study: text, degree_name: text, school: text, description: text })),
    certifications: list(spanned({ name: text, authority: text, url: text })),
    accomplishment_projects: list(spanned({ title: text, description: text, url: text })),
    accomplishment_publications: list(
      z.object({ name: text, publisher: text, published_on: date, description: text, url: text }),
    ),
    accomplishment_honors_awards: list(
      z.object({ title: text, issuer: text, issued_on: date, description: text }),
    ),
    volunteer_work: list(spanned({ title: text, cause: text, company: text, description: text })),
    groups: list(z.object({ name: text, url: text })),
    languages: texts,
    skills: texts,
    recommendations: texts,
    meta,
  })
  .refine(tellsOf(['public_identifier', 'full_name', 'first_name', 'last_name', 'headline', 'experiences']));

/** See {@link personAnswer}. */
export type PersonAnswer = z.infer<typeof personAnswer>;

const place = z.object({ city: text, state: text, country: text, postal_code: text, line_1: text });

/** See {@link place}. */
export type PlaceRow = z.infer<typeof place>;

/** The same, Company. */
export const companyAnswer = z
  .object({
    linkedin_internal_id: text,
    universal_name_id: text,
    name: text,
    tagline: text,
    description: text,
    website: text,
    industry: text,
    company_type: text,
    /** From and to; the second is null for the open range at the top. */
    company_size: z.array(z.number().nullable()).nullish(),
    company_size_on_linkedin: number,
    founded_year: number,
    follower_count: number,
    hq: place.nullish(),
    locations: list(place),
    specialities: texts,
    similar_companies: list(z.object({ name: text, link: text, industry: text })),
    updates: list(z.object({ text: text, posted_on: date, total_likes: number, article_link: text })),
    meta,
  })
  .refine(tellsOf(['linkedin_internal_id', 'universal_name_id', 'name']));

/** See {@link companyAnswer}. */
export type CompanyAnswer = z.infer<typeof companyAnswer>;
