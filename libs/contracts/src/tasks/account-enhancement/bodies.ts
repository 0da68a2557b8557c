import type { CallbackBody } from '../../callback';
import type { Json, JsonObject } from '../../json';

/** A sum of money. */
export interface AccountMoney extends JsonObject {
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}

/** What is known of a company's funding, as Django's front end shows it. */
export interface FundingDetails extends JsonObject {
  readonly total_funding: (AccountMoney & { readonly as_of_date: string | null }) | null;
  readonly funding_rounds: readonly JsonObject[];
}

/** Something that happened to the company. */
export interface RecentEvent extends JsonObject {
  readonly title: string;
  readonly description: string;
  /** ISO date, or a month. */
  readonly date: string;
  /** URL; the front end shows it as a link. */
  readonly source: string;
}

/**
 * What Django stores of an account; each key is always there. Null keeps what Django has; an absent `customers`,
 * `competitors` or `recent_events` would be stored as an empty list.
 */
export interface AccountFacts {
  /** At most 255 characters, as `industry` and `location`. */
  readonly company_name: string | null;
  readonly employee_count: number | null;
  readonly industry: string | null;
  /** Seat and country code: `Cork, IE`. */
  readonly location: string | null;
  /** That of the request; at most 512 characters, as `linkedin_url`. */
  readonly website: string | null;
  readonly linkedin_url: string | null;
  readonly technologies: readonly string[] | null;
  readonly tech_profile: JsonObject | null;
  readonly funding_details: FundingDetails | null;
  /** At most 100 characters. */
  readonly company_type: string | null;
  readonly founded_year: number | null;
  /** Each at most 250 characters, as `competitors`. */
  readonly customers: readonly string[] | null;
  readonly competitors: readonly string[] | null;
  readonly recent_events: readonly RecentEvent[] | null;
  /** Prose; Django does not read it. */
  readonly analysis_summary: string | null;
}

/** An account's result. */
export interface AccountResult {
  readonly facts: AccountFacts;
  /** Level, source and quote by field. */
  readonly evidence: JsonObject;
  /** Share of the shown fields that carry evidence, 0 to 1. */
  readonly qualityScore: number;
  /** What is told beside the fields: whether the company was recognised, what is missing and why. */
  readonly notes: JsonObject;
}

/** The widths of Django's columns. */
const LONGEST: Readonly<Partial<Record<keyof AccountFacts, number>>> = {
  company_name: 255,
  industry: 255,
  location: 255,
  website: 512,
  linkedin_url: 512,
  company_type: 100,
};
const LONGEST_ITEM = 250;
/** PostgreSQL's integer. */
const LARGEST_INTEGER = 2 ** 31 - 1;

/** Cuts between code points, so that no half of a pair is left. */
const cutTo = (text: string, length: number): string =>
  text.length <= length
    ? text
    : text
        .slice(0, length)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd();

const whole = (value: number | null): number | null =>
  value !== null && Number.isFinite(value) && Math.abs(value) <= LARGEST_INTEGER ? Math.trunc(value) : null;

/** An address that is cut leads somewhere else. */
const wholeAddress = (url: string | null, longest: number): string | null =>
  url !== null && url.length > longest ? null : url;

const items = (list: readonly string[] | null): string[] | null =>
  list?.map((item) => cutTo(item, LONGEST_ITEM)) ?? null;

const text = (facts: AccountFacts, field: 'company_name' | 'industry' | 'location' | 'company_type') => {
  const value = facts[field];
  return value === null ? null : cutTo(value, LONGEST[field] ?? LONGEST_ITEM);
};

/** The facts within the limits of Django's columns; a number that does not fit is not known. */
export const storableFacts = (facts: AccountFacts): Record<keyof AccountFacts, Json> => ({
  company_name: text(facts, 'company_name'),
  employee_count: whole(facts.employee_count),
  industry: text(facts, 'industry'),
  location: text(facts, 'location'),
  website: wholeAddress(facts.website, LONGEST.website ?? 0),
  linkedin_url: wholeAddress(facts.linkedin_url, LONGEST.linkedin_url ?? 0),
  technologies: facts.technologies,
  tech_profile: facts.tech_profile,
  funding_details: facts.funding_details,
  company_type: text(facts, 'company_type'),
  founded_year: whole(facts.founded_year),
  customers: items(facts.customers),
  competitors: items(facts.competitors),
  recent_events: facts.recent_events,
  analysis_summary: facts.analysis_summary,
});

const envelope = (jobId: string, accountId: string) => ({
  job_id: jobId,
  account_id: accountId,
  lead_id: null,
  enrichment_type: 'company_info',
  // Django's word for this task, whoever was asked.
  source: 'jina_ai',
  is_partial: false,
  orchestration_data: null,
});

/** How far an account is. `percent` is a whole number below 100; `stage` says what is done. */
export const accountProgress = (
  jobId: string,
  accountId: string,
  percent: number,
  stage: string,
): JsonObject => ({
  ...envelope(jobId, accountId),
  status: 'processing',
  completion_percentage: percent,
  processed_data: { stage },
});

/** The one body of a result. Evidence stands in `processed_data`, and in `metadata`, which Django keeps. */
export const accountBodies = (jobId: string, accountId: string, result: AccountResult): CallbackBody[] => [
  {
    body: {
      ...envelope(jobId, accountId),
      status: 'completed',
      completion_percentage: 100,
      quality_score: result.qualityScore,
      processed_data: { ...storableFacts(result.facts), evidence: result.evidence, notes: result.notes },
      metadata: { evidence: result.evidence, notes: result.notes },
    },
  },
];

/** The one body of a job without a result. */
export const failedAccountBodies = (
  jobId: string,
  accountId: string,
  details: JsonObject,
): CallbackBody[] => [
  {
    body: {
      ...envelope(jobId, accountId),
      status: 'failed',
      completion_percentage: 100,
      error_details: details,
    },
  },
];
