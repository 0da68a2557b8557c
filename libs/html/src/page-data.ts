import type { JsonObject } from '@userport/contracts';
import { foldSpaces } from './page-blocks';
import type { PageLink } from './text-block';

/** What a page says of itself besides its text. */
export interface PageData {
  /** The `title` element; null when there is none or it is blank. */
  readonly title: string | null;
  /** The `lang` attribute of the page, in lower case. */
  readonly language: string | null;
  /** Content of `meta` elements by name or property, in lower case (`description`, `og:site_name`); the first counts. */
  readonly meta: Readonly<Record<string, string>>;
  /** The objects of all JSON-LD scripts, those of an `@graph` or a list one by one. */
  readonly jsonLd: readonly JsonObject[];
  /** Each URL once, with the text of its first link. */
  readonly links: readonly PageLink[];
  /** Addresses of the scripts and style sheets that the page loads, each once. */
  readonly resources: readonly string[];
}

/** Takes what the walk through a page finds outside its text. */
export interface DataCollector {
  title(text: string): void;
  language(code: string): void;
  meta(attributes: Readonly<Record<string, string>>): void;
  jsonLd(script: string): void;
  /** The absolute form of a link's target; undefined when it leads to no page (mail, telephone, script). */
  urlOf(href: string): string | undefined;
  link(link: PageLink): void;
  /** A script or style sheet that the page loads. */
  resource(address: string): void;
  data(): PageData;
}

const MOST_LINKS = 5_000;
const MOST_META = 200;
const MOST_RESOURCES = 300;
const LONGEST_META = 2_000;
/** A longer script is a shop's catalogue; parsing it in one stretch would hold up the process. */
const LONGEST_JSON_LD = 512 * 1024;
const MOST_JSON_LD = 200;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parsed = (script: string): unknown => {
  try {
    return JSON.parse(script) as unknown;
  } catch {
    // A script that is no JSON says nothing; the page's text still counts.
    return undefined;
  }
};

function* nodesOf(value: unknown): Generator<JsonObject> {
  for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
    if (!isObject(one)) continue;
    const graph = one['@graph'];
    if (Array.isArray(graph)) for (const node of graph) yield* isObject(node) ? [node] : [];
    else yield one;
  }
}

/** The absolute http or https form of a link's target, without its fragment. */
export function absoluteUrl(href: string, base: string): string | undefined {
  const url = URL.parse(href.trim(), base);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  url.hash = '';
  return url.href;
}

/** Menus and cards repeat the same links; more different ones than these are no page that people wrote. */
const MOST_KNOWN_URLS = 10_000;

/** Absolute forms of targets; each is parsed once. */
export function openUrls(base: string): (href: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (href) => {
    if (known.has(href)) return known.get(href);
    const url = absoluteUrl(href, base);
    if (known.size < MOST_KNOWN_URLS) known.set(href, url);
    return url;
  };
}

/** A collector for the page at `base`, an absolute URL. */
export function createDataCollector(base: string): DataCollector {
  const urlOf = openUrls(base);
  const meta = new Map<string, string>();
  const links = new Map<string, PageLink>();
  const resources = new Set<string>();
  const jsonLd: JsonObject[] = [];
  let title: string | null = null;
  let language: string | null = null;
  return {
    title(text) {
      const folded = foldSpaces(text);
      if (folded !== '') title ??= folded;
    },
    language(code) {
      if (code.trim() !== '') language ??= code.trim().toLowerCase();
    },
    meta({ name, property, content }) {
      const key = (property ?? name)?.trim().toLowerCase();
      if (key === undefined || content === undefined || meta.has(key) || meta.size >= MOST_META) return;
      meta.set(key, foldSpaces(content).slice(0, LONGEST_META));
    },
    jsonLd(script) {
      if (script.length > LONGEST_JSON_LD) return;
      for (const node of nodesOf(parsed(script))) if (jsonLd.length < MOST_JSON_LD) jsonLd.push(node);
    },
    urlOf,
    link(link) {
      if (links.size < MOST_LINKS && !links.has(link.url)) links.set(link.url, link);
    },
    resource(address) {
      const url = urlOf(address);
      if (url !== undefined && resources.size < MOST_RESOURCES) resources.add(url);
    },
    data: () => ({
      title,
      language,
      meta: Object.fromEntries(meta),
      jsonLd,
      links: [...links.values()],
      resources: [...resources],
    }),
  };
}
