import { z } from 'zod';
import { companyOfProfile } from './namesakes';
import { jsonOf, type SandboxReply, type SandboxRequest } from './serve-loopback';
import { type DeskOptions, openVendorDesk, type Vendor, type VendorDesk } from './vendor-desk';
import type { Company, World } from './world/world';

/** https://docs.brightdata.com, data sets of LinkedIn. */
const COMPANIES = 'gd_l1vikfnt1wgvvqz95w';
const POSTS = 'gd_lyy3tktm25m4avu764';
const MOST_SYNCHRONOUS = 20;

const input = z.object({ url: z.string().min(1), start_date: z.string().optional() });
const inputs = z.union([z.array(input).min(1), z.object({ input: z.array(input).min(1) })]);
type Input = z.infer<typeof input>;

/** Refusals are plain text. */
const say = (status: number, text: string, headers: Readonly<Record<string, string>> = {}): SandboxReply => ({
  status,
  headers: { 'content-type': 'text/plain', ...headers },
  body: text,
});

const WORDS: Vendor['words'] = {
  rateLimited: () => say(429, 'Too many running jobs'),
  outOfCredits: () => say(402, 'Payment required: the account has no balance left'),
  badKey: () => say(401, 'Invalid credentials'),
  unavailable: () => say(503, 'Service unavailable'),
};

const slugOf = (url: string): string => /\/company\/([^/?#]+)/.exec(url)?.[1] ?? '';

const companyOf = (world: World, url: string): Company | undefined => companyOfProfile(world, slugOf(url));

/** Size ranges as LinkedIn has them. */
const SIZES = [
  [10_001, '10,001+'],
  [5001, '5,001-10,000'],
  [1001, '1,001-5,000'],
  [501, '501-1,000'],
  [201, '201-500'],
  [51, '51-200'],
  [11, '11-50'],
  [0, '2-10'],
] as const;

const sizeOf = (employees: number): string =>
  `${SIZES.find(([from]) => employees >= from)?.[1] ?? '2-10'} employees`;

const recordOf = (world: World, company: Company, asked: Input, nowMs: number) => {
  const { city, countryCode } = company.headquarters;
  return {
    input: { url: asked.url },
    id: company.linkedinSlug,
    company_id: String(90_000_000 + world.companies.indexOf(company)),
    name: company.name,
    country_code: countryCode,
    country_codes_array: [countryCode],
    locations: [`${city}, ${countryCode}`],
    headquarters: `${city}, ${countryCode}`,
    followers: company.employeeCount * 20,
    employees_in_linkedin: Math.round(company.employeeCount * 0.9),
    about: company.summary,
    description: company.summary.replaceAll('&', '&amp;'),
    specialties: company.products.join(', '),
    company_size: sizeOf(company.employeeCount),
    organization_type: company.companyType,
    industries: company.industry,
    website: `https://${company.domain}/`,
    founded: company.foundedYear,
    employees: world.peopleAt(company.domain).map((person) => ({
      title: person.name,
      subtitle: person.title,
      link: `https://www.linkedin.com/in/${person.linkedinSlug}?trk=org-employees`,
    })),
    similar: [],
    updates: [],
    url: `https://www.linkedin.com/company/${company.linkedinSlug}`,
    timestamp: new Date(nowMs).toISOString(),
  };
};

const postsOf = (company: Company, asked: Input, limit: number, nowMs: number) =>
  company.events
    .filter(({ date }) => asked.start_date === undefined || date >= asked.start_date)
    .slice(0, limit)
    .map(({ date, title, description }, index) => ({
      url: `https://www.linkedin.com/posts/${company.linkedinSlug}_activity-73${index}`,
      id: `73${index}`,
      user_id: null,
      use_url: `https://www.linkedin.com/company/${company.linkedinSlug}`,
      title,
      headline: title,
      post_text: description,
      date_posted: `${date}T09:00:00.000Z`,
      hashtags: null,
      num_likes: 12,
      num_comments: 2,
      post_type: 'post',
      account_type: 'Organization',
      repost: { repost_url: null, repost_text: null, tagged_people: { name: null, link: null } },
      tagged_companies: null,
      timestamp: new Date(nowMs).toISOString(),
      discovery_input: { url: asked.url },
    }));

const errorRow = ({ url }: Input, word: string, error: string, nowMs: number) => ({
  timestamp: new Date(nowMs).toISOString(),
  input: { url },
  error,
  error_code: word,
});

/** What a company answers that the vendor cannot read, by the fault that is asked for or that its entry carries. */
const ROW_FAULTS: Readonly<Record<string, readonly [word: string, error: string]>> = {
  'error-rows': ['crawl_failed', 'Crawler failed'],
  'dead-page': ['dead_page', 'Page does not exist'],
  blocked: ['blocked', 'Access was blocked'],
};

/** What becomes of work that takes longer than a minute. */
const SNAPSHOT_FAULTS = ['snapshot', 'ready-but-202', 'failed-snapshot', 'empty-snapshot'];

interface Snapshot {
  readonly datasetId: string;
  readonly rows: readonly unknown[];
  readonly fault: string | undefined;
  looks: number;
  downloads: number;
}

interface Shop {
  readonly world: World;
  readonly now: () => number;
  readonly snapshots: Map<string, Snapshot>;
}

const inputsOf = ({ body }: SandboxRequest): Input[] | undefined => {
  const read = inputs.safeParse(jsonOf(body));
  if (!read.success) return undefined;
  return Array.isArray(read.data) ? read.data : read.data.input;
};

const rowsFor = ({ world, now }: Shop, request: SandboxRequest, fault: string | undefined): unknown[] => {
  const limit = Number(request.query.get('limit_per_input') ?? 100);
  const isPosts = request.query.get('dataset_id') === POSTS;
  return (inputsOf(request) ?? []).flatMap((asked): unknown[] => {
    const company = companyOf(world, asked.url);
    const bad = ROW_FAULTS[fault ?? company?.fault ?? ''];
    if (bad !== undefined) return [errorRow(asked, ...bad, now())];
    if (company === undefined) return [errorRow(asked, 'dead_page', 'Page does not exist', now())];
    return isPosts ? postsOf(company, asked, limit, now()) : [recordOf(world, company, asked, now())];
  });
};

const problemWith = (request: SandboxRequest): SandboxReply | undefined => {
  if (![COMPANIES, POSTS].includes(request.query.get('dataset_id') ?? '')) {
    return say(404, 'dataset does not exist');
  }
  if (inputsOf(request) !== undefined) return undefined;
  const body = { error: 'Invalid input', code: 'validation_error', errors: [['url', 'Required field']] };
  return { status: 400, body };
};

const openSnapshot = (shop: Shop, request: SandboxRequest, fault: string | undefined): string => {
  const id = `s_sandbox${shop.snapshots.size + 1}`;
  shop.snapshots.set(id, {
    datasetId: request.query.get('dataset_id') ?? '',
    rows: rowsFor(shop, request, fault),
    fault,
    looks: 0,
    downloads: 0,
  });
  return id;
};

/** Synchronous; with the fault `snapshot` (or `ready-but-202`, `failed-snapshot`) it gives up waiting, as after a minute. */
const scrape = (shop: Shop, request: SandboxRequest, fault: string | undefined): SandboxReply => {
  const problem = problemWith(request);
  if (problem !== undefined) return problem;
  if ((inputsOf(request)?.length ?? 0) > MOST_SYNCHRONOUS) return say(400, 'Too many inputs: at most 20');
  if (!/snapshot|202/.test(fault ?? '')) return { status: 200, body: rowsFor(shop, request, fault) };
  const message = 'Still working; take the result from the snapshot endpoint';
  return {
    status: 202,
    headers: { 'retry-after': '10' },
    body: { snapshot_id: openSnapshot(shop, request, fault), message },
  };
};

const trigger = (shop: Shop, request: SandboxRequest, fault: string | undefined): SandboxReply =>
  problemWith(request) ?? { status: 200, body: { snapshot_id: openSnapshot(shop, request, fault) } };

/** The first look finds it running, the second one ready. */
const progress = ({ snapshots }: Shop, id: string): SandboxReply => {
  const snapshot = snapshots.get(id);
  if (snapshot === undefined) return say(404, 'Snapshot does not exist');
  snapshot.looks += 1;
  const ended = snapshot.fault === 'failed-snapshot' ? 'failed' : 'ready';
  const status = snapshot.looks === 1 ? 'running' : ended;
  return { status: 200, body: { snapshot_id: id, dataset_id: snapshot.datasetId, status } };
};

/** With the fault `ready-but-202` the rows are not there when it is first asked for them. */
const download = ({ snapshots }: Shop, id: string): SandboxReply => {
  const snapshot = snapshots.get(id);
  if (snapshot === undefined) return say(404, 'Snapshot does not exist');
  if (snapshot.fault === 'empty-snapshot') return say(400, 'Snapshot is empty');
  snapshot.downloads += 1;
  if (snapshot.looks < 2 || (snapshot.fault === 'ready-but-202' && snapshot.downloads === 1)) {
    const body = { status: 'building', message: 'Snapshot is not ready yet, try again in 10s' };
    return { status: 202, headers: { 'retry-after': '10' }, body };
  }
  return { status: 200, body: snapshot.rows };
};

const ROUTES: readonly (readonly [
  pattern: RegExp,
  answer: (shop: Shop, request: SandboxRequest, fault: string | undefined, id: string) => SandboxReply,
])[] = [
  [/^POST \/datasets\/v3\/scrape$/, scrape],
  [/^POST \/datasets\/v3\/trigger$/, trigger],
  [/^GET \/datasets\/v3\/progress\/(\w+)$/, (shop, _request, _fault, id) => progress(shop, id)],
  [/^GET \/datasets\/v3\/snapshot\/(\w+)$/, (shop, _request, _fault, id) => download(shop, id)],
];

/** Speaks as Bright Data's Datasets v3 for companies and their posts. https://docs.brightdata.com/api-reference */
export function createBrightdata(world: World, options: DeskOptions): VendorDesk {
  const shop: Shop = { world, now: options.now, snapshots: new Map() };
  return openVendorDesk(
    {
      name: 'brightdata',
      words: WORDS,
      faults: [...Object.keys(ROW_FAULTS), ...SNAPSHOT_FAULTS, 'suspended'],
      hasKey: ({ headers }) => /^Bearer \S/.test(headers['authorization'] ?? ''),
      subjectOf: (request) => ({
        endpoint: request.path.split('/')[3] ?? '',
        company: companyOf(world, inputsOf(request)?.[0]?.url ?? ''),
      }),
      answer(request, fault) {
        if (fault === 'suspended') return say(200, 'Account is suspended');
        const asked = `${request.method} ${request.path}`;
        for (const [pattern, answer] of ROUTES) {
          const [, id = ''] = pattern.exec(asked) ?? [];
          if (pattern.test(asked)) return answer(shop, request, fault, id);
        }
        return say(404, 'Not found');
      },
    },
    options,
  );
}

/** The variables of libs/config that send the workers to this server. */
export const brightdataEnvironment = (url: string): Readonly<Record<string, string>> => ({
  BRIGHTDATA_API_KEY: 'sandbox',
  BRIGHTDATA_BASE_URL: url,
});
