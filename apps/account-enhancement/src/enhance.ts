import type { LanguageModel, Models, SearchAnswer } from '@userport/ai';
import { resolveIdentity, type Decision, type SiteIdentity } from '@userport/company-identity';
import type { Website } from '@userport/contracts/website';
import { RetryableError } from '@userport/errors';
import type { Brightdata } from '@userport/providers/brightdata';
import type { Builtwith, TechnologyProfile } from '@userport/providers/builtwith';
import type { Jina, JinaFound } from '@userport/providers/jina';
import type { StepCall } from '@userport/runner';
import type { Attempts, StepName } from './attempts';
import { candidatePages, candidatesOf, type KnownPage, knownPages } from './candidates';
import { furtherPages, type SitePage, siteIdentityOf, sitePageOf } from './company-site';
import {
  analysisQuestion,
  type AskedCompany,
  marketClaimsQuestion,
  type MarketClaims,
  marketQuestion,
  type SiteClaims,
  siteQuestion,
} from './questions';

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

interface Job {
  readonly website: Website;
  readonly today: string;
  readonly vendors: Vendors;
  readonly attempts: Attempts;
}

/** Says that a step is over, whatever it gave. */
const over = async <T>({ attempts }: Job, step: StepName, work: Promise<T>): Promise<T> => {
  const result = await work;
  attempts.ended(step);
  return result;
};

const asksAgain = (error: unknown): boolean =>
  error instanceof RetryableError && error.code === 'answer_malformed';

/** Asks a model; an answer that breaks its shape is asked for once more. */
async function ask<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    if (asksAgain(error)) return question();
    throw error;
  }
}

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

const askedAs = ({ today }: Job, { names, domain }: SiteIdentity): AskedCompany => ({
  name: names[0] ?? domain,
  domain,
  today,
});

async function siteClaims(job: Job, site: SiteIdentity, pages: readonly SitePage[]) {
  if (pages.length === 0 || site.state === 'parked') return null;
  const question = siteQuestion(askedAs(job, site), pages);
  const model = job.vendors.forRole('extract');
  return job.attempts.attempt('site_claims', { prompt: question.prompt }, async (call) => {
    const { value } = await ask(() => model.generateObject(question, call));
    return value;
  });
}

async function analysis(job: Job, site: SiteIdentity, pages: readonly SitePage[], profile: JinaFound | null) {
  if (pages.length === 0 || site.state === 'parked') return null;
  const shown = (profile ?? []).map(({ url, title, description }) => ({ url, title, description }));
  const question = analysisQuestion(askedAs(job, site), pages, shown);
  const model = job.vendors.forRole('reason');
  return job.attempts.attempt('analysis', { prompt: question.prompt }, async (call) => {
    const { text } = await model.generateText(question, call);
    return text;
  });
}

async function marketSearch(
  job: Job,
  asked: AskedCompany,
  about: { readonly linkedin: string; readonly seat: string | null; readonly description: string | null },
): Promise<SearchAnswer | null> {
  const question = marketQuestion(asked, { name: asked.name, domain: asked.domain, ...about });
  const model: LanguageModel = job.vendors.forRole('search');
  return job.attempts.attempt('market_search', { prompt: question.prompt }, (call) =>
    model.search(question, call),
  );
}

async function marketClaims(job: Job, asked: AskedCompany, answer: SearchAnswer) {
  // From memory, nothing of it could be shown.
  if (!answer.grounded) return null;
  const question = marketClaimsQuestion(asked, answer.text);
  const model = job.vendors.forRole('extract');
  return job.attempts.attempt('market_claims', { prompt: question.prompt }, async (call) => {
    const { value } = await ask(() => model.generateObject(question, call));
    return value;
  });
}

/** Competitors, customers and events of the accepted company; of one that was not recognised nothing is asked. */
async function market(job: Job, site: SiteIdentity, decision: Decision, known: readonly KnownPage[]) {
  const record = known.find(({ slug }) => slug === decision.accepted?.slug)?.record;
  const { accepted } = decision;
  if (accepted === null || record == null) {
    job.attempts.ended('market_search');
    job.attempts.ended('market_claims');
    return null;
  }
  const asked = askedAs(job, site);
  const about = { linkedin: accepted.url, seat: record.headquarters, description: record.about };
  const answer = await over(job, 'market_search', marketSearch(job, asked, about));
  const claims = answer === null ? null : await marketClaims(job, asked, answer);
  job.attempts.ended('market_claims');
  return answer && { answer, claims: claims?.claims ?? [] };
}

/**
 * Asks everybody about one account, all at once that does not need another's answer: see {@link STEP_GRAPH}. A step
 * that fails leaves its gap; nothing of a candidate that was not accepted goes into a later step.
 */
export async function enhance(job: Job): Promise<Findings> {
  const { website, vendors, attempts } = job;
  const { domain } = website;
  const home = over(job, 'site', homePage(job));
  const found = over(job, 'linkedin_search', searched(job, 'linkedin_search', `${domain} linkedin company`));
  const technologies = over(
    job,
    'technologies',
    attempts.attempt('technologies', { domain }, (call) => vendors.builtwith.profile(domain, call)),
  );
  const site = home.then((page) => siteIdentityOf(website, page));
  const pages = over(
    job,
    'pages',
    home.then((page) => allPages(job, page)),
  );
  const known = over(
    job,
    'records',
    Promise.all([site, technologies, found]).then(([identity, profile, results]) =>
      records(
        job,
        candidatePages(
          identity.linkedSlugs.map((slug) => `https://www.linkedin.com/company/${slug}`),
          profile?.social ?? [],
          (results ?? []).map(({ url }) => url),
        ),
      ),
    ),
  );
  const decision = Promise.all([site, technologies, known]).then(([identity, profile, all]) =>
    resolveIdentity(identity, candidatesOf(all, profile?.social ?? [])),
  );
  const profile = over(
    job,
    'profile',
    site.then(({ names }) =>
      names[0] === undefined ? null : searched(job, 'profile', `${names[0]} ${domain} company profile`),
    ),
  );
  const claims = over(
    job,
    'site_claims',
    Promise.all([site, pages]).then((given) => siteClaims(job, ...given)),
  );
  const summary = over(
    job,
    'analysis',
    Promise.all([site, pages, profile]).then((given) => analysis(job, ...given)),
  );
  const rivals = Promise.all([site, decision, known]).then((given) => market(job, ...given));
  const all = [site, pages, known, decision, technologies, profile, claims, summary, rivals] as const;
  // One that ends the delivery must not leave the others' failures unheard.
  await Promise.allSettled(all);
  const [siteFound, pagesRead, knownRead, decided, stack, told, claimed, written, seen] =
    await Promise.all(all);
  return {
    site: siteFound,
    pages: pagesRead,
    known: knownRead,
    decision: decided,
    technologies: stack,
    profile: told,
    siteClaims: claimed,
    analysis: written,
    market: seen,
  };
}
