import { z } from 'zod';
import { namesakesOf } from './namesakes';
import { asHtml, asMarkdown, companyAt, pageAt, pagesOf, type WebPage } from './pages';
import { jsonOf, type SandboxReply, type SandboxRequest } from './serve-loopback';
import { type DeskOptions, openVendorDesk, type Vendor, type VendorDesk } from './vendor-desk';
import type { Company, World } from './world/world';

/** Where the two services stand on the one server. */
const READER_PATH = '/reader';
const SEARCH_PATH = '/search';
/** The page that stands there for whoever wants to see whether pages can be read (RFC 2606). */
const EXAMPLE_PAGE = 'This domain is for use in documents.';

const CHARACTERS_PER_TOKEN = 4;
/** A search is charged for at least this by each ten results. */
const TOKENS_PER_TEN = 10_000;

const readBody = z.object({ url: z.string() });
const searchBody = z.object({
  q: z.string().min(1),
  num: z.number().int().min(0).max(20).optional(),
  site: z.string().optional(),
});

const tokensIn = (text: string): number => Math.ceil(text.length / CHARACTERS_PER_TOKEN);

/** An error as civkit writes it: the HTTP status is the first three of the five digits. */
const refuse = (
  status: number,
  name: string,
  message: string,
  more: { body?: object; headers?: Readonly<Record<string, string>> } = {},
): SandboxReply => {
  const code = Math.floor(status / 100);
  const body = {
    data: null,
    code,
    name,
    status,
    message,
    readableMessage: `${name}: ${message}`,
    ...more.body,
  };
  return { status: code, headers: more.headers ?? {}, body };
};

const WORDS: Vendor['words'] = {
  rateLimited: () =>
    refuse(42903, 'RateLimitTriggeredError', 'Per UID rate limit exceeded', {
      body: { retryAfter: 1 },
      headers: { 'retry-after': '1' },
    }),
  outOfCredits: () =>
    refuse(40203, 'InsufficientBalanceError', 'Account balance not enough to run this query'),
  badKey: () =>
    refuse(40103, 'AuthenticationRequiredError', 'Authentication is required to use this endpoint'),
  unavailable: () => refuse(50303, 'ServiceNodeResourceDrainError', 'No resources left'),
};

/** Faults that only Jina has: refusals of its own, by name. */
const REFUSALS: Readonly<Record<string, () => SandboxReply>> = {
  'page-paused': () => refuse(40301, 'OperationNotAllowedError', 'This page failed too often lately'),
  'no-content': () => refuse(42206, 'AssertionFailureError', 'No content available for this page'),
  'over-budget': () => refuse(40904, 'BudgetExceededError', 'Token budget exceeded'),
  'legal-block': () => refuse(45102, 'SecurityCompromiseError', 'Anonymous access to this domain is blocked'),
};

/** What a page answers that is asked for badly: its status stands in a warning inside a 200. */
const TARGET_STATUSES: Readonly<Record<string, readonly [status: number, said: string]>> = {
  'target-404': [404, 'Not Found'],
  'target-403': [403, 'Forbidden'],
  'target-500': [500, 'Internal Server Error'],
  // Of the world's own words: a company that is blocked shows its pages to nobody.
  blocked: [403, 'Forbidden'],
};

const answerWith = (data: Readonly<Record<string, unknown>>, text: string): SandboxReply => {
  const usage = { tokens: Math.max(1, tokensIn(text)) };
  return {
    status: 200,
    headers: { 'x-usage-tokens': String(usage.tokens) },
    body: { code: 200, status: 20000, data: { ...data, usage }, meta: { usage } },
  };
};

const targetSaid = (url: URL, status: number, said: string): SandboxReply =>
  answerWith(
    {
      title: said,
      description: '',
      url: url.href,
      content: `# ${status} ${said}`,
      warning: `Target URL returned error ${status}: ${said}`,
    },
    said,
  );

const pageData = (page: WebPage, { headers }: SandboxRequest) => {
  const html = (headers['x-respond-with'] ?? headers['x-return-format']) === 'html';
  const text = html ? asHtml(page) : asMarkdown(page);
  const images = Object.fromEntries(
    page.images.map(({ label, url }, index) => [`Image ${index + 1}: ${label}`, url]),
  );
  const data = {
    title: page.title,
    description: page.description,
    url: page.url,
    ...(html ? { html: text } : { content: text }),
    ...(page.date !== undefined && { publishedTime: new Date(page.date).toUTCString() }),
    ...('x-with-images-summary' in headers && { images }),
    metadata: { lang: 'en' },
    external: {},
  };
  return { data, text };
};

const read = (world: World, request: SandboxRequest, fault: string | undefined): SandboxReply => {
  const body = readBody.safeParse(jsonOf(request.body));
  const url = body.success && URL.canParse(body.data.url) ? new URL(body.data.url) : undefined;
  if (url === undefined) {
    return refuse(40001, 'ParamValidationError', 'Invalid URL', { body: { path: 'url' } });
  }
  const target = TARGET_STATUSES[fault ?? ''];
  if (target !== undefined) return targetSaid(url, ...target);
  // LinkedIn answers strangers with a status of its own.
  if (/(^|\.)linkedin\.com$/.test(url.hostname)) return targetSaid(url, 999, 'Request denied');
  if (url.hostname === 'example.com') {
    return answerWith({ title: 'Example Domain', url: url.href, content: EXAMPLE_PAGE }, EXAMPLE_PAGE);
  }
  if (companyAt(world, url) === undefined) {
    const message = `Domain '${url.hostname}' is not known to the sandbox`;
    return refuse(40001, 'ParamValidationError', message, { body: { path: 'url' } });
  }
  const page = pageAt(world, url);
  if (page === undefined) return targetSaid(url, 404, 'Not Found');
  const { data, text } = pageData(page, request);
  return answerWith(data, text);
};

/** Profiles as a search finds them: that of a company, and of whoever shares its name. */
const profilesOf = (company: Company): WebPage[] =>
  [...namesakesOf(company), company].map((one) => ({
    url: `https://www.linkedin.com/company/${one.linkedinSlug}`,
    title: `${one.name} | LinkedIn`,
    description: one.summary,
    lines: [one.summary],
    images: [],
    company: one,
  }));

const search = (world: World, request: SandboxRequest): SandboxReply => {
  const body = searchBody.safeParse(jsonOf(request.body));
  if (!body.success) {
    return refuse(40001, 'ParamValidationError', 'Invalid query', { body: { path: 'q' } });
  }
  const { q, num = 10, site } = body.data;
  const pages = world
    .companiesIn(q)
    .flatMap(({ of }) => [...(/\blinkedin\b/i.test(q) ? profilesOf(of) : []), ...pagesOf(of)])
    .filter(({ url }) => site === undefined || new URL(url).hostname === site)
    .slice(0, num);
  if (pages.length === 0) {
    return refuse(42206, 'AssertionFailureError', `No search results available for query ${q}`);
  }
  const bare = request.headers['x-respond-with'] === 'no-content';
  const data = pages.map((page) => ({
    title: page.title,
    url: page.url,
    description: page.description,
    ...(page.date !== undefined && { date: page.date }),
    ...(bare ? {} : { content: asMarkdown(page) }),
    usage: { tokens: 1000 },
  }));
  const tokens = Math.max(TOKENS_PER_TEN * Math.ceil(num / 10), tokensIn(JSON.stringify(data)));
  return { status: 200, body: { code: 200, status: 20000, data, meta: { usage: { tokens } } } };
};

const companyAsked = (world: World, request: SandboxRequest) => {
  const body = jsonOf(request.body);
  const asked = readBody.safeParse(body);
  if (asked.success && URL.canParse(asked.data.url)) return companyAt(world, new URL(asked.data.url));
  const searched = searchBody.safeParse(body);
  return searched.success ? world.companiesIn(searched.data.q)[0]?.of : undefined;
};

const addressAsked = ({ body }: SandboxRequest): string | undefined => {
  const asked = readBody.safeParse(jsonOf(body));
  return asked.success ? asked.data.url : undefined;
};

/** Speaks as Jina's reader (under `/reader`) and search (under `/search`), JSON alone. https://jina.ai/reader */
export function createJina(world: World, options: DeskOptions): VendorDesk {
  const isSearch = ({ path }: SandboxRequest): boolean => path.startsWith(SEARCH_PATH);
  return openVendorDesk(
    {
      name: 'jina',
      words: WORDS,
      faults: [...Object.keys(REFUSALS), ...Object.keys(TARGET_STATUSES)],
      hasKey: ({ headers }) => /^Bearer \S/.test(headers['authorization'] ?? ''),
      subjectOf: (request) => ({
        endpoint: isSearch(request) ? 'search' : 'reader',
        company: companyAsked(world, request),
        address: addressAsked(request),
      }),
      answer(request, fault) {
        const { accept = '' } = request.headers;
        if (request.method !== 'POST' || accept !== 'application/json') {
          return refuse(40001, 'ParamValidationError', 'The sandbox speaks POST and application/json alone');
        }
        const refusal = REFUSALS[fault ?? ''];
        if (refusal !== undefined) return refusal();
        return isSearch(request) ? search(world, request) : read(world, request, fault);
      },
    },
    options,
  );
}

/** The variables of libs/config that send the workers to this server. */
export const jinaEnvironment = (url: string): Readonly<Record<string, string>> => ({
  JINA_API_KEY: 'sandbox',
  JINA_READER_BASE_URL: `${url}${READER_PATH}`,
  JINA_SEARCH_BASE_URL: `${url}${SEARCH_PATH}`,
});
