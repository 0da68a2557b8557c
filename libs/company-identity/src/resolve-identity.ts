import { compareNames, type NameMatch } from './company-name';
import { isNameOfDomain, labelOf, type SiteState } from './site-state';

/** What a website tells of whose it is. */
export interface SiteIdentity {
  readonly state: SiteState;
  /** Registrable domain that was asked for. */
  readonly askedDomain: string;
  /** Registrable domain that answered; that asked for when nothing did. */
  readonly domain: string;
  /** Names of the company as the site gives them, former ones included. */
  readonly names: readonly string[];
  /** Slugs of LinkedIn pages that the site links to. */
  readonly linkedSlugs: readonly string[];
  readonly city: string | null;
  /** ISO 3166, two letters. */
  readonly countryCode: string | null;
  readonly foundedYear: number | null;
  readonly employees: number | null;
  /** Domains of e-mail addresses that the site gives. */
  readonly emailDomains: readonly string[];
}

/** What a vendor's record says of a candidate. */
export interface CandidateRecord {
  readonly name: string | null;
  /** Registrable domain of the website that the record names. */
  readonly domain: string | null;
  readonly city: string | null;
  readonly countryCodes: readonly string[];
  readonly foundedYear: number | null;
  /** Least and most of the record's range of size. */
  readonly size: readonly [least: number, most: number] | null;
  readonly emailDomains: readonly string[];
}

/** A page that may be the company's. */
export interface Candidate {
  readonly slug: string;
  readonly url: string;
  /** True when a vendor of technologies names the page for the domain. */
  readonly namedByTechnologies: boolean;
  /** Null when there is none. */
  readonly record: CandidateRecord | null;
}

/** A sign for or against a candidate; no two come from the same statement. */
export type MarkName =
  | 'website'
  | 'linked_by_site'
  | 'named_by_technologies'
  | 'name'
  | 'location'
  | 'founded'
  | 'size'
  | 'email_domain';

/** A mark and how much it counts; below zero speaks against. */
export interface Mark {
  readonly name: MarkName;
  readonly weight: number;
}

/** A candidate with all that speaks for and against it. */
export interface JudgedCandidate {
  readonly slug: string;
  readonly url: string;
  readonly name: string | null;
  /** Sum of the marks, 0 to 1. */
  readonly score: number;
  readonly marks: readonly Mark[];
}

/** Why no candidate was accepted. */
export type AbstainReason =
  | 'no_candidates'
  | 'site_parked'
  | 'redirected_elsewhere'
  | 'below_threshold'
  | 'one_mark_only'
  | 'two_alike';

/** The candidate that is the company, or none and why. */
export type Decision =
  | { readonly accepted: JudgedCandidate; readonly candidates: readonly JudgedCandidate[] }
  | {
      readonly accepted: null;
      readonly reason: AbstainReason;
      readonly candidates: readonly JudgedCandidate[];
    };

/** From here on a candidate is believed. `npm run measure -- identity` shows what other values would do. */
export const THRESHOLD = 0.6;
/** Independent marks that a believed candidate has at least. */
const LEAST_MARKS = 2;
/** A second one so near may as well be it. */
const MARGIN = 0.15;

/**
 * What each mark counts. A record that names the domain says most: only whoever runs the page can write that. A record
 * that names another domain speaks against it as strongly.
 */
const WEIGHTS = {
  website: 0.5,
  otherWebsite: -0.6,
  linkedBySite: 0.35,
  linksElsewhere: -0.25,
  namedByTechnologies: 0.15,
  sameName: 0.25,
  containedName: 0.1,
  otherName: -0.35,
  sameCity: 0.15,
  sameCountry: 0.05,
  otherCountry: -0.1,
  founded: 0.15,
  otherFounded: -0.1,
  size: 0.05,
  otherSize: -0.1,
  emailDomain: 0.2,
} as const;

/** Foundings are told a year apart by site and profile. */
const FOUNDED_TOLERANCE_YEARS = 1;
/** Profiles count people who only say so; half or double the range is no contradiction. */
const SIZE_TOLERANCE = 2;

type Weigh = (site: SiteIdentity, candidate: Candidate, record: CandidateRecord) => number;

const weighWebsite: Weigh = (site, _candidate, { domain }) => {
  if (domain === null) return 0;
  if (domain === site.domain || domain === site.askedDomain) return WEIGHTS.website;
  // A house has a domain in each country; the same label elsewhere neither proves nor refutes.
  return labelOf(domain) === labelOf(site.domain) ? 0 : WEIGHTS.otherWebsite;
};

const weighLink: Weigh = (site, { slug }) => {
  if (site.linkedSlugs.includes(slug)) return WEIGHTS.linkedBySite;
  return site.linkedSlugs.length > 0 ? WEIGHTS.linksElsewhere : 0;
};

const bestMatch = (names: readonly string[], name: string): NameMatch => {
  const matches = names.map((one) => compareNames(one, name));
  if (matches.includes('same')) return 'same';
  return matches.includes('contained') ? 'contained' : 'different';
};

/** Where the site tells no name, the label of its domain stands for one. */
const weighName: Weigh = ({ names, domain }, _candidate, { name }) => {
  if (name === null) return 0;
  if (names.length === 0) return isNameOfDomain(name, domain) ? WEIGHTS.containedName : 0;
  const match = bestMatch(names, name);
  if (match === 'same') return WEIGHTS.sameName;
  return match === 'contained' ? WEIGHTS.containedName : WEIGHTS.otherName;
};

const sameText = (a: string, b: string): boolean =>
  a.localeCompare(b, 'en', { sensitivity: 'base', ignorePunctuation: true }) === 0;

const weighLocation: Weigh = (site, _candidate, { city, countryCodes }) => {
  if (site.city !== null && city !== null && sameText(site.city, city)) return WEIGHTS.sameCity;
  if (site.countryCode === null || countryCodes.length === 0) return 0;
  return countryCodes.includes(site.countryCode) ? WEIGHTS.sameCountry : WEIGHTS.otherCountry;
};

const weighFounded: Weigh = (site, _candidate, { foundedYear }) => {
  if (site.foundedYear === null || foundedYear === null) return 0;
  const near = Math.abs(site.foundedYear - foundedYear) <= FOUNDED_TOLERANCE_YEARS;
  return near ? WEIGHTS.founded : WEIGHTS.otherFounded;
};

const weighSize: Weigh = ({ employees }, _candidate, { size }) => {
  if (employees === null || size === null) return 0;
  const [least, most] = size;
  const fits = employees >= least / SIZE_TOLERANCE && employees <= most * SIZE_TOLERANCE;
  return fits ? WEIGHTS.size : WEIGHTS.otherSize;
};

const weighEmail: Weigh = (site, _candidate, { emailDomains }) => {
  const own = [site.domain, site.askedDomain, ...site.emailDomains];
  return emailDomains.some((domain) => own.includes(domain)) ? WEIGHTS.emailDomain : 0;
};

const WEIGHERS: readonly (readonly [MarkName, Weigh])[] = [
  ['website', weighWebsite],
  ['linked_by_site', weighLink],
  ['named_by_technologies', (_site, one) => (one.namedByTechnologies ? WEIGHTS.namedByTechnologies : 0)],
  ['name', weighName],
  ['location', weighLocation],
  ['founded', weighFounded],
  ['size', weighSize],
  ['email_domain', weighEmail],
];

const rounded = (score: number): number => Math.round(score * 100) / 100;

function judge(site: SiteIdentity, candidate: Candidate): JudgedCandidate {
  const { slug, url, record } = candidate;
  const marks =
    record === null
      ? []
      : WEIGHERS.map(([name, weigh]) => ({ name, weight: weigh(site, candidate, record) })).filter(
          ({ weight }) => weight !== 0,
        );
  const sum = marks.reduce((total, { weight }) => total + weight, 0);
  const score = rounded(Math.min(1, Math.max(0, sum)));
  return { slug, url, name: record?.name ?? null, marks, score };
}

/** The sum of the marks where it is not bounded: of two that are surely fitting one may fit better. */
const sumOf = ({ marks }: JudgedCandidate): number =>
  rounded(marks.reduce((sum, { weight }) => sum + weight, 0));

/** Marks that come from the record's own words; a link on a site may be that of the house that made the site. */
const saysWho = ({ marks }: JudgedCandidate): boolean =>
  marks.some(({ name, weight }) => weight > 0 && (name === 'website' || name === 'name'));

/**
 * True for an address that leads to another company's site: nothing there speaks of the one that was asked for, unless
 * an accepted record says that it is the same.
 */
export const leadsElsewhere = (site: SiteIdentity): boolean =>
  site.state === 'redirected' &&
  labelOf(site.domain) !== labelOf(site.askedDomain) &&
  !site.names.some((name) => isNameOfDomain(name, site.askedDomain));

const refusal = (
  site: SiteIdentity,
  candidates: readonly Candidate[],
  [best, second]: readonly JudgedCandidate[],
  threshold: number,
): AbstainReason | undefined => {
  if (site.state === 'parked') return 'site_parked';
  if (best === undefined) return 'no_candidates';
  if (best.score < threshold) return 'below_threshold';
  if (best.marks.filter(({ weight }) => weight > 0).length < LEAST_MARKS || !saysWho(best))
    return 'one_mark_only';
  if (second !== undefined && rounded(sumOf(best) - sumOf(second)) < MARGIN) return 'two_alike';
  const chosen = candidates.find(({ slug }) => slug === best.slug);
  const isOfRecord = chosen?.record?.domain === site.askedDomain;
  return leadsElsewhere(site) && !isOfRecord ? 'redirected_elsewhere' : undefined;
};

/**
 * Decides which page is the company's: the one whose independent marks add up to the threshold, with a margin to the
 * next. Below it, with one mark alone, with two alike, and where the address leads to nobody, it abstains.
 */
export function resolveIdentity(
  site: SiteIdentity,
  candidates: readonly Candidate[],
  threshold = THRESHOLD,
): Decision {
  const judged = candidates
    .map((candidate) => judge(site, candidate))
    .sort((a, b) => b.score - a.score || sumOf(b) - sumOf(a) || (a.slug < b.slug ? -1 : 1));
  const reason = refusal(site, candidates, judged, threshold);
  const [best] = judged;
  if (reason !== undefined || best === undefined)
    return { accepted: null, reason: reason ?? 'no_candidates', candidates: judged };
  return { accepted: best, candidates: judged };
}
