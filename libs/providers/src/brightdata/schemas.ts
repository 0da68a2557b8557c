import { z } from 'zod';

const text = z.string().nullish();
const number = z.number().nullish();
/** Keys are missing more often than they are null; both mean that nothing is known. */
const list = <T extends z.ZodType>(item: T) => z.array(item).nullish();
/** One string with commas in older records, a list in newer ones. */
const words = z.union([z.string(), z.array(z.string())]).nullish();

/** A row of any data set: what was sent, and why there are no data when there are none. */
export const anyRow = z.object({
  input: z.object({ url: text }).nullish(),
  url: text,
  error: text,
  error_code: text,
});

/** A company by its LinkedIn page: https://docs.brightdata.com/datasets/scrapers/linkedin/companies-collect-by-url */
export const companyRow = z.object({
  id: text,
  company_id: text,
  name: text,
  url: text,
  about: text,
  description: text,
  slogan: text,
  country_code: text,
  country_codes_array: list(z.string()),
  locations: list(z.string()),
  formatted_locations: list(z.string()),
  headquarters: text,
  followers: number,
  employees_in_linkedin: number,
  company_size: text,
  organization_type: text,
  industries: words,
  specialties: words,
  website: text,
  crunchbase_url: text,
  founded: number,
  logo: text,
  employees: list(z.object({ title: text, subtitle: text, link: text })),
  similar: list(z.object({ title: text, subtitle: text, Links: text })),
  updates: list(
    z.object({ text, title: text, date: text, likes_count: number, comments_count: number, post_url: text }),
  ),
  funding: z
    .object({
      last_round_date: text,
      last_round_type: text,
      rounds: number,
      last_round_raised: text,
    })
    .nullish(),
  stock_info: z.object({ stock_exchange: text, stock_ticker: text }).nullish(),
  timestamp: text,
});

/** See {@link companyRow}. */
export type CompanyRow = z.infer<typeof companyRow>;

/** A post or article of a company. What others posted (`more_relevant_posts`) is left out: it is not the company's. */
export const postRow = z.object({
  id: text,
  url: text,
  /** Of the author: the vendor's own spelling. */
  use_url: text,
  title: text,
  headline: text,
  post_text: text,
  date_posted: text,
  hashtags: list(z.string()),
  num_likes: number,
  num_comments: number,
  post_type: text,
  account_type: text,
  repost: z
    .object({ repost_url: text, repost_user_name: text, repost_text: text, repost_date: text })
    .nullish(),
  tagged_companies: list(z.object({ name: text, link: text })),
  tagged_people: list(z.object({ name: text, link: text })),
});

/** See {@link postRow}. */
export type PostRow = z.infer<typeof postRow>;

/** Answer of a synchronous call: rows, one row, or the snapshot in which they will be. */
export const scrapeAnswer = z.union([
  z.array(z.unknown()),
  z.object({ snapshot_id: z.string() }),
  z.record(z.string(), z.unknown()),
]);

export const triggerAnswer = z.object({ snapshot_id: z.string() });

/** `starting`, `running`, `building`, `ready`, `failed`; others may come. */
export const progressAnswer = z.object({ status: z.string() });

/** Rows; or, with status 202, that they are not there yet. */
export const snapshotAnswer = z.union([z.array(z.unknown()), z.object({ status: text, message: text })]);

const fact = z.string().nullable();
const count = z.number().nullable();
const named = z.object({ name: fact, url: fact });

/** A company in our own words, as it is given and kept. */
export const companyRecord = z.object({
  /** As LinkedIn writes it; null where the record does not say. */
  url: fact,
  slug: fact,
  companyId: fact,
  name: fact,
  about: fact,
  description: fact,
  slogan: fact,
  /** ISO 3166, two letters. */
  countryCodes: z.array(z.string()),
  locations: z.array(z.string()),
  headquarters: fact,
  followers: count,
  employeesOnLinkedin: count,
  /** A range in words: `51-200 employees`. */
  companySize: fact,
  organizationType: fact,
  industries: z.array(z.string()),
  specialties: z.array(z.string()),
  website: fact,
  crunchbaseUrl: fact,
  foundedYear: count,
  logo: fact,
  employees: z.array(named.extend({ headline: fact })),
  similar: z.array(named),
  updates: z.array(z.object({ text: fact, date: fact, url: fact, likes: count, comments: count })),
  funding: z
    .object({ lastRoundDate: fact, lastRoundType: fact, rounds: count, lastRoundRaised: fact })
    .nullable(),
  stock: z.object({ exchange: fact, ticker: fact }).nullable(),
  /** When the vendor looked; fields that LinkedIn hides may be older. */
  scrapedAt: fact,
});

/** A company record. */
export type CompanyRecord = z.infer<typeof companyRecord>;

/** A post in our own words. */
export const companyPost = z.object({
  id: fact,
  url: fact,
  authorUrl: fact,
  title: fact,
  text: fact,
  /** ISO 8601. */
  date: fact,
  hashtags: z.array(z.string()),
  likes: count,
  comments: count,
  type: z.enum(['post', 'article']).nullable(),
  repost: z.object({ url: fact, author: fact, text: fact, date: fact }).nullable(),
  taggedCompanies: z.array(named),
  taggedPeople: z.array(named),
});

/** A post of a company. */
export type CompanyPost = z.infer<typeof companyPost>;

/** Posts of a company, newest first, and how many more the vendor could not read. */
export const companyPosts = z.object({ posts: z.array(companyPost), failed: z.number() });

/** See {@link companyPosts}. */
export type CompanyPosts = z.infer<typeof companyPosts>;
