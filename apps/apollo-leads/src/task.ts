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
import { RetryableError } from '@userport/errors';
import {
  byFit,
  byPromise,
  type LeadFacts,
  type MadeRubric,
  scoreOf,
  thresholdOf,
} from '@userport/lead-score';
import type { Apollo } from '@userport/providers/apollo';
import type { ProfileProvider } from '@userport/providers/enrichlayer';
import { defineTask, type Task, type TaskContext, type TaskResult } from '@userport/runner';
import type { AccountStore } from '@userport/warehouse';
import { readAccount } from './account';
import { approachesOf } from './approaches';
import { enrichLeads } from './enrich-leads';
import { type Evaluated, evaluationOf } from './evaluation';
import { type LeadJudge, openLeadJudge } from './judge-leads';
import { factsOf, type Lead, leadOf } from './lead';
import { mergeProfile } from './merge-profile';
import { findOrganization, type Organization } from './organization';
import { type Product, productOf } from './product';
import { productRubric } from './product-rubric';
import { distributionOf, type JobFindings, metricsOf, rawMaterial, type Sums, sumsOf } from './report';
import { revealLeads, type Revealed } from './reveal-leads';
import { searchLeads, withoutDuplicates } from './search-leads';
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
  readonly made: MadeRubric;
  readonly judge: LeadJudge;
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

/** Judges and scores leads whose facts have changed since they stood as before; for the others that stands. */
async function evaluate(job: Job, leads: readonly Lead[], before?: Standing): Promise<Standing> {
  const { rubric } = job.made;
  const known = new Set(before?.leads);
  const changed = leads.filter((lead) => !known.has(lead));
  const facts = new Map(changed.map((lead): [string, LeadFacts] => [lead.id, factsOf(lead)]));
  const judged = await job.judge.judge([...facts.values()]);
  const evaluated = new Map(before?.evaluated);
  const thresholds = new Map(before?.thresholds);
  const nowMs = job.context.electedAtMs;
  for (const [id, own] of facts) {
    const judgements = judged.get(id) ?? new Map();
    evaluated.set(id, { id, judgements, score: scoreOf(rubric, judgements) });
    thresholds.set(id, thresholdOf(rubric, own, judgements, job.organization, nowMs));
  }
  return { leads, evaluated, thresholds };
}

/** Whoever may be worth money: in the order given, those whose best case reaches their threshold. */
const worthMoney = ({ evaluated, thresholds }: Standing, order: typeof byFit): Evaluated[] =>
  [...evaluated.values()].filter(({ id, score }) => score.high >= (thresholds.get(id) ?? 0)).sort(order);

async function reveal(job: Job, standing: Standing) {
  const { payload, parts, context, organization } = job;
  const most = payload.max_revealed ?? MOST_REVEALED;
  const selected = worthMoney(standing, byPromise)
    .slice(0, most)
    .map(({ id }) => id);
  const revealed = await revealLeads(parts.apollo, selected, context);
  if (nothingCouldBeBought(revealed) && !context.attempt.last)
    throw new RetryableError(
      'Apollo has no credits left, so nobody could be revealed. Buy credits, or wait.',
      {
        code: 'quota_exhausted',
      },
    );
  const leads = standing.leads.map((lead) => {
    const person = revealed.people.get(lead.id);
    return person === undefined ? lead : leadOf(person, organization, 'revealed');
  });
  return { selected, revealed, leads };
}

const nothingCouldBeBought = ({ people, missed, refused }: Revealed): boolean =>
  people.size === 0 && missed.size === 0 && [...refused.values()].includes('quota_exhausted');

async function enrich({ payload, parts, context }: Job, standing: Standing) {
  const byId = new Map(standing.leads.map((lead) => [lead.id, lead]));
  const wanted = worthMoney(standing, byFit)
    .flatMap(({ id, score }) => {
      const linkedinUrl = byId.get(id)?.person.linkedinUrl ?? null;
      return linkedinUrl === null || score.excluded === 'yes' ? [] : [{ id, linkedinUrl }];
    })
    .slice(0, payload.max_enriched ?? MOST_ENRICHED);
  const enriched = await enrichLeads(parts.profiles, wanted, context);
  const leads = standing.leads.map((lead) => {
    const profile = enriched.profiles.get(lead.id);
    return profile === undefined ? lead : mergeProfile(lead, profile);
  });
  return { enriched, leads };
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

async function open(
  parts: ApolloLeadsParts,
  payload: ApolloLeadsPayload,
  context: TaskContext,
): Promise<Omit<Job, 'made' | 'judge'>> {
  const account = await readAccount(payload, parts.accounts, context.now());
  const organization = await findOrganization(parts.apollo, account, context);
  return { payload, parts, context, product: productOf(payload), organization };
}

function resultOf(job: Job, findings: JobFindings, sums: Sums, seconds: number): TaskResult {
  const { payload, context, made, organization } = job;
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
    notes: [...organization.notes, ...made.notes],
    paid_now_usd: context.cost().costUsd,
  };
  return { bodies, total: bodies.length, summary };
}

async function run(
  parts: ApolloLeadsParts,
  payload: ApolloLeadsPayload,
  context: TaskContext,
): Promise<TaskResult> {
  const startedMs = context.now();
  progress({ context, payload }, 10, { stage: 'initialization' });
  const opened = await open(parts, payload, context);
  const { product, organization } = opened;
  const [found, made] = await Promise.all([
    searchLeads(parts.apollo, organization, payload.max_employees ?? MOST_EMPLOYEES, context),
    productRubric(product, parts.models.forRole('reason'), parts.prompts, context),
  ]);
  progress(opened, 30, { stage: 'fetching_employees', employees_found: found.people.length });
  const model = parts.models.forRole('extract');
  const judge = openLeadJudge({ rubric: made.rubric, model, cache: parts.prompts, context });
  const job: Job = { ...opened, made, judge };
  const first = await evaluate(
    job,
    found.people.map((person) => leadOf(person, organization)),
  );
  progress(job, 50, { stage: 'initial_evaluation', employees_judged: first.leads.length });
  const { selected, revealed, leads: revealedLeads } = await reveal(job, first);
  const second = await evaluate(job, revealedLeads, first);
  progress(job, 70, { stage: 'enriching_leads', leads_revealed: revealed.people.size });
  const { enriched, leads } = await enrich(job, second);
  const last = await evaluate(job, leads, second);
  progress(job, 90, { stage: 'evaluating_leads', leads_enriched: enriched.profiles.size });
  const delivered = await deliverable(job, last);
  const findings: JobFindings = {
    ...{ organization, made, found, selected, revealed, enriched, delivered },
    leads: last.leads,
    evaluated: last.evaluated,
    thresholds: last.thresholds,
    troubles: judge.troubles,
  };
  const sums = sumsOf(findings);
  await Promise.all(rawMaterial(findings, sums).map((material) => context.recordRaw(material)));
  return resultOf(job, findings, sums, (context.now() - startedMs) / 1000);
}

/** The task `lead_identification_apollo`: people of an account who fit a product; see its contract. */
export const apolloLeadsTask = (parts: ApolloLeadsParts): Task<ApolloLeadsPayload> =>
  defineTask({ contract: apolloLeads, run: (payload, context) => run(parts, payload, context) });
