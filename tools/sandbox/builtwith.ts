import type { SandboxReply, SandboxRequest } from './serve-loopback';
import { type DeskOptions, openVendorDesk, type Vendor, type VendorDesk } from './vendor-desk';
import type { Company, World } from './world/world';

/** https://api.builtwith.com/domain-api: versions that are still served. */
const PATH = /^\/v2[1-3]\/api\.json$/;
/** https://api.builtwith.com/usage-api: free. */
const USAGE_PATH = '/usagev2/api.json';
const MOST_LOOKUPS = 16;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Errors of the vendor come with status 200. */
const refuse = (code: number, message: string, lookup?: string): SandboxReply => ({
  status: 200,
  body: {
    Results: [],
    Errors: [{ Code: code, Message: message, ...(lookup !== undefined && { Lookup: lookup }) }],
  },
});

const WORDS: Vendor['words'] = {
  rateLimited: () => ({
    status: 429,
    body: {
      error: 'Rate limit exceeded',
      maxConcurrentRequests: 8,
      maxRequestsPerSecond: 10,
      currentConcurrentRequests: 8,
      currentRequestsInWindow: 3,
      retryAfterSeconds: 1,
    },
  }),
  outOfCredits: () => refuse(-3, 'You have run out of credits'),
  badKey: () => refuse(-2, 'Invalid API key'),
  unavailable: () => refuse(-99, 'Internal error'),
};

/** Faults that only BuiltWith has: its own codes, by name. */
const REFUSALS: Readonly<Record<string, () => SandboxReply>> = {
  'plan-too-small': () => refuse(-5, 'Your plan must be upgraded'),
  'one-lookup-only': () => refuse(-7, 'Only one lookup is allowed'),
  'error-as-text': () => ({ status: 200, body: { Results: [], Errors: ['You have no API credits left'] } }),
};

/** What a technology is listed under; others are frameworks. */
const TAGS: Readonly<Record<string, readonly [tag: string, category: string]>> = {
  AWS: ['hosting', 'Cloud Hosting'],
  Kubernetes: ['hosting', 'Container Orchestration'],
  PostgreSQL: ['server', 'Database'],
  Grafana: ['analytics', 'Application Performance'],
};

const technologiesOf = ({ technologies, foundedYear }: Company, lastLookMs: number) =>
  technologies.map((name, index) => {
    const [tag, category] = TAGS[name] ?? ['framework', 'Framework'];
    return {
      Id: 1000 + index,
      Name: name,
      Tag: tag,
      Categories: [category],
      FirstDetected: Date.UTC(foundedYear + 1, 0, 1),
      // The last one of each company is no longer seen on its pages.
      LastDetected: index === technologies.length - 1 ? lastLookMs - 120 * DAY_MS : lastLookMs,
      IsPremium: tag === 'analytics' ? 'yes' : 'no',
    };
  });

const resultOf = (company: Company, nowMs: number) => {
  const lastLookMs = nowMs - 10 * DAY_MS;
  const seen = technologiesOf(company, lastLookMs);
  const path = {
    FirstIndexed: Date.UTC(company.foundedYear, 5, 1),
    LastIndexed: lastLookMs,
    Domain: company.domain,
    Url: '',
  };
  return {
    Lookup: company.domain,
    Result: {
      IsDB: 'True',
      Spend: company.employeeCount * 3,
      SpendHistory: [],
      // The same technology repeats on sub-domains.
      Paths: [
        { ...path, SubDomain: '', Technologies: seen },
        { ...path, SubDomain: 'app', Technologies: seen.slice(0, 2) },
      ],
    },
    Meta: {
      Vertical: company.industry,
      Social: [`https://www.linkedin.com/company/${company.linkedinSlug}`],
      CompanyName: company.name,
      City: company.headquarters.city,
      State: '',
      Country: company.headquarters.countryCode,
    },
    Attributes: { Employees: company.employeeCount },
    FirstIndexed: path.FirstIndexed,
    LastIndexed: path.LastIndexed,
    SalesRevenue: 0,
  };
};

const lookupsOf = ({ query }: SandboxRequest): string[] =>
  (query.get('LOOKUP') ?? '').split(',').filter((domain) => domain !== '');

const lookUp = (world: World, request: SandboxRequest, nowMs: number): SandboxReply => {
  const domains = lookupsOf(request);
  if (domains.length === 0 || domains.length > MOST_LOOKUPS) return refuse(-1, 'Bad format of LOOKUP');
  const unsupported = domains.filter((domain) => !domain.includes('.'));
  // A domain that is not in the base is left out, without an error.
  const companies = domains.flatMap((domain) => world.companyByDomain(domain) ?? []);
  return {
    status: 200,
    headers: { 'x-api-credits-remaining': '198766' },
    body: {
      Results: companies.map((company) => resultOf(company, nowMs)),
      Errors: unsupported.map((Lookup) => ({
        Code: -8,
        Message: 'Not a supported root domain',
        Lookup,
      })),
    },
  };
};

/** Speaks as BuiltWith's Domain API, v21 to v23. https://api.builtwith.com/domain-api */
export function createBuiltwith(world: World, options: DeskOptions): VendorDesk {
  return openVendorDesk(
    {
      name: 'builtwith',
      words: WORDS,
      faults: Object.keys(REFUSALS),
      hasKey: ({ headers, query }) =>
        /^API \S/.test(headers['authorization'] ?? '') || (query.get('KEY') ?? '') !== '',
      subjectOf: (request) => ({
        endpoint: 'domain',
        company: world.companyByDomain(lookupsOf(request)[0] ?? ''),
      }),
      answer(request, fault) {
        if (request.path === USAGE_PATH) {
          return { status: 200, body: { used: 750, purchased: 100_000, remaining: 99_250 } };
        }
        if (request.method !== 'GET' || !PATH.test(request.path)) return { status: 404, body: 'Not found' };
        return REFUSALS[fault ?? '']?.() ?? lookUp(world, request, options.now());
      },
    },
    options,
  );
}

/** The variables of libs/config that send the workers to this server. */
export const builtwithEnvironment = (url: string): Readonly<Record<string, string>> => ({
  BUILTWITH_API_KEY: 'sandbox',
  BUILTWITH_BASE_URL: url,
});
