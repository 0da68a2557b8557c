import type { JsonObject } from '@userport/contracts';
import {
  accountBodies,
  accountEnhancement,
  type AccountEnhancementPayload,
  type AccountFacts,
  accountProgress,
  accountsIn,
  type AccountResult,
} from '@userport/contracts/account-enhancement';
import { readWebsite, type Website } from '@userport/contracts/website';
import { leadsElsewhere } from '@userport/company-identity';
import { TerminalError } from '@userport/errors';
import { suspiciousInstructions } from '@userport/evidence';
import { defineTask, type Task, type TaskContext, type TaskResult } from '@userport/runner';
import type { Stores } from '@userport/warehouse';
import { type Gap, openAttempts, type StepName } from './attempts';
import { enhance, type Findings, STEPS, type Vendors } from './enhance';
import { type Merged, mergeFacts } from './merge-facts';
import type { FoundInstruction } from './shown-pages';
import { technologyProfileOf } from './technology-profile';

/** What the task is made of. */
export interface AccountEnhancementParts extends Vendors {
  /** Where versions of accounts are kept. */
  readonly accounts: Pick<Stores['accounts'], 'append'>;
}

/** Candidates that are told to people; more are no help. */
const MOST_TOLD = 5;

const NOTHING: AccountFacts = {
  company_name: null,
  employee_count: null,
  industry: null,
  location: null,
  website: null,
  linkedin_url: null,
  technologies: null,
  tech_profile: null,
  funding_details: null,
  company_type: null,
  founded_year: null,
  customers: null,
  competitors: null,
  recent_events: null,
  analysis_summary: null,
};

const gapsJson = (gaps: readonly Gap[]): JsonObject[] => gaps.map((gap) => ({ ...gap }));

/** Reports whenever a step is over; parts of a step count once. */
function stepProgress(context: TaskContext): (step: StepName) => void {
  const done = new Set<StepName>();
  const tell = (stage: string): void => {
    const percent = Math.floor((100 * done.size) / (STEPS.length + 1));
    context.progress(accountProgress(context.jobId, context.entityId, percent, stage));
  };
  tell('start');
  return (step) => {
    done.add(step);
    tell(step);
  };
}

/** Whether the company was recognised, and why; what is missing, and what that means. */
function notesOf(
  { domain, suffixKnown }: Website,
  { site, decision }: Findings,
  gaps: readonly Gap[],
): JsonObject {
  const candidates = decision.candidates.slice(0, MOST_TOLD).map(({ slug, name, score, marks }) => ({
    slug,
    name,
    score,
    marks: marks.map(({ name: mark, weight }) => ({ mark, weight })),
  }));
  const abstained: JsonObject =
    decision.accepted === null
      ? { reason: decision.reason, consequence: 'Lead generation needs a LinkedIn URL and cannot run.' }
      : {};
  return {
    identity: {
      ...{ accepted: decision.accepted?.slug ?? null, domain, suffix_known: suffixKnown },
      ...{ site_state: site.state, candidates },
      ...abstained,
    },
    missing: gapsJson(gaps),
  };
}

const NOT_OWN = { technologies: null, analysis: null } as const;

/**
 * True unless the address leads to a seller of names, or to a company that no accepted record calls the same: then
 * nothing there is the account's.
 */
const isOwn = ({ site, decision }: Findings): boolean =>
  site.state !== 'parked' && (decision.accepted !== null || !leadsElsewhere(site));

function resultOf(
  given: string | null,
  website: Website,
  findings: Findings,
  merged: Merged,
  gaps: readonly Gap[],
  nowMs: number,
): AccountResult {
  const { technologies, analysis } = isOwn(findings) ? findings : NOT_OWN;
  return {
    facts: {
      ...merged.facts,
      website: given,
      tech_profile: technologies && technologyProfileOf(technologies, nowMs),
      analysis_summary: analysis,
    },
    evidence: merged.evidence,
    qualityScore: merged.qualityScore,
    notes: notesOf(website, findings, gaps),
  };
}

/** Orders to models that stood in what was read; nobody was shown them, and people are told. */
const instructionsOf = ({ pages, known, profile, market }: Findings): FoundInstruction[] => {
  const searched = (profile ?? []).map(({ url, title, description }) => ({
    source: url,
    text: `${title ?? ''}\n${description ?? ''}`,
  }));
  const profiles = known.map(({ url, record }) => ({ source: url, text: record?.about ?? '' }));
  const told = market === null ? [] : [{ source: 'market search', text: market.answer.text }];
  return [
    ...pages.flatMap(({ instructions }) => instructions),
    ...[...searched, ...profiles, ...told].flatMap(({ source, text }) =>
      suspiciousInstructions(text).map((order) => ({ source, ...order })),
    ),
  ];
};

/** Keeps what came and what was made of it, so that every value and every refusal can be looked up. */
function keepMaterial(context: TaskContext, findings: Findings, merged: Merged): void {
  const { site, pages, known, decision, technologies, pageTechnologies, profile } = findings;
  const { siteClaims, analysis, market } = findings;
  const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));
  const read = pages.map(({ evidence: { url, warning }, title, contentHash }) => ({
    ...{ url, title, warning, content_hash: contentHash },
  }));
  const materials = [
    ['site', 'jina', { pages: read, instructions: instructionsOf(findings) }, site],
    ['identity', 'brightdata', known, decision],
    ['technologies', 'builtwith', technologies, pageTechnologies?.claims],
    ['profile', 'jina', profile, null],
    ['site_claims', 'model', siteClaims, analysis],
    ['market', 'model', market, null],
    ['evidence', 'code', { refused: merged.refused, disagreements: merged.disagreements }, merged.evidence],
  ] as const;
  for (const [step, source, raw, processed] of materials)
    context.recordRaw({ step, source, raw: json(raw), processed: json(processed) });
}

const bodiesFor = (context: TaskContext, result: AccountResult, summary: JsonObject): TaskResult => {
  const bodies = accountBodies(context.jobId, context.entityId, result);
  return { bodies, total: bodies.length, summary };
};

/** An account whose website is none: nobody is asked, and the result says why. */
function withoutWebsite(context: TaskContext, website: string | null, problem: string): TaskResult {
  const gap = { step: 'site', code: problem, message: 'The account has no website that tells whose it is.' };
  const notes = { identity: { accepted: null, reason: problem, candidates: [] }, missing: [gap] };
  const result = { facts: { ...NOTHING, website }, evidence: {}, qualityScore: 0, notes };
  return bodiesFor(context, result, { status: 'completed', website_problem: problem });
}

async function run(
  { accounts, ...vendors }: AccountEnhancementParts,
  payload: AccountEnhancementPayload,
  context: TaskContext,
): Promise<TaskResult> {
  const account = accountsIn(payload).find(({ accountId }) => accountId === context.entityId);
  if (account === undefined)
    throw new TerminalError('The payload does not hold the account of this delivery. Create the job anew.', {
      code: 'account_missing',
    });
  const reading = readWebsite(account.website);
  if ('problem' in reading) return withoutWebsite(context, account.website, reading.problem);
  const { website } = reading;
  const attempts = openAttempts(context, stepProgress(context));
  // The same for every delivery, so that a later one dates and stores the same version.
  const atMs = context.electedAtMs;
  const today = new Date(atMs).toISOString().slice(0, 10);
  const findings = await enhance({ website, today, vendors, attempts });
  attempts.settle();
  const { site, pages, decision, known } = findings;
  const merged = mergeFacts({
    siteNames: isOwn(findings) ? site.names : [],
    domains: [...new Set([site.domain, site.askedDomain])],
    pages: isOwn(findings) ? pages : [],
    decision,
    record: known.find(({ slug }) => slug === decision.accepted?.slug)?.record ?? null,
    siteClaims: isOwn(findings) ? (findings.siteClaims?.claims ?? []) : [],
    market: findings.market,
    technologies: isOwn(findings) ? findings.technologies : null,
    pageTechnologies: isOwn(findings) ? findings.pageTechnologies : null,
    today,
  });
  const result = resultOf(account.website, website, findings, merged, attempts.gaps, atMs);
  keepMaterial(context, findings, merged);
  await accounts.append({
    accountId: context.entityId,
    jobId: context.jobId,
    data: JSON.parse(JSON.stringify(result.facts)) as JsonObject,
    qualityScore: result.qualityScore,
    fetchedAt: new Date(atMs),
  });
  return bodiesFor(context, result, {
    status: 'completed',
    accepted: decision.accepted?.slug ?? null,
    quality_score: result.qualityScore,
    missing: attempts.gaps.map(({ step }) => step),
    paid_now_usd: context.cost().costUsd,
  });
}

/** The task `account_enhancement`: see its contract. */
export const accountEnhancementTask = (parts: AccountEnhancementParts): Task<AccountEnhancementPayload> =>
  defineTask({
    contract: accountEnhancement,
    run: (payload, context) => run(parts, payload, context),
  });
