import { cleanPageText } from '@userport/http';
import type { CompanyPost, CompanyRecord, CompanyRow, PostRow } from './schemas';

/** LinkedIn's own bound of a post is 3,000 characters, of an article some 100,000. */
const LONGEST_TEXT = 100_000;

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#x27;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
};

const factOf = (text: string | null | undefined): string | null => {
  const clean = cleanPageText(text ?? '', LONGEST_TEXT).text.trim();
  return clean === '' ? null : clean;
};

/** The page's meta text comes escaped as it stands in HTML. */
const unescaped = (text: string | null | undefined): string | null =>
  factOf(text?.replaceAll(/&(?:lt|gt|quot|#39|#x27|nbsp|amp);/g, (entity) => ENTITIES[entity] ?? entity));

const listOf = (texts: string | readonly string[] | null | undefined): string[] => {
  const parts = typeof texts === 'string' ? texts.split(',') : (texts ?? []);
  return [...new Set(parts.flatMap((part) => factOf(part) ?? []))];
};

/** One string that may hold a comma of its own (`Oil, Gas, and Mining`), unless it is a list already. */
const wholeOf = (text: string | readonly string[] | null | undefined): string[] =>
  typeof text === 'string' ? listOf([text]) : listOf(text);

/** A time that can be read, as ISO 8601; some records hold what JavaScript prints. */
const timeOf = (text: string | null | undefined): string | null => {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? null : new Date(at).toISOString();
};

/** A page of LinkedIn without what only tells where the link was clicked. */
const plainUrl = (text: string | null | undefined): string | null => {
  if (text == null || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'http:' || url.protocol === 'https:' ? `${url.origin}${url.pathname}` : null;
};

type Named = { readonly name?: string | null | undefined; readonly link?: string | null | undefined };
const namedOf = (all: readonly Named[] | null | undefined) =>
  (all ?? []).map(({ name, link }) => ({ name: factOf(name), url: plainUrl(link) }));

/** A company record in our own words; what is not known is null, never a guess. */
export const companyOf = (row: CompanyRow): CompanyRecord => ({
  url: plainUrl(row.url),
  slug: factOf(row.id),
  companyId: factOf(row.company_id),
  name: factOf(row.name),
  about: factOf(row.about),
  description: unescaped(row.description),
  slogan: factOf(row.slogan),
  countryCodes: listOf(row.country_codes_array ?? row.country_code),
  locations: listOf(row.formatted_locations ?? row.locations),
  headquarters: factOf(row.headquarters),
  followers: row.followers ?? null,
  employeesOnLinkedin: row.employees_in_linkedin ?? null,
  companySize: factOf(row.company_size),
  organizationType: factOf(row.organization_type),
  industries: wholeOf(row.industries),
  specialties: listOf(row.specialties),
  website: factOf(row.website),
  crunchbaseUrl: factOf(row.crunchbase_url),
  foundedYear: row.founded ?? null,
  logo: factOf(row.logo),
  // Of an employee the title is the name and the subtitle the headline.
  employees: (row.employees ?? []).map(({ title, subtitle, link }) => ({
    name: factOf(title),
    headline: factOf(subtitle),
    url: plainUrl(link),
  })),
  similar: (row.similar ?? []).map(({ title, Links: link }) => ({
    name: factOf(title),
    url: plainUrl(link),
  })),
  updates: (row.updates ?? []).map((update) => ({
    text: factOf(update.text),
    date: timeOf(update.date),
    url: plainUrl(update.post_url),
    likes: update.likes_count ?? null,
    comments: update.comments_count ?? null,
  })),
  funding:
    row.funding == null
      ? null
      : {
          lastRoundDate: factOf(row.funding.last_round_date),
          lastRoundType: factOf(row.funding.last_round_type),
          rounds: row.funding.rounds ?? null,
          lastRoundRaised: factOf(row.funding.last_round_raised),
        },
  stock:
    row.stock_info?.stock_ticker == null
      ? null
      : { exchange: factOf(row.stock_info.stock_exchange), ticker: factOf(row.stock_info.stock_ticker) },
  scrapedAt: timeOf(row.timestamp),
});

const repostOf = ({ repost }: PostRow): CompanyPost['repost'] => {
  // The object is always there; all of it is null when the post is no repost.
  if (repost?.repost_url == null && repost?.repost_text == null) return null;
  return {
    url: plainUrl(repost.repost_url),
    author: factOf(repost.repost_user_name),
    text: factOf(repost.repost_text),
    date: timeOf(repost.repost_date),
  };
};

/** A post in our own words. */
export const postOf = (row: PostRow): CompanyPost => ({
  id: factOf(row.id),
  url: plainUrl(row.url),
  authorUrl: plainUrl(row.use_url),
  title: factOf(row.headline ?? row.title),
  text: factOf(row.post_text),
  date: timeOf(row.date_posted),
  hashtags: listOf(row.hashtags),
  likes: row.num_likes ?? null,
  comments: row.num_comments ?? null,
  type: row.post_type === 'post' || row.post_type === 'article' ? row.post_type : null,
  repost: repostOf(row),
  taggedCompanies: namedOf(row.tagged_companies),
  taggedPeople: namedOf(row.tagged_people),
});
