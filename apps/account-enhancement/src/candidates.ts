import { linkedinPageOf } from '@userport/contracts/linkedin-url';
import { registrableDomain } from '@userport/contracts/website';
import type { Candidate, CandidateRecord } from '@userport/company-identity';
import type { CompanyOutcome, CompanyRecord } from '@userport/providers/brightdata';
import { RetryableError } from '@userport/errors';

/** A page that may be the company's, and the vendor's record of it; null when there is no such page. */
export interface KnownPage {
  readonly slug: string;
  readonly url: string;
  readonly record: CompanyRecord | null;
}

/** More candidates cost more than they tell; those that the site links to come first. */
const MOST_CANDIDATES = 6;

/** Pages of companies among addresses, each once, in order. */
export function candidatePages(...sources: readonly (readonly string[])[]): string[] {
  const pages = sources.flat().flatMap((url) => linkedinPageOf(url) ?? []);
  const wanted = pages.filter(({ kind }) => kind !== 'showcase').map(({ url }) => url);
  return [...new Set(wanted)].slice(0, MOST_CANDIDATES);
}

/**
 * The records of pages, as JSON. A page that does not exist has none.
 * @throws RetryableError when the vendor could not deliver one that may be there: whether it is the company is open
 */
export function knownPages(outcomes: readonly CompanyOutcome[]): KnownPage[] {
  return outcomes.map((outcome) => {
    const page = linkedinPageOf(outcome.url);
    const known = { slug: page?.slug ?? outcome.url, url: page?.url ?? outcome.url };
    if ('record' in outcome) return { ...known, record: outcome.record };
    if (outcome.error instanceof RetryableError) throw outcome.error;
    return { ...known, record: null };
  });
}

const rangeOf = (size: string | null): CandidateRecord['size'] => {
  const [least, most] = [...(size ?? '').replaceAll(',', '').matchAll(/\d+/g)].map(Number);
  return least === undefined ? null : [least, most ?? Number.MAX_SAFE_INTEGER];
};

const domainOf = (website: string | null): string | null =>
  website === null ? null : registrableDomain(URL.parse(website)?.hostname ?? website);

/** What of a record helps to recognise the company. */
export const recognisable = (record: CompanyRecord): CandidateRecord => ({
  name: record.name,
  domain: domainOf(record.website),
  city: record.headquarters?.split(',')[0]?.trim() ?? null,
  countryCodes: record.countryCodes,
  foundedYear: record.foundedYear,
  size: rangeOf(record.companySize),
  emailDomains: [],
});

/** Pages as candidates; `technologyLinks` are the social pages that BuiltWith names for the domain. */
export function candidatesOf(pages: readonly KnownPage[], technologyLinks: readonly string[]): Candidate[] {
  const named = new Set(candidatePages(technologyLinks));
  return pages.map(({ slug, url, record }) => ({
    slug,
    url,
    namedByTechnologies: named.has(url),
    record: record && recognisable(record),
  }));
}
