import { freeBill } from '@userport/ai/testing';
import type { Cache } from '@userport/cache';
import { type Bill, canonicalJson, type JsonObject } from '@userport/contracts';
import type { ApolloLeadsPayload } from '@userport/contracts/apollo-leads';
import { TerminalError } from '@userport/errors';
import type { Apollo, ApolloCompany, ApolloPerson } from '@userport/providers/apollo';
import type { PersonProfile, ProfileProvider } from '@userport/providers/enrichlayer';
import type { RawMaterial, TaskContext } from '@userport/runner';

/** The present in these tests. */
export const NOW_MS = Date.parse('2026-11-23T12:00:00Z');

/** A context for tests, with what the task did to it. */
export interface RecordingContext extends TaskContext {
  readonly progressed: readonly JsonObject[];
  readonly raw: readonly RawMaterial[];
  readonly warnings: readonly string[];
  /** Kept answers of paid steps by step and input; hand them to the context of the next delivery. */
  readonly memos: Map<string, unknown>;
}

/** What a test may set of a context. */
export interface ContextSettings {
  readonly memos?: Map<string, unknown>;
  readonly last?: boolean;
  readonly signal?: AbortSignal;
  readonly bill?: Bill;
  readonly jobId?: string;
}

/** A context that keeps steps in memory, as the runner does, and notes what it is told. */
export function recordingContext(settings: ContextSettings = {}): RecordingContext {
  const progressed: JsonObject[] = [];
  const raw: RawMaterial[] = [];
  const warnings: string[] = [];
  const memos = settings.memos ?? new Map<string, unknown>();
  const ofThisRun = new Map<string, unknown>();
  const signal = settings.signal ?? new AbortController().signal;
  const bill = settings.bill ?? freeBill();
  return {
    progressed,
    raw,
    warnings,
    memos,
    jobId: settings.jobId ?? 'job-1',
    entityId: 'account-1',
    generation: 1,
    electedAtMs: NOW_MS,
    retried: false,
    signal,
    bill,
    attempt: { number: settings.last === true ? 3 : 1, last: settings.last ?? false },
    log: {
      info: () => undefined,
      warn: (message) => void warnings.push(message),
      error: (message) => void warnings.push(message),
    },
    now: () => NOW_MS,
    cost: () => ({ costUsd: 0, calls: 0, cachedCalls: 0, unknownCalls: 0, units: {}, byVendor: {} }),
    async step(name, input, call, { keptElsewhere } = {}) {
      signal.throwIfAborted();
      const key = `${name} ${canonicalJson(input)}`;
      const kept = [memos, ofThisRun].find((answers) => answers.has(key));
      if (kept !== undefined) return kept.get(key) as Awaited<ReturnType<typeof call>>;
      const answer = await call({ signal, bill, idempotencyKey: key });
      const target = keptElsewhere?.(answer) === true ? ofThisRun : memos;
      target.set(key, JSON.parse(JSON.stringify(answer)));
      return answer;
    },
    tell: () => Promise.resolve({ kind: 'accepted', httpStatus: 200 }),
    progress: (body) => void progressed.push(body),
    recordRaw(material) {
      raw.push(material);
    },
  };
}

/** A cache in memory that several jobs may share; of what was told twice it knows the first and the newest. */
export function memoryCache(kept = new Map<string, unknown>()): Cache {
  const keep = (key: string, value: unknown): void => {
    const copy = JSON.parse(JSON.stringify(value)) as unknown;
    if (!kept.has(`first ${key}`)) kept.set(`first ${key}`, copy);
    kept.set(`newest ${key}`, copy);
  };
  return {
    async cached({ identity, parse }, load) {
      const key = canonicalJson(identity);
      if (kept.has(`newest ${key}`)) return parse(kept.get(`newest ${key}`));
      const { answer, kept: value } = await load();
      if (value !== undefined) keep(key, value);
      return answer;
    },
    async remember(identity, value) {
      keep(canonicalJson(identity), value);
    },
    async recall(identity, _maxAgeMs, which = 'newest') {
      const value = kept.get(`${which} ${canonicalJson(identity)}`);
      return value === undefined ? undefined : { value, storedAtMs: NOW_MS };
    },
  };
}

/** A payload for tests: the account and product of the sample. */
export const payloadFor = (more: Partial<ApolloLeadsPayload> = {}): ApolloLeadsPayload => ({
  account_id: 'account-1',
  account_data: { name: 'Northwind Robotics', website: 'https://www.northwind-robotics.example/about' },
  product_data: {
    name: 'FleetSense',
    description: 'Monitoring for warehouse robots',
    persona_role_titles: {
      buyers: ['VP Operations'],
      influencers: ['Automation Lead'],
      end_users: ['Maintenance Planner'],
    },
    additional_lead_signals: 'Robot recalls; new site openings',
  },
  ...more,
});

/** The account at Apollo. */
export const company: ApolloCompany = {
  id: 'org-1',
  name: 'Northwind Robotics',
  websiteUrl: 'https://northwind-robotics.example',
  domain: 'northwind-robotics.example',
  linkedinUrl: 'http://www.linkedin.com/company/northwind-robotics-demo',
  linkedinId: null,
  twitterUrl: null,
  facebookUrl: null,
  crunchbaseUrl: null,
  phone: null,
  logoUrl: null,
  foundedYear: 2015,
  industries: [],
  keywords: [],
  employees: 420,
  address: null,
  city: null,
  state: null,
  country: null,
  description: null,
  annualRevenueUsd: null,
  totalFundingUsd: null,
  latestFundingDate: null,
  latestFundingStage: null,
  technologies: [],
  departments: {},
  headcountGrowth: { sixMonths: null, twelveMonths: null, twentyFourMonths: null },
};

/** Somebody as Apollo reveals them. */
export const personFor = (id: string, more: Partial<ApolloPerson> = {}): ApolloPerson => ({
  id,
  firstName: 'Ines',
  lastName: `Okafor-${id}`,
  lastNameMasked: null,
  name: `Ines Okafor-${id}`,
  title: 'VP Operations',
  headline: null,
  seniority: 'vp',
  departments: ['master_operations'],
  subdepartments: [],
  functions: ['operations'],
  linkedinUrl: `http://www.linkedin.com/in/${id}-demo`,
  twitterUrl: null,
  githubUrl: null,
  facebookUrl: null,
  photoUrl: null,
  email: null,
  emailStatus: 'verified',
  hasEmail: true,
  city: null,
  state: null,
  country: null,
  organizationId: 'org-1',
  organizationName: 'Northwind Robotics',
  organizationDomain: 'northwind-robotics.example',
  employments: [
    {
      title: more.title ?? 'VP Operations',
      organizationName: 'Northwind Robotics',
      organizationId: 'org-1',
      description: null,
      startDate: '2023-03-01',
      endDate: null,
      isCurrent: true,
    },
  ],
  refreshedAt: null,
  ...more,
});

/** The same person as a search shows them: no last name, address, level or career. */
export const masked = (person: ApolloPerson): ApolloPerson => ({
  ...person,
  lastName: null,
  lastNameMasked: 'Ok***r',
  name: null,
  headline: null,
  seniority: null,
  departments: [],
  functions: [],
  linkedinUrl: null,
  email: null,
  emailStatus: null,
  organizationId: null,
  employments: [],
});

/** A profile of which nothing is told. */
export const profileFor = (url: string, more: Partial<PersonProfile> = {}): PersonProfile => ({
  url,
  firstName: null,
  lastName: null,
  fullName: null,
  headline: null,
  about: null,
  industry: null,
  city: null,
  state: null,
  country: null,
  countryCode: null,
  photoUrl: null,
  followers: null,
  connections: null,
  employments: [],
  education: [],
  certifications: [],
  projects: [],
  publications: [],
  honors: [],
  volunteerWork: [],
  groups: [],
  languages: [],
  skills: [],
  recommendations: [],
  updatedAt: null,
  isThin: false,
  ...more,
});

/** A stand-in for Apollo that counts what is asked of it. */
export interface StandInApollo extends Apollo {
  readonly revealedIds: string[];
  readonly searchedPages: number[];
}

const PER_PAGE = 100;

/** Apollo with these people in it, masked at the search and whole at the reveal. */
export function apolloWith(people: readonly ApolloPerson[], more: Partial<Apollo> = {}): StandInApollo {
  const revealedIds: string[] = [];
  const searchedPages: number[] = [];
  return {
    revealedIds,
    searchedPages,
    searchOrganizations: async () => ({ organizations: [company], total: 1, pages: 1 }),
    organization: async () => company,
    async searchPeople({ page = 1 }) {
      searchedPages.push(page);
      const rows = people.slice((page - 1) * PER_PAGE, page * PER_PAGE).map(masked);
      return { people: rows, total: people.length, pages: Math.ceil(people.length / PER_PAGE) };
    },
    async reveal(ids) {
      revealedIds.push(...ids);
      return ids.map((id) => ({ id, person: people.find((person) => person.id === id) ?? null }));
    },
    ...more,
  };
}

/** A provider that knows these profiles by address. */
export const profilesWith = (
  profiles: readonly PersonProfile[],
): Pick<ProfileProvider, 'person' | 'company'> & { readonly asked: string[] } => {
  const asked: string[] = [];
  return {
    asked,
    async person({ url }) {
      asked.push(url);
      const found = profiles.find((profile) => profile.url === url);
      if (found !== undefined) return found;
      throw new TerminalError('No such page.', { code: 'not_found' });
    },
    company: async () => {
      throw new TerminalError('No such page.', { code: 'not_found' });
    },
  };
};
