import type { SearchAnswer } from '@userport/ai';
import type { SiteIdentity } from '@userport/company-identity';
import { registrableDomain, type Website } from '@userport/contracts/website';
import { RetryableError } from '@userport/errors';
import type { TechnologyProfile } from '@userport/providers/builtwith';
import type { JinaFound } from '@userport/providers/jina';
import type { Attempts } from './attempts';
import type { SitePage } from './company-site';
import type { Vendors } from './enhance';
import {
  analysisQuestion,
  type AskedCompany,
  marketClaimsQuestion,
  marketQuestion,
  siteQuestion,
  type TechnologyClaims,
  technologiesQuestion,
} from './questions';
import { isOrder, shownPages } from './shown-pages';
import { FEW_TECHNOLOGIES, technologyMarks } from './technology-marks';

/** One account under way. */
export interface Job {
  readonly website: Website;
  /** ISO date. */
  readonly today: string;
  readonly vendors: Vendors;
  readonly attempts: Attempts;
}

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

/** How prompts name the company. */
export const askedAs = ({ today }: Job, { names, domain }: SiteIdentity): AskedCompany => ({
  name: names[0] ?? domain,
  domain,
  month: today.slice(0, 7),
});

/** A summary may name the company's own addresses; any other was put into its mouth. */
export function withoutStrangeAddresses(text: string, domains: readonly string[]): string {
  const isOwn = (address: string): boolean => {
    const host = URL.parse(/^https?:/i.test(address) ? address : `https://${address}`)?.hostname ?? '';
    return domains.includes(registrableDomain(host) ?? '');
  };
  return text.replaceAll(/(?:https?:\/\/|www\.)[^\s)\]>"']+/giu, (address) =>
    isOwn(address) ? address : '',
  );
}

/** What the site's own pages claim. */
export async function siteClaims(job: Job, site: SiteIdentity, pages: readonly SitePage[]) {
  if (pages.length === 0 || site.state === 'parked') return null;
  const question = siteQuestion(askedAs(job, site), shownPages(pages));
  const model = job.vendors.forRole('extract');
  return job.attempts.attempt('site_claims', { prompt: question.prompt }, async (call) => {
    const { value } = await ask(() => model.generateObject(question, call));
    return value;
  });
}

/** A summary of the business in prose. */
export async function analysis(
  job: Job,
  site: SiteIdentity,
  pages: readonly SitePage[],
  profile: JinaFound | null,
) {
  if (pages.length === 0 || site.state === 'parked') return null;
  const shown = (profile ?? [])
    .map(({ url, title, description }) => ({ url, title, description }))
    .filter(({ title, description }) => !isOrder(`${title ?? ''}\n${description ?? ''}`));
  const question = analysisQuestion(askedAs(job, site), shownPages(pages), shown);
  const model = job.vendors.forRole('reason');
  return job.attempts.attempt('analysis', { prompt: question.prompt }, async (call) => {
    const { text } = await model.generateText(question, call);
    return withoutStrangeAddresses(text, [site.domain, site.askedDomain]);
  });
}

/** Technologies that a page gives away, as a model claims them. */
export interface PageTechnologies {
  readonly page: SitePage;
  readonly claims: TechnologyClaims;
}

/** What the page itself gives away, where the vendor knows few technologies or none. */
export async function pageTechnologies(
  job: Job,
  site: SiteIdentity,
  home: SitePage | null,
  vendor: TechnologyProfile | null,
): Promise<PageTechnologies | null> {
  if ((vendor?.technologies.length ?? 0) >= FEW_TECHNOLOGIES) return null;
  if (home === null || site.state === 'parked') return null;
  const marks = technologyMarks(home).filter((mark) => !isOrder(mark));
  if (marks.length === 0) return null;
  const question = technologiesQuestion(askedAs(job, site), marks);
  const model = job.vendors.forRole('extract');
  const claims = await job.attempts.attempt(
    'page_technologies',
    { prompt: question.prompt },
    async (call) => {
      const { value } = await ask(() => model.generateObject(question, call));
      return value;
    },
  );
  return claims && { page: home, claims };
}

/** What the web says of the company's market, in prose that names its pages. */
export async function marketSearch(
  job: Job,
  asked: AskedCompany,
  about: { readonly linkedin: string; readonly seat: string | null; readonly description: string | null },
): Promise<SearchAnswer | null> {
  const question = marketQuestion(asked, { name: asked.name, domain: asked.domain, ...about });
  const model = job.vendors.forRole('search');
  return job.attempts.attempt('market_search', { prompt: question.prompt }, (call) =>
    model.search(question, call),
  );
}

/** What that prose claims; null where no page carries it. */
export async function marketClaims(job: Job, asked: AskedCompany, answer: SearchAnswer) {
  // From memory, nothing of it could be shown.
  if (!answer.grounded) {
    const message = 'The searching model answered from memory: no page carries what it says.';
    job.attempts.miss('market_search', 'search_ungrounded', message);
    return null;
  }
  const question = marketClaimsQuestion(asked, answer.text);
  const model = job.vendors.forRole('extract');
  return job.attempts.attempt('market_claims', { prompt: question.prompt }, async (call) => {
    const { value } = await ask(() => model.generateObject(question, call));
    return value;
  });
}
