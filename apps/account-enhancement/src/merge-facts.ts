import type { SearchAnswer } from '@userport/ai';
import { bareName, type Decision } from '@userport/company-identity';
import type { JsonObject } from '@userport/contracts';
import type { AccountFacts, RecentEvent } from '@userport/contracts/account-enhancement';
import {
  type AcceptedIdentity,
  type Evidence,
  type EvidenceJudge,
  type Judged,
  openEvidence,
  parseDate,
  type Supported,
  supported,
  technologyOfMark,
  unsupported,
} from '@userport/evidence';
import type { CompanyRecord } from '@userport/providers/brightdata';
import type { TechnologyProfile } from '@userport/providers/builtwith';
import type { SitePage } from './company-site';
import { fundingOf, roundKey, roundOfQuote, roundsOfRecord } from './funding';
import { type MergeNotes, openNotes } from './merge-notes';
import type { PageTechnologies } from './model-steps';
import { type MarketClaims, NEWS_MONTHS, type SiteClaims } from './questions';
import { shownPages } from './shown-pages';
import { technologyMarks } from './technology-marks';

/** Everything that the steps of an account gave, of accepted pages and records alone. */
export interface Material {
  /** Names that the site gives itself. */
  readonly siteNames: readonly string[];
  readonly domains: readonly string[];
  readonly pages: readonly SitePage[];
  readonly decision: Decision;
  /** Of the accepted page; null when there is none. */
  readonly record: CompanyRecord | null;
  readonly siteClaims: SiteClaims['claims'];
  readonly market: { readonly answer: SearchAnswer; readonly claims: MarketClaims['claims'] } | null;
  readonly technologies: TechnologyProfile | null;
  readonly pageTechnologies: PageTechnologies | null;
  /** ISO date. */
  readonly today: string;
}

/** Fields that the merging finds; the others are told by the request or written by a model. */
export type MergedFields = Omit<AccountFacts, 'website' | 'tech_profile' | 'analysis_summary'>;

/** What was made of the material. */
export interface Merged {
  readonly facts: MergedFields;
  /** Of each shown field its evidence; of a list one for each item. */
  readonly evidence: JsonObject;
  /** Claims that nothing proves, with the reason; they are shown nowhere but in raw data. */
  readonly refused: readonly JsonObject[];
  /** Proved values of sources that came after the one that counts, where they differ. */
  readonly disagreements: readonly JsonObject[];
  /** Share of the fields that carry evidence, 0 to 1. */
  readonly qualityScore: number;
}

const fromRecord = <T>(value: T | null | undefined, path: string): Supported<T>[] =>
  value === null || value === undefined
    ? []
    : [supported(value, { level: 'record', source: 'brightdata', path })];

const mapJudged = <A, B>(judged: Judged<A>, map: (value: A, evidence: Evidence) => B): Judged<B> =>
  judged.supported ? supported(map(judged.value, judged.evidence), judged.evidence) : judged;

const identityOf = (material: Material): AcceptedIdentity => {
  const { siteNames, record, decision, siteClaims, market, domains } = material;
  const names = [...siteNames, ...(record?.name == null ? [] : [record.name])];
  const others = decision.candidates
    .filter(({ slug }) => slug !== decision.accepted?.slug)
    .flatMap(({ name }) => name ?? []);
  const listed = [...siteClaims, ...(market?.claims ?? [])]
    .filter(({ field }) => field === 'customer' || field === 'competitor')
    .map(({ value }) => value);
  return {
    domains,
    names: [...new Set(names.flatMap((name) => [name, bareName(name)]))],
    otherCompanies: [...new Set([...others, ...listed])],
  };
};

/** The name as the home page carries it. */
const siteName = ({ siteNames, pages }: Material): Judged<string>[] => {
  const [home] = pages;
  const [name] = siteNames;
  if (home === undefined || name === undefined || home.evidence.warning !== null) return [];
  return [supported(name, { level: 'quoted', source: home.evidence.url, quote: name })];
};

/** `Cork, IE`: the seat as the record has it, with the country's code once. */
const seatOf = ({ headquarters, countryCodes }: CompanyRecord): string | null => {
  const [code] = countryCodes;
  if (headquarters === null) return null;
  return code === undefined || headquarters.endsWith(code) ? headquarters : `${headquarters}, ${code}`;
};

/** More people than Django's column holds are more than there are. */
const MOST_PEOPLE = 2 ** 31 - 1;

const peopleOf = (record: CompanyRecord | null): number | null => {
  const people = record?.employeesOnLinkedin ?? null;
  return people !== null && Number.isInteger(people) && people <= MOST_PEOPLE ? people : null;
};

/** The one field's claims of the site, judged by its pages. */
const siteJudged = (judge: EvidenceJudge, { siteClaims }: Material) => ({
  of: <
    Field extends
      | 'employee_count'
      | 'founded_year'
      | 'total_funding'
      | 'funding_round'
      | 'location'
      | 'industry'
      | 'company_type'
      | 'customer'
      | 'technology',
  >(
    field: Field,
  ) => siteClaims.filter((claim) => claim.field === field).map((claim) => judge.quoted(field, claim)),
  events: () =>
    siteClaims
      .filter(({ field }) => field === 'recent_event')
      .map(({ value, date, ...claim }) =>
        judge.quoted('recent_event', { ...claim, value: { title: value, date } }),
      ),
});

/** The claims of the search, judged by what grounds it. */
function marketJudged(judge: EvidenceJudge, { market }: Material) {
  const claims = market?.claims ?? [];
  const grounded = <Field extends 'customer' | 'competitor'>(field: Field): Judged<string>[] =>
    market === null
      ? []
      : claims
          .filter((claim) => claim.field === field)
          .map(({ value }) => judge.grounded(field, value, market.answer) as Judged<string>);
  return {
    customers: () => grounded('customer'),
    competitors: () => grounded('competitor'),
    events: () =>
      market === null
        ? []
        : claims
            .filter(({ field }) => field === 'recent_event')
            .map(({ value, date }) => judge.grounded('recent_event', { title: value, date }, market.answer)),
  };
}

/** First day or month that counts as news. */
function newsFrom(today: string): string {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() - NEWS_MONTHS);
  return day.toISOString().slice(0, 10);
}

/** Events of the last six months; what is older, or is still to come, is kept in the raw data with that reason. */
const eventsOf = (
  judged: readonly Judged<{ readonly title: string; readonly date: string }>[],
  today: string,
): Judged<RecentEvent>[] => {
  const from = newsFrom(today);
  return judged.map((each) => {
    if (!each.supported) return each;
    const { title, date } = each.value;
    if (date < from.slice(0, date.length) || date > today) return unsupported(each.value, 'outside_period');
    return mapJudged(each, (_event, evidence) => ({
      title,
      description: 'quote' in evidence ? evidence.quote : title,
      date,
      source: evidence.source,
    }));
  });
};

/** What the vendor saw on the domain, then what the page's own addresses give away. */
function technologiesOf({ technologies, pageTechnologies, domains }: Material): Judged<string>[] {
  const seen = (technologies?.technologies ?? []).map(({ name }) =>
    supported(name, { level: 'record', source: 'builtwith', path: `technologies.${name}` }),
  );
  if (pageTechnologies === null) return seen;
  const { page, claims } = pageTechnologies;
  const marked = { url: page.evidence.url, marks: technologyMarks(page), domains };
  const claimed = page.evidence.warning === null ? claims.technologies : [];
  return [...seen, ...claimed.map((claim) => technologyOfMark(claim, marked))];
}

const own = (text: string): string => text;

/** The proof of each part of the funding. */
function fundingNotes(notes: MergeNotes, site: ReturnType<typeof siteJudged>, record: CompanyRecord | null) {
  const total = notes.one('total_funding', [site.of('total_funding')]);
  const rounds = notes.all(
    'funding_rounds',
    [...site.of('funding_round').map(roundOfQuote), ...roundsOfRecord(record)],
    roundKey,
  );
  return fundingOf(total, rounds);
}

/** The evidence by the fields that are shown: that of the funding's parts stands under the one field that they make. */
function shownEvidence({ evidence }: MergeNotes): JsonObject {
  const { total_funding: total, funding_rounds: rounds, ...others } = evidence;
  const parts = [
    ...(total === undefined ? [] : [{ item: 'total_funding', ...(total as JsonObject) }]),
    ...((rounds ?? []) as JsonObject[]),
  ];
  return parts.length === 0 ? others : { ...others, funding_details: parts };
}

/** Judges what was claimed by what models were shown, and by nothing else. */
function judgeOf(material: Material): EvidenceJudge {
  const pages = shownPages(material.pages).map(({ page, blocks }) => ({ ...page.evidence, blocks }));
  return openEvidence(identityOf(material), pages);
}

/**
 * Merges by rule. Facts of the company: its own pages go before the record, which is older and rounded; names, seat,
 * industry and kind: the record goes first, since its words are those that Django's users know. Within a source see
 * {@link MergeNotes.one}. What differs is kept.
 */
export function mergeFacts(material: Material): Merged {
  const { record, pages, today } = material;
  const judge = judgeOf(material);
  const site = siteJudged(judge, material);
  const market = marketJudged(judge, material);
  const published = new Map(pages.map(({ evidence }) => [evidence.url, evidence.published ?? '']));
  const notes = openNotes((url) => parseDate(published.get(url) ?? '')?.iso ?? '');
  const stated = <Field extends 'employee_count' | 'founded_year' | 'location'>(field: Field) => {
    const said = judge.stated(field);
    return said === null ? [] : [said];
  };
  const counts = [...stated('employee_count'), ...site.of('employee_count')];
  const facts: MergedFields = {
    company_name: notes.one('company_name', [fromRecord(record?.name, 'name'), siteName(material)]),
    employee_count: notes.one('employee_count', [
      counts.map((each) => mapJudged(each, ({ low }) => low)),
      fromRecord(peopleOf(record), 'employees_in_linkedin'),
    ]),
    industry: notes.one('industry', [fromRecord(record?.industries[0], 'industries'), site.of('industry')]),
    location: notes.one('location', [
      fromRecord(record && seatOf(record), 'headquarters'),
      [...stated('location'), ...site.of('location')],
    ]),
    linkedin_url: notes.one('linkedin_url', [fromRecord(material.decision.accepted?.url, 'url')]),
    technologies: notes.all('technologies', [...technologiesOf(material), ...site.of('technology')], own),
    funding_details: fundingNotes(notes, site, record),
    company_type: notes.one('company_type', [
      fromRecord<string>(record?.organizationType, 'organization_type'),
      site.of('company_type'),
    ]),
    founded_year: notes.one('founded_year', [
      [...stated('founded_year'), ...site.of('founded_year')],
      fromRecord(record?.foundedYear, 'founded'),
    ]),
    customers: notes.all('customers', [...site.of('customer'), ...market.customers()], own),
    competitors: notes.all('competitors', market.competitors(), own),
    recent_events: notes.all(
      'recent_events',
      eventsOf([...site.events(), ...market.events()], today),
      ({ title }) => title,
    ),
  };
  const shown = Object.values(facts).filter((value) => value !== null).length;
  return {
    facts,
    evidence: shownEvidence(notes),
    refused: notes.refused,
    disagreements: notes.disagreements,
    qualityScore: Math.round((shown / Object.keys(facts).length) * 100) / 100,
  };
}
