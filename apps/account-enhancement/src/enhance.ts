import type { Models, SearchAnswer } from '@userport/ai';
import { type Decision, resolveIdentity, type SiteIdentity } from '@userport/company-identity';
import type { Brightdata } from '@userport/providers/brightdata';
import type { Builtwith, TechnologyProfile } from '@userport/providers/builtwith';
import type { Jina, JinaFound } from '@userport/providers/jina';
import type { StepCall } from '@userport/runner';
import type { StepName } from './attempts';
import { candidatePages, candidatesOf, type KnownPage, knownPages } from './candidates';
import { furtherPages, type SitePage, siteIdentityOf, sitePageOf } from './company-site';
import {
  analysis,
  askedAs,
  type Job,
  marketClaims,
  marketSearch,
  type PageTechnologies,
  pageTechnologies,
  siteClaims,
} from './model-steps';
import type { MarketClaims, SiteClaims } from './questions';
import { isOrder } from './shown-pages';

/** Who is asked about accounts. */
export interface Vendors {
  readonly jina: Pick<Jina, 'read' | 'search'>;
  readonly brightdata: Pick<Brightdata, 'companies'>;
  readonly builtwith: Pick<Builtwith, 'profile'>;
  readonly forRole: Models['forRole'];
}

/** What the steps of one account gave; null where one gave nothing. */
export interface Findings {
  readonly site: SiteIdentity;
  readonly pages: readonly SitePage[];
  readonly known: readonly KnownPage[];
  readonly decision: Decision;
  readonly technologies: TechnologyProfile | null;
  readonly profile: JinaFound | null;
  readonly siteClaims: SiteClaims | null;
  readonly analysis: string | null;
  /** Null where the vendor told enough. */
  readonly pageTechnologies: PageTechnologies | null;
  readonly market: { readonly answer: SearchAnswer; readonly claims: MarketClaims['claims'] } | null;
}

/**
 * What each step waits for; everything else runs at once. The bench computes the critical path from it.
 */
export const STEP_GRAPH: Readonly<Record<StepName, readonly StepName[]>> = {
  site: [],
  linkedin_search: [],
  technologies: [],
  pages: ['site'],
  page_technologies: ['site', 'technologies'],
  records: ['site', 'linkedin_search', 'technologies'],
  profile: ['site'],
  site_claims: ['pages'],
  analysis: ['pages', 'profile'],
  market_search: ['site', 'records'],
  market_claims: ['market_search'],
};

/** Names of all steps. */
export const STEPS = Object.keys(STEP_GRAPH) as readonly StepName[];

/** Results of a search that only names pages. */
const SEARCH_RESULTS = 10;

/** Says that a step is over, whatever it gave. */
const over = async <T>({ attempts }: Job, step: StepName, work: Promise<T>): Promise<T> => {
  const result = await work;
  attempts.ended(step);
  return result;
};

async function homePage({ attempts, website, vendors }: Job): Promise<SitePage | null> {
  const { url } = website;
  const page = await attempts.attempt('site', { url }, (call) =>
    vendors.jina.read({ url, form: 'html' }, call),
  );
  return page && sitePageOf(page);
}

async function allPages({ attempts, vendors }: Job, home: SitePage | null): Promise<readonly SitePage[]> {
  if (home === null) return [];
  const further = await Promise.all(
    furtherPages(home).map((url) =>
      attempts.attempt('pages', { url }, (call) => vendors.jina.read({ url, form: 'html' }, call)),
    ),
  );
  const read = further.filter((page) => page !== null).map(sitePageOf);
  return [home, ...(await Promise.all(read))];
}

const searched = (job: Job, step: 'linkedin_search' | 'profile', query: string): Promise<JinaFound | null> =>
  job.attempts.attempt(step, { query }, (call) =>
    job.vendors.jina.search({ query, content: false, count: SEARCH_RESULTS }, call),
  );

async function records(job: Job, urls: readonly string[]): Promise<readonly KnownPage[]> {
  if (urls.length === 0) return [];
  const fetch = async (call: StepCall) => knownPages(await job.vendors.brightdata.companies(urls, call));
  return (await job.attempts.attempt('records', { urls }, fetch)) ?? [];
}

/** Competitors, customers and events of the accepted company; of one that was not recognised nothing is asked. */
async function market(job: Job, site: SiteIdentity, decision: Decision, known: readonly KnownPage[]) {
  const record = known.find(({ slug }) => slug === decision.accepted?.slug)?.record;
  const { accepted } = decision;
  if (accepted === null || record == null) {
    const message = 'The market of a company that was not recognised is not searched.';
    job.attempts.miss('market_search', 'not_recognised', message);
    job.attempts.ended('market_search');
    job.attempts.ended('market_claims');
    return null;
  }
  const asked = askedAs(job, site);
  // A profile's own words may order something, too.
  const description = record.about === null || isOrder(record.about) ? null : record.about;
  const about = { linkedin: accepted.url, seat: record.headquarters, description };
  const answer = await over(job, 'market_search', marketSearch(job, asked, about));
  const claims = answer === null ? null : await marketClaims(job, asked, answer);
  job.attempts.ended('market_claims');
  return answer && { answer, claims: claims?.claims ?? [] };
}

/** The pages that may be the company's, with what the vendor knows of each. */
async function candidateRecords(
  job: Job,
  { linkedSlugs }: SiteIdentity,
  technologies: TechnologyProfile | null,
  found: JinaFound | null,
): Promise<readonly KnownPage[]> {
  const linked = linkedSlugs.map((slug) => `https://www.linkedin.com/company/${slug}`);
  const searched = (found ?? []).map(({ url }) => url);
  return records(job, candidatePages(linked, technologies?.social ?? [], searched));
}

const profileOf = (job: Job, { names }: SiteIdentity): Promise<JinaFound | null> | null =>
  names[0] === undefined
    ? null
    : searched(job, 'profile', `${names[0]} ${job.website.domain} company profile`);

/**
 * Asks everybody about one account, all at once that does not need another's answer: see {@link STEP_GRAPH}. A step
 * that fails leaves its gap; nothing of a candidate that was not accepted goes into a later step.
 */
export async function enhance(job: Job): Promise<Findings> {
  const { website, vendors, attempts } = job;
  const { domain } = website;
  const step = <T>(name: StepName, work: Promise<T>): Promise<T> => over(job, name, work);
  const home = step('site', homePage(job));
  const found = step('linkedin_search', searched(job, 'linkedin_search', `${domain} linkedin company`));
  const technologies = step(
    'technologies',
    attempts.attempt('technologies', { domain }, (call) => vendors.builtwith.profile(domain, call)),
  );
  const site = home.then((page) =>
    siteIdentityOf(website, page ?? (attempts.answered.has('site') ? 'dead' : 'unread')),
  );
  const pages = step(
    'pages',
    home.then((page) => allPages(job, page)),
  );
  const known = step(
    'records',
    Promise.all([site, technologies, found]).then((given) => candidateRecords(job, ...given)),
  );
  const decision = Promise.all([site, technologies, known]).then(([identity, profile, all]) =>
    resolveIdentity(identity, candidatesOf(all, profile?.social ?? [])),
  );
  const profile = step(
    'profile',
    site.then((identity) => profileOf(job, identity)),
  );
  const work = {
    ...{ site, pages, known, decision, technologies, profile },
    pageTechnologies: step(
      'page_technologies',
      Promise.all([site, home, technologies]).then((given) => pageTechnologies(job, ...given)),
    ),
    siteClaims: step(
      'site_claims',
      Promise.all([site, pages]).then((given) => siteClaims(job, ...given)),
    ),
    analysis: step(
      'analysis',
      Promise.all([site, pages, profile]).then((given) => analysis(job, ...given)),
    ),
    market: Promise.all([site, decision, known]).then((given) => market(job, ...given)),
  };
  // One that ends the delivery must not leave the others' failures unheard.
  await Promise.allSettled(Object.values(work));
  return {
    site: await work.site,
    pages: await work.pages,
    known: await work.known,
    decision: await work.decision,
    technologies: await work.technologies,
    profile: await work.profile,
    pageTechnologies: await work.pageTechnologies,
    siteClaims: await work.siteClaims,
    analysis: await work.analysis,
    market: await work.market,
  };
}
