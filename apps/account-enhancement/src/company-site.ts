import { linkedinPageOf } from '@userport/contracts/linkedin-url';
import { registrableDomain, type Website } from '@userport/contracts/website';
import { compareNames, type SiteIdentity, siteStateOf } from '@userport/company-identity';
import { type Json, type JsonObject, sha256Base32 } from '@userport/contracts';
import { type EvidencePage, parseHeadCount, suspiciousInstructions } from '@userport/evidence';
import { readPage } from '@userport/html';
import type { PageContent } from '@userport/html';
import type { JinaPage } from '@userport/providers/jina';
import { setImmediate as pause } from 'node:timers/promises';
import { type FoundInstruction, isOrder } from './shown-pages';

/** A page of the site, read into blocks. */
export interface SitePage {
  readonly evidence: EvidencePage;
  readonly content: PageContent;
  readonly title: string | null;
  /** Hash of what the reader gave: under it the page stands among the memos of its job. */
  readonly contentHash: string;
  /** Orders to models that stand anywhere in the page, seen or not. */
  readonly instructions: readonly FoundInstruction[];
}

/** Characters that are looked through for orders before others get their turn. */
const SCANNED_AT_ONCE = 32 * 1024;
/** Reported often enough. */
const MOST_INSTRUCTIONS = 50;

/** The orders in all that a page says, giving way to others in between. */
async function instructionsIn({ blocks, title, meta, jsonLd }: PageContent, source: string) {
  const texts = [
    ...blocks.map(({ text }) => text),
    ...(title === null ? [] : [title]),
    ...Object.values(meta),
    ...jsonLd.map((node) => JSON.stringify(node)),
  ];
  const found: FoundInstruction[] = [];
  let sincePause = 0;
  for (const one of texts) {
    found.push(...suspiciousInstructions(one).map((order) => ({ source, ...order })));
    sincePause += one.length;
    if (sincePause < SCANNED_AT_ONCE) continue;
    sincePause = 0;
    await pause();
  }
  return found.slice(0, MOST_INSTRUCTIONS);
}

/** Reads a page of the reader into blocks, giving way to others in between. */
export async function sitePageOf(page: JinaPage): Promise<SitePage> {
  const content = await readPage(page.text, { url: page.url, pause: () => pause() });
  return {
    content,
    contentHash: sha256Base32(page.text),
    instructions: await instructionsIn(content, page.url),
    title: content.title ?? page.title,
    evidence: {
      url: page.url,
      warning: page.warning,
      language: content.language,
      published: page.publishedTime,
      blocks: content.blocks,
      jsonLd: content.jsonLd,
    },
  };
}

/** Kinds of pages that tell of the company, by their path or the link's text; the first of each kind is read. */
const WANTED: readonly (readonly [pattern: RegExp, count: number])[] = [
  [/about|company|who-we-are|ueber-uns|über uns|unternehmen|a-propos|sobre|chi-siamo|over-ons/i, 1],
  [/imprint|impressum|legal-notice|mentions-legales|aviso-legal|note-legali|colofon/i, 1],
  [/customers?\b|clients?\b|kunden|referenzen|references|success-stories|case-stud/i, 1],
  [/technology|tech-stack|engineering|technik/i, 1],
  [/news|press|presse|blog|aktuelles|actualites|noticias/i, 2],
];

const pathOf = (url: string): string => URL.parse(url)?.pathname.replace(/\/+$/, '') ?? '';

/** Addresses of further pages of the same site that are worth reading, at most one or two of a kind. */
export function furtherPages({ evidence, content }: SitePage): string[] {
  const domain = registrableDomain(URL.parse(evidence.url)?.hostname ?? '');
  const seen = new Set([pathOf(evidence.url)]);
  const own = content.links.filter(
    ({ url }) => domain !== null && registrableDomain(URL.parse(url)?.hostname ?? '') === domain,
  );
  return WANTED.flatMap(([pattern, count]) => {
    const fitting = own.filter(({ url, text }) => pattern.test(pathOf(url)) || pattern.test(text));
    const fresh = fitting
      .filter(({ url }) => !seen.has(pathOf(url)) && seen.add(pathOf(url)))
      .slice(0, count);
    return fresh.map(({ url }) => url);
  });
}

const text = (value: Json | undefined): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;

const record = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

const ORGANISATION = /^(?:Organization|Corporation|LocalBusiness|NewsMediaOrganization|NGO|OnlineStore)$/;

/** The structured data in which the site tells of itself. */
const ownNode = ({ jsonLd }: PageContent): JsonObject =>
  jsonLd.find((node) => [node['@type']].flat().some((type) => ORGANISATION.test(text(type) ?? ''))) ?? {};

/** A title's parts, of which one is often the name. */
const titleParts = (title: string | null): string[] =>
  (title ?? '').split(/\s[|\u2013\u2014\u00b7-]\s/).map((part) => part.trim());

const labelWords = (domain: string): string => (domain.split('.')[0] ?? '').replaceAll('-', ' ');

/** A longer one is a sentence. */
const LONGEST_NAME = 120;

/** Names that the site gives itself: structured data, the name of the site, and of the title what the domain says too. */
function namesOf({ content, title }: SitePage, domain: string): string[] {
  const node = ownNode(content);
  const stated = [node['name'], node['legalName'], node['alternateName']].map((one) => text(one));
  const sure = [...stated, text(content.meta['og:site_name'])].filter((name) => name !== null);
  const heading = content.blocks.find(({ kind, hidden }) => kind === 'heading' && !hidden)?.text;
  const titled = [...titleParts(title), ...(heading === undefined ? [] : [heading])].filter(
    (part) =>
      part !== '' && [labelWords(domain), ...sure].some((name) => compareNames(part, name) !== 'different'),
  );
  return [...new Set([...sure, ...titled])].filter((name) => name.length <= LONGEST_NAME && !isOrder(name));
}

const yearOf = (value: Json | undefined): number | null => {
  const year = /^(\d{4})(?:-|$)/.exec(text(value) ?? '')?.[1];
  return year === undefined ? null : Number(year);
};

/** https://schema.org/numberOfEmployees: a number, or a quantity with one. */
const employeesOf = (value: Json | undefined): number | null => {
  const said = record(value)['value'] ?? value;
  return typeof said === 'number' || typeof said === 'string' ? (parseHeadCount(said)?.low ?? null) : null;
};

/** Why there is no page: nothing stands there, or it could not be read. */
export type NoPage = 'dead' | 'unread';

/** What a site tells of whose it is, or that it tells nothing. */
export function siteIdentityOf(website: Website, found: SitePage | NoPage): SiteIdentity {
  const page = typeof found === 'string' ? null : found;
  const host = URL.parse(page?.evidence.url ?? '')?.hostname ?? '';
  const finalDomain = page === null ? null : registrableDomain(host);
  const domain = finalDomain ?? website.domain;
  const blocks = page?.content.blocks.filter(({ hidden }) => !hidden) ?? [];
  const state =
    typeof found === 'string'
      ? found
      : siteStateOf({
          askedDomain: website.domain,
          finalDomain,
          title: found.title,
          text: blocks.map((block) => block.text).join(' '),
        });
  const node = page === null ? {} : ownNode(page.content);
  const address = record([node['address']].flat()[0]);
  const country = text(address['addressCountry']);
  const same = [node['sameAs']].flat().flatMap((url) => text(url) ?? []);
  const links = [...(page?.content.links ?? []).map(({ url }) => url), ...same];
  const linked = links.flatMap((url) => linkedinPageOf(url)?.slug ?? []);
  return {
    state,
    askedDomain: website.domain,
    domain,
    names: page === null || state === 'parked' ? [] : namesOf(page, domain),
    linkedSlugs: state === 'parked' ? [] : [...new Set(linked)],
    city: text(address['addressLocality']),
    countryCode: country !== null && /^[A-Za-z]{2}$/.test(country) ? country.toUpperCase() : null,
    foundedYear: yearOf(node['foundingDate']),
    employees: employeesOf(node['numberOfEmployees']),
    emailDomains: [],
  };
}
