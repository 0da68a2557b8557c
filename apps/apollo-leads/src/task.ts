import type { Models } from '@userport/ai';
import type { Cache } from '@userport/cache';
import type { JsonObject } from '@userport/contracts';
import {
  apolloLeads,
  type ApolloLeadsPayload,
  type DeliveredLead,
  leadsBodies,
  leadsProgress,
} from '@userport/contracts/apollo-leads';
import {
  byFit,
  byPromise,
  type Judgements,
  type LeadFacts,
  type MadeRubric,
  type Rubric,
  scoreOf,
  thresholdOf,
} from '@userport/lead-score';
import type { Apollo } from '@userport/providers/apollo';
import type { ProfileProvider } from '@userport/providers/enrichlayer';
import { defineTask, type Task, type TaskContext, type TaskResult } from '@userport/runner';
import type { AccountStore } from '@userport/warehouse';
import { readAccount } from './account';
import { approachesOf } from './approaches';
import { type Enriched, enrichLeads } from './enrich-leads';
import { type Evaluated, evaluationOf } from './evaluation';
import { type AskedAbout, type LeadJudge, openLeadJudge } from './judge-leads';
import { factsOf, type Lead, leadOf } from './lead';
import { mergeProfile } from './merge-profile';
import { findOrganization, type Organization } from './organization';
import { type Product, productOf } from './product';
import { productRubric, type ProductRubric } from './product-rubric';
import { distributionOf, type JobFindings, metricsOf, rawMaterial, type Sums, sumsOf } from './report';
import { revealLeads } from './reveal-leads';
import { type FoundPeople, searchLeads, withoutDuplicates } from './search-leads';
import { atStage } from './stage';
import { structuredLead, whyNotDelivered } from './structured-lead';

/** What the task is made of. */
export interface ApolloLeadsParts {
  readonly models: Models;
  readonly apollo: Apollo;
  readonly profiles: ProfileProvider;
  readonly accounts: Pick<AccountStore, 'newest'>;
  /** Models' answers and judgements. */
  readonly prompts: Cache;
}

/** People who are looked for when nobody says how many. */
export const MOST_EMPLOYEES = 3_000;
/** People who are revealed: two dollars at Apollo's price of a credit: what one account is worth without anybody asking for more. */
export const MOST_REVEALED = 100;
/** People who are enriched. */
export const MOST_ENRICHED = 20;

/** One job, opened. */
interface Job {
  readonly payload: ApolloLeadsPayload;
  readonly parts: ApolloLeadsParts;
  readonly context: TaskContext;
  readonly product: Product;
  readonly organization: Organization;
  readonly found: FoundPeople;
  readonly made: MadeRubric;
  readonly judge: LeadJudge;
  /** The same object for the same lead: what was judged of it need not be judged again. */
  factsOf(lead: Lead): LeadFacts;
  /** The `high` from which money may be spent on somebody; by what code alone tells, so that it is the same at every stage. */
  thresholdOf(facts: LeadFacts, judgements: Judgements): number;
}

/** Leads with their scores, as they stand at one stage. */
interface Standing {
  readonly leads: readonly Lead[];
  readonly evaluated: ReadonlyMap<string, Evaluated>;
  readonly thresholds: ReadonlyMap<string, number>;
}

const progress = (
  { context, payload }: Pick<Job, 'context' | 'payload'>,
  percent: number,
  data: JsonObject,
) => context.progress(leadsProgress(context.jobId, payload.account_id, percent, data));

/** Judges and scores; of whose facts are as they were, what was judged before stands. */
async function evaluate(job: Job, leads: readonly Lead[], about: AskedAbout): Promise<Standing> {
  const { rubric } = job.made;
  const facts = leads.map(job.factsOf);
  const judged = await job.judge.judge(facts, about);
  const evaluated = new Map<string, Evaluated>();
  const thresholds = new Map<string, number>();
  for (const own of facts) {
    const { id } = own;
    const judgements = judged.get(id) ?? new Map();
    evaluated.set(id, { id, judgements, score: scoreOf(rubric, judgements) });
    thresholds.set(id, job.thresholdOf(own, judgements));
  }
  return { leads, evaluated, thresholds };
}

/** Whoever may be worth money: in the order given, those whose best case reaches their threshold. */
const worthMoney = ({ evaluated, thresholds }: Standing, order: typeof byFit): Evaluated[] =>
  [...evaluated.values()].filter(({ id, score }) => score.high >= (thresholds.get(id) ?? 0)).sort(order);

/** The best case of everybody, by which it is decided who is revealed. */
const promisesOf = ({ evaluated }: Standing): ReadonlyMap<string, number> =>
  new Map([...evaluated].map(([id, { score }]) => [id, score.high]));

const NOBODY_ENRICHED: Enriched = { profiles: new Map(), missed: new Set(), refused: new Map() };

async function reveal(job: Job, standing: Standing) {
  const { payload, parts, context, organization, found, made, judge } = job;
  const most = payload.max_revealed ?? MOST_REVEALED;
  const selected = worthMoney(standing, byPromise)
    .slice(0, most)
    .map(({ id }) => id);
  const revealed = await revealLeads(parts.apollo, selected, context);
  const canDeliver = standing.leads.some(({ person }) => person.linkedinUrl !== null);
  if (revealed.failure !== undefined && !canDeliver) {
    // Nobody could be delivered, which is no result; who was found and why nobody was revealed is kept all the same.
    const bought = { selected, revealed, unasked: new Map(), enriched: NOBODY_ENRICHED, delivered: [] };
    const known = { organization, made, found, promises: promisesOf(standing), troubles: judge.troubles };
    keepRaw({ ...known, ...standing, ...bought }, context);
    throw revealed.failure;
  }
  const leads = standing.leads.map((lead) => {
    const person = revealed.people.get(lead.id);
    return person === undefined ? lead : leadOf(person, organization, 'revealed');
  });
  return { selected, revealed, leads };
}

function keepRaw(findings: JobFindings, context: TaskContext): Sums {
  const sums = sumsOf(findings);
  for (const material of rawMaterial(findings, sums)) context.recordRaw(material);
  return sums;
}

/** Why nobody asks for the profile of somebody; undefined for whoever may have one. */
function whyNotEnriched(
  { stage, person }: Lead,
  { score }: Evaluated,
  threshold: number,
): string | undefined {
  if (person.linkedinUrl === null) return stage === 'found' ? 'not revealed' : 'without LinkedIn address';
  if (score.excluded === 'yes') return 'ruled out';
  return score.high < threshold ? 'below the threshold' : undefined;
}

async function enrich({ payload, parts, context }: Job, standing: Standing) {
  const byId = new Map(standing.leads.map((lead) => [lead.id, lead]));
  const unasked = new Map<string, string>();
  const worth = [...standing.evaluated.values()].sort(byFit).flatMap((one) => {
    const lead = byId.get(one.id);
    if (lead === undefined) return [];
    const why = whyNotEnriched(lead, one, standing.thresholds.get(one.id) ?? 0);
    if (why !== undefined) unasked.set(one.id, why);
    return why === undefined ? [{ id: one.id, linkedinUrl: lead.person.linkedinUrl ?? '' }] : [];
  });
  const most = payload.max_enriched ?? MOST_ENRICHED;
  for (const { id } of worth.slice(most)) unasked.set(id, 'beyond max_enriched');
  const wanted = worth.slice(0, most);
  const enriched = await enrichLeads(parts.profiles, wanted, context);
  const leads = standing.leads.map((lead) => {
    const profile = enriched.profiles.get(lead.id);
    return profile === undefined ? lead : mergeProfile(lead, profile);
  });
  return { enriched, unasked, leads };
}

/** Everybody whom Django can take, best first, with evaluations in words; nobody's address is there twice. */
async function deliverable(job: Job, { leads, evaluated }: Standing): Promise<DeliveredLead[]> {
  const { product, made, parts, context, organization } = job;
  const byId = new Map(leads.map((lead) => [lead.id, lead]));
  const ordered = [...evaluated.values()].sort(byFit).flatMap((one) => {
    const lead = byId.get(one.id);
    return lead === undefined || whyNotDelivered(lead) !== undefined ? [] : [{ lead, evaluated: one }];
  });
  const once = new Set(withoutDuplicates(ordered.map(({ lead }) => lead.person)).map(({ id }) => id));
  const sent = ordered.filter(({ lead }) => once.has(lead.person.id));
  const model = parts.models.forRole('evaluate');
  const worth = sent.filter(({ evaluated: { score } }) => score.qualified);
  const approaches = await approachesOf(
    { product, rubric: made.rubric, model, cache: parts.prompts, context },
    worth,
  );
  return sent.flatMap(({ lead, evaluated: one }) => {
    const url = lead.person.linkedinUrl;
    if (url === null) return [];
    return [
      {
        lead: structuredLead(lead, url, organization),
        evaluation: evaluationOf(made.rubric, one, approaches.get(lead.id)),
        qualified: one.score.qualified,
      },
    ];
  });
}

/** Recognises the account. Nothing is paid for a product before it is clear that people can be looked for. */
async function recogniseAccount(
  { apollo, accounts }: ApolloLeadsParts,
  payload: ApolloLeadsPayload,
  context: TaskContext,
): Promise<Organization> {
  const account = await atStage('initialization', () => readAccount(payload, accounts, context.now()));
  return atStage('fetching_apollo_org_id', () => findOrganization(apollo, account, context));
}

async function findPeople(
  { apollo }: ApolloLeadsParts,
  payload: ApolloLeadsPayload,
  organization: Organization,
  context: TaskContext,
): Promise<FoundPeople> {
  const most = payload.max_employees ?? MOST_EMPLOYEES;
  const found = await searchLeads(apollo, organization, most, context);
  progress({ context, payload }, 30, { stage: 'fetching_employees', employees_found: found.people.length });
  return found;
}

/** What is read of a lead, once: the same lead has the same facts, the same facts the same threshold. */
function openReading({ organization, context }: Pick<Job, 'organization' | 'context'>, rubric: Rubric) {
  const facts = new WeakMap<Lead, LeadFacts>();
  const thresholds = new WeakMap<LeadFacts, number>();
  const nowMs = context.electedAtMs;
  return {
    factsOf(lead: Lead): LeadFacts {
      const own = facts.get(lead) ?? factsOf(lead);
      facts.set(lead, own);
      return own;
    },
    thresholdOf(own: LeadFacts, judgements: Judgements): number {
      const threshold = thresholds.get(own) ?? thresholdOf(rubric, own, judgements, organization, nowMs);
      thresholds.set(own, threshold);
      return threshold;
    },
  };
}

/** Makes the judge under the rubric that counts; which one that is, is looked up together with what it has judged. */
async function openJob(
  opened: Omit<Job, 'made' | 'judge' | 'factsOf' | 'thresholdOf'>,
  rubric: ProductRubric,
  leads: readonly Lead[],
): Promise<Job> {
  const { parts, context } = opened;
  const model = parts.models.forRole('extract');
  const under = (made: MadeRubric): Job => ({
    ...{ ...opened, made },
    judge: openLeadJudge({ rubric: made.rubric, model, cache: parts.prompts, context }),
    ...openReading(opened, made.rubric),
  });
  const job = under(rubric.made);
  const looked = job.judge.recall(leads.map(job.factsOf), 'titles');
  const [made] = await Promise.all([rubric.confirmed(), looked]);
  return made === rubric.made ? job : under(made);
}

function resultOf(job: Job, findings: JobFindings, sums: Sums, seconds: number): TaskResult {
  const { payload, context } = job;
  const scoreDistribution = distributionOf(findings);
  // Nothing in a page depends on the hour or on what was kept: another job over the same facts sends the same.
  const metrics = metricsOf(findings, sums);
  const bodies = leadsBodies(context.jobId, payload.account_id, context.electedAtMs, findings.delivered, {
    score_distribution: scoreDistribution,
    metrics,
  });
  const summary = {
    status: 'completed',
    job_id: context.jobId,
    account_id: payload.account_id,
    total_leads_found: sums.found,
    qualified_leads: findings.delivered.filter(({ qualified }) => qualified).length,
    score_distribution: scoreDistribution,
    metrics: { ...metrics, processing_time: seconds },
    paid_now_usd: context.cost().costUsd,
  };
  return { bodies, total: bodies.length, summary };
}

/** Judges, reveals, enriches and judges again: money is spent on the most promising alone. */
async function findLeads(job: Job, people: readonly Lead[]): Promise<JobFindings> {
  const first = await atStage('initial_evaluation', () => evaluate(job, people, 'titles'));
  progress(job, 50, { stage: 'initial_evaluation', employees_judged: first.leads.length });
  const {
    selected,
    revealed,
    leads: revealedLeads,
  } = await atStage('enriching_leads', () => reveal(job, first));
  const second = await atStage('initial_evaluation', () => evaluate(job, revealedLeads, 'titles'));
  progress(job, 70, { stage: 'enriching_leads', leads_revealed: revealed.people.size });
  const { enriched, unasked, leads } = await atStage('enriching_leads', () => enrich(job, second));
  // Texts are judged once, when all that can be known is known.
  const last = await atStage('evaluating_leads', () => evaluate(job, leads, 'everything'));
  progress(job, 90, { stage: 'evaluating_leads', leads_enriched: enriched.profiles.size });
  const delivered = await atStage('evaluating_leads', () => deliverable(job, last));
  const { organization, made, found, judge } = job;
  const { troubles } = judge;
  return {
    ...{ organization, made, found, promises: promisesOf(first) },
    ...{ selected, revealed, unasked, enriched, delivered, ...last, troubles },
  };
}

async function run(
  parts: ApolloLeadsParts,
  payload: ApolloLeadsPayload,
  context: TaskContext,
): Promise<TaskResult> {
  const startedMs = context.now();
  progress({ context, payload }, 10, { stage: 'initialization' });
  const product = productOf(payload);
  const organization = await recogniseAccount(parts, payload, context);
  const model = parts.models.forRole('reason');
  const [found, rubric] = await Promise.all([
    atStage('fetching_employees', () => findPeople(parts, payload, organization, context)),
    atStage('initial_evaluation', () => productRubric(product, model, parts.prompts, context)),
  ]);
  const people = found.people.map((person) => leadOf(person, organization));
  const opened = { payload, parts, context, product, organization, found };
  const job = await atStage('initial_evaluation', () => openJob(opened, rubric, people));
  const findings = await findLeads(job, people);
  const sums = keepRaw(findings, context);
  return resultOf(job, findings, sums, (context.now() - startedMs) / 1000);
}

/** The task `lead_identification_apollo`: people of an account who fit a product; see its contract. */
export const apolloLeadsTask = (parts: ApolloLeadsParts): Task<ApolloLeadsPayload> =>
  defineTask({ contract: apolloLeads, run: (payload, context) => run(parts, payload, context) });
