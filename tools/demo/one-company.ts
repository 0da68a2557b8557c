import { readFileSync } from 'node:fs';
import type { Json, JsonObject } from '@userport/contracts';
import type { DemoJob } from './demo-job';
import { fieldOf, textOf } from './json-field';
import type { StoredUnit } from './stored-job';
import story from './one-company.json';

/** What the jobs before have found, in their order: the units of each. */
export type FoundBefore = readonly (readonly StoredUnit[])[];

/** One job of the chain. It is asked for with what the jobs before it have found. */
export interface ChainStep {
  readonly sample: string;
  readonly taskName: string;
  /** @throws Error that says what the jobs before have not found */
  payload(found: FoundBefore, ids: ChainIds): JsonObject;
}

/** Whom the chain is about, as Django would name them. */
export interface ChainIds {
  readonly accountId: string;
  readonly leadId: string;
}

/** The ids of the sample; a repeated run finds its jobs done. */
export const SAMPLE_IDS: ChainIds = { accountId: story.account_id, leadId: story.lead_id };

const processedOf = (units: readonly StoredUnit[] | undefined): Json[] =>
  (units ?? []).flatMap(({ bodies }) => bodies.flatMap((body) => body['processed_data'] ?? []));

const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];

/** The account as Django holds it after `account_enhancement`. */
function companyIn(found: FoundBefore): Json {
  const company = processedOf(found[0]).at(-1);
  if (textOf(fieldOf(company, 'company_name')) === '')
    throw new Error('The account was not recognised, so nobody is looked for.');
  return company as Json;
}

/** The lead with the highest score, of those that Django stores. */
function bestLeadIn(found: FoundBefore): Json {
  const pages = processedOf(found[1]);
  const leads = pages.flatMap((page) => listOf(fieldOf(page, 'structured_leads')));
  const scores = new Map(
    pages
      .flatMap((page) => listOf(fieldOf(page, 'all_leads')))
      .map((lead) => [textOf(fieldOf(lead, 'id')), Number(fieldOf(lead, 'fit_score') ?? 0)]),
  );
  const scoreOf = (lead: Json): number => scores.get(textOf(fieldOf(lead, 'id'))) ?? 0;
  const [best] = [...leads].sort((a, b) => scoreOf(b) - scoreOf(a));
  if (best === undefined)
    throw new Error('No lead with a LinkedIn address was found, so nobody is researched.');
  return best;
}

/** The captured activity of the lead: what a browser extension would have taken. */
function capturesOf(lead: Json): JsonObject {
  const captured = JSON.parse(readFileSync(story.captured_from, 'utf8')) as JsonObject;
  const url = textOf(fieldOf(lead, 'linkedin_url'));
  const slugOf = (address: string): string => /\/in\/([^/?#]+)/.exec(address)?.[1] ?? address;
  if (slugOf(url) !== slugOf(textOf(captured['person_linkedin_url'])))
    throw new Error(`Nobody has captured the activity of ${url}.`);
  const { posts_html = null, comments_html = null, reactions_html = null } = captured;
  return { posts_html, comments_html, reactions_html };
}

const pick = (value: Json, names: readonly string[]): JsonObject =>
  Object.fromEntries(names.map((name) => [name, fieldOf(value, name) ?? null]));

const ACCOUNT_KEYS = [
  ...['industry', 'location', 'employee_count', 'company_type', 'founded_year'],
  ...['technologies', 'competitors', 'customers', 'funding_details'],
];
const LEAD_KEYS = [
  ...['headline', 'about', 'location', 'current_employment', 'education', 'projects', 'publications'],
  ...['groups', 'certifications', 'honor_awards'],
];

const accountFacts = (company: Json): JsonObject => ({
  name: fieldOf(company, 'company_name') ?? null,
  ...pick(company, ACCOUNT_KEYS),
});

const productFacts = (): JsonObject => {
  const {
    name,
    description,
    persona_role_titles: titles,
    additional_lead_signals: playbook,
  } = story.product_data;
  return { name, description, persona_role_titles: titles, playbook_description: playbook };
};

function researchPayload(found: FoundBefore, { accountId, leadId }: ChainIds): JsonObject {
  const [company, lead] = [companyIn(found), bestLeadIn(found)];
  const name = textOf(fieldOf(lead, 'full_name'));
  return {
    account_id: accountId,
    lead_id: leadId,
    person_name: name,
    company_name: textOf(fieldOf(company, 'company_name')),
    person_linkedin_url: textOf(fieldOf(lead, 'linkedin_url')),
    ...capturesOf(lead),
    research_request_type: 'linkedin_only',
    input_data: {
      lead_data: {
        name,
        ...pick(lead, LEAD_KEYS),
        employment_history: fieldOf(lead, 'other_employments') ?? null,
      },
      account_data: accountFacts(company),
      product_data: productFacts(),
    },
    origin: 'api',
  };
}

function columnPayload(found: FoundBefore, { leadId }: ChainIds): JsonObject {
  const [company, lead] = [companyIn(found), bestLeadIn(found)];
  const research = processedOf(found[2]).at(-1);
  const { column_id: columnId, name, question } = story.column;
  const context = {
    lead_info: {
      id: leadId,
      name: fieldOf(lead, 'full_name') ?? null,
      role_title: fieldOf(lead, 'current_employment', 'title') ?? null,
      linkedin_url: fieldOf(lead, 'linkedin_url') ?? null,
    },
    company: accountFacts(company),
    product: productFacts(),
    personality_insights: fieldOf(research, 'insights') ?? null,
    enrichment_activities: listOf(fieldOf(research, 'content_details')).map((activity) =>
      pick(activity, ['linkedin_activity_type', 'publish_date', 'url', 'detailed_summary']),
    ),
  };
  return {
    column_id: columnId,
    entity_ids: [leadId],
    column_config: {
      ...{ id: columnId, name, description: '', question, response_type: 'string' },
      ...{ response_config: { max_length: 200 }, examples: [], validation_rules: [] },
    },
    context_data: { [leadId]: context },
    tenant_id: story.tenant_id,
    batch_size: 1,
    concurrent_requests: 5,
  };
}

/** All four tasks on one company: the account, its people, what the best of them says, one answer about that person. */
export const CHAIN: readonly ChainStep[] = [
  {
    sample: 'account',
    taskName: 'account_enhancement',
    payload: (_found, { accountId }) => ({ accounts: [{ account_id: accountId, website: story.website }] }),
  },
  {
    sample: 'leads',
    taskName: 'lead_identification_apollo',
    payload: (found, { accountId }) => ({
      account_id: accountId,
      account_data: pick(
        {
          name: fieldOf(companyIn(found), 'company_name') ?? null,
          website: fieldOf(companyIn(found), 'website') ?? null,
        },
        ['name', 'website'],
      ),
      product_data: story.product_data,
      tenant_id: story.tenant_id,
    }),
  },
  { sample: 'research', taskName: 'lead_linkedin_research', payload: researchPayload },
  { sample: 'column', taskName: 'custom_column', payload: columnPayload },
];

/** The job of one step. */
export function chainJob(step: ChainStep, found: FoundBefore, ids: ChainIds, suffix: string): DemoJob {
  const jobId = `demo-one-company-${step.sample}${suffix}`;
  const payload = { ...step.payload(found, ids), job_id: jobId };
  return { sample: step.sample, taskName: step.taskName, jobId, payload };
}
