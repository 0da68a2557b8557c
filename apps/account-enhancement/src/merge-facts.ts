import type { SearchAnswer } from '@userport/ai';
import { bareName, type Decision } from '@userport/company-identity';
import type { Json, JsonObject } from '@userport/contracts';
import type { AccountFacts, FundingDetails, RecentEvent } from '@userport/contracts/account-enhancement';
import {
  type AcceptedIdentity,
  type Evidence,
  type EvidenceJudge,
  type Judged,
  openEvidence,
  parseMoney,
  type Supported,
  supported,
} from '@userport/evidence';
import type { CompanyRecord } from '@userport/providers/brightdata';
import type { TechnologyProfile } from '@userport/providers/builtwith';
import type { SitePage } from './company-site';
import type { MarketClaims, SiteClaims } from './questions';

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

/** What happened earlier is no news. */
const NEWS_MONTHS = 6;

const fromRecord = <T>(value: T | null | undefined, path: string): Supported<T>[] =>
  value === null || value === undefined
    ? []
    : [supported(value, { level: 'record', source: 'brightdata', path })];

const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null)) as Json;

/** Takes note of what is chosen and of what is not. */
function createNotes() {
  const evidence: Record<string, Json> = {};
  const refused: JsonObject[] = [];
  const disagreements: JsonObject[] = [];
  const refuse = (field: string, judged: readonly Judged<unknown>[]): void => {
    for (const one of judged)
      if (!one.supported) refused.push({ field, claimed: asJson(one.claimed), reason: one.reason });
  };
  return {
    evidence,
    refused,
    disagreements,
    /** The first proved value; sources come in the order in which they count. */
    one<T>(field: string, judged: readonly Judged<T>[]): T | null {
      refuse(field, judged);
      const proved = judged.filter((each) => each.supported);
      const [first, ...others] = proved;
      if (first === undefined) return null;
      evidence[field] = asJson(first.evidence);
      for (const other of others)
        if (JSON.stringify(other.value) !== JSON.stringify(first.value))
          disagreements.push({ field, value: asJson(other.value), evidence: asJson(other.evidence) });
      return first.value;
    },
    /** All proved items, each once by its key; null when there is none, since no source says that there is none. */
    all<T>(field: string, judged: readonly Judged<T>[], keyOf: (item: T) => string): T[] | null {
      refuse(field, judged);
      const kept = new Map<string, Supported<T>>();
      for (const each of judged)
        if (each.supported && !kept.has(keyOf(each.value).toLowerCase()))
          kept.set(keyOf(each.value).toLowerCase(), each);
      if (kept.size === 0) return null;
      evidence[field] = [...kept.values()].map((each) => ({
        item: keyOf(each.value),
        ...(asJson(each.evidence) as JsonObject),
      }));
      return [...kept.values()].map(({ value }) => value);
    },
  };
}

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

/** The name as a page of the site carries it. */
const siteName = ({ siteNames, pages }: Material): Judged<string>[] => {
  const page = pages.find(({ evidence }) => evidence.warning === null);
  const [name] = siteNames;
  if (page === undefined || name === undefined) return [];
  return [supported(name, { level: 'quoted', source: page.evidence.url, quote: name })];
};

/** `Cork, IE`: the seat as the record has it, with the country's code once. */
const seatOf = ({ headquarters, countryCodes }: CompanyRecord): string | null => {
  const [code] = countryCodes;
  if (headquarters === null) return null;
  return code === undefined || headquarters.endsWith(code) ? headquarters : `${headquarters}, ${code}`;
};

/** The one field's claims of the site, judged by its pages. */
const siteJudged = (judge: EvidenceJudge, { siteClaims }: Material) => ({
  of: <
    Field extends
      | 'employee_count'
      | 'founded_year'
      | 'total_funding'
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

const fundingOf = (
  { record }: Material,
  total: { readonly amount: number; readonly currency: string } | null,
): FundingDetails | null => {
  const last = record?.funding ?? null;
  if (last === null && total === null) return null;
  const raised = last?.lastRoundRaised == null ? null : parseMoney(last.lastRoundRaised);
  const round = last && {
    series: last.lastRoundType,
    amount: raised?.amount ?? null,
    currency: raised?.currency ?? null,
    date: last.lastRoundDate,
    lead_investors: [],
    other_investors: [],
    valuation: null,
  };
  return {
    total_funding: total && { amount: total.amount, currency: total.currency, as_of_date: null },
    funding_rounds: round === null ? [] : [round],
  };
};

/** First day or month that counts as news. */
function newsFrom(today: string): string {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCMonth(day.getUTCMonth() - NEWS_MONTHS);
  return day.toISOString().slice(0, 10);
}

const eventsOf = (
  judged: readonly Judged<{ readonly title: string; readonly date: string }>[],
  today: string,
): Judged<RecentEvent>[] => {
  const from = newsFrom(today);
  return judged
    .filter(
      (each) =>
        !each.supported ||
        (each.value.date >= from.slice(0, each.value.date.length) && each.value.date <= today),
    )
    .map((each) =>
      mapJudged(each, ({ title, date }, evidence) => ({
        title,
        description: 'quote' in evidence ? evidence.quote : title,
        date,
        source: evidence.source,
      })),
    );
};

/** Technologies that the vendor saw on the domain; an empty profile says that it saw none. */
const technologiesOf = ({ technologies }: Material): Judged<string>[] =>
  (technologies?.technologies ?? []).map(({ name }) =>
    supported(name, { level: 'record', source: 'builtwith', path: `technologies.${name}` }),
  );

const own = (text: string): string => text;

/**
 * Merges by rule. Facts of the company: its own pages go before the record, which is older and rounded; names, seat,
 * industry and kind: the record goes first, since its words are those that Django's users know. What differs is kept.
 */
export function mergeFacts(material: Material): Merged {
  const { record, pages, today } = material;
  const judge = openEvidence(
    identityOf(material),
    pages.map(({ evidence }) => evidence),
  );
  const site = siteJudged(judge, material);
  const market = marketJudged(judge, material);
  const notes = createNotes();
  const stated = <Field extends 'employee_count' | 'founded_year' | 'location'>(field: Field) => {
    const said = judge.stated(field);
    return said === null ? [] : [said];
  };
  const totalFunding = notes.one('funding_details', site.of('total_funding'));
  const funding = fundingOf(material, totalFunding);
  if (funding !== null && notes.evidence['funding_details'] === undefined)
    notes.evidence['funding_details'] = { level: 'record', source: 'brightdata', path: 'funding' };
  const facts: MergedFields = {
    company_name: notes.one('company_name', [...fromRecord(record?.name, 'name'), ...siteName(material)]),
    employee_count: notes.one('employee_count', [
      ...[...stated('employee_count'), ...site.of('employee_count')].map((each) =>
        mapJudged(each, ({ low }) => low),
      ),
      ...fromRecord(record?.employeesOnLinkedin, 'employees_in_linkedin'),
    ]),
    industry: notes.one('industry', [
      ...fromRecord(record?.industries[0], 'industries'),
      ...site.of('industry'),
    ]),
    location: notes.one('location', [
      ...fromRecord(record && seatOf(record), 'headquarters'),
      ...stated('location'),
      ...site.of('location'),
    ]),
    linkedin_url: notes.one('linkedin_url', fromRecord(material.decision.accepted?.url, 'url')),
    technologies: notes.all('technologies', [...technologiesOf(material), ...site.of('technology')], own),
    funding_details: funding,
    company_type: notes.one('company_type', [
      ...fromRecord<string>(record?.organizationType, 'organization_type'),
      ...site.of('company_type'),
    ]),
    founded_year: notes.one('founded_year', [
      ...stated('founded_year'),
      ...site.of('founded_year'),
      ...fromRecord(record?.foundedYear, 'founded'),
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
    evidence: notes.evidence,
    refused: notes.refused,
    disagreements: notes.disagreements,
    qualityScore: Math.round((shown / Object.keys(facts).length) * 100) / 100,
  };
}
