import type { JsonObject } from '@userport/contracts';
import type { DeliveredLead } from '@userport/contracts/apollo-leads';
import { TerminalError } from '@userport/errors';
import { type MadeRubric, rubricHash } from '@userport/lead-score';
import type { RawMaterial } from '@userport/runner';
import { scoreDistribution } from './distribution';
import type { Enriched } from './enrich-leads';
import type { Evaluated } from './evaluation';
import type { Lead } from './lead';
import type { Organization } from './organization';
import type { Revealed } from './reveal-leads';
import type { FoundPeople } from './search-leads';
import { whyNotDelivered } from './structured-lead';

/** Everything that a job has come to. */
export interface JobFindings {
  readonly organization: Organization;
  readonly made: MadeRubric;
  readonly found: FoundPeople;
  readonly leads: readonly Lead[];
  readonly evaluated: ReadonlyMap<string, Evaluated>;
  /** Thresholds for paid steps, by lead. */
  readonly thresholds: ReadonlyMap<string, number>;
  /** `high` of everybody before anything was bought, by which it was decided who is revealed. */
  readonly promises: ReadonlyMap<string, number>;
  readonly selected: readonly string[];
  readonly revealed: Revealed;
  /** Why nobody asked for a profile, by lead. */
  readonly unasked: ReadonlyMap<string, string>;
  readonly enriched: Enriched;
  readonly delivered: readonly DeliveredLead[];
  readonly troubles: ReadonlyMap<string, number>;
}

/** Where everybody who was found has gone. */
export interface Sums extends JsonObject {
  readonly found: number;
  readonly sent: number;
  readonly duplicates: number;
  readonly not_revealed: number;
  /** Why, in words, and how many. */
  readonly not_revealed_reasons: Readonly<Record<string, number>>;
  readonly without_url: number;
  readonly refused: number;
  readonly refused_reasons: Readonly<Record<string, number>>;
}

/** A role title of the rubric, tried on the titles at hand. */
export interface TriedPattern extends JsonObject {
  readonly criterion: string;
  readonly role: string;
  readonly people: number;
}

const tally = (words: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
};

/** Why nobody bought what would be needed to deliver somebody. */
export function whyNotRevealed(
  { revealed, selected, thresholds, promises }: JobFindings,
  id: string,
): string {
  const refusal = revealed.refused.get(id);
  if (refusal !== undefined) return refusal;
  if (revealed.missed.has(id)) return 'unknown to the vendor';
  if (selected.includes(id)) return 'not answered';
  const high = promises.get(id) ?? 0;
  return high < (thresholds.get(id) ?? 0) ? 'below the threshold' : 'beyond max_revealed';
}

/**
 * The sums of a job: found = sent + duplicates + not revealed + without address + refused.
 * @throws TerminalError `leads_lost` when they do not add up: then nothing may be sent
 */
export function sumsOf(findings: JobFindings): Sums {
  const { found, leads, delivered } = findings;
  const why = leads.map(whyNotDelivered).filter((reason) => reason !== undefined);
  const hidden = leads.filter((lead) => whyNotDelivered(lead) === 'not revealed');
  const refused = why.filter((reason) => reason === 'LinkedIn address too long');
  const sums: Sums = {
    found: found.people.length + found.duplicates,
    sent: delivered.length,
    duplicates: found.duplicates + (leads.length - why.length - delivered.length),
    not_revealed: hidden.length,
    not_revealed_reasons: tally(hidden.map(({ id }) => whyNotRevealed(findings, id))),
    without_url: why.filter((reason) => reason === 'without LinkedIn address').length,
    refused: refused.length,
    refused_reasons: tally(refused),
  };
  const counted = sums.sent + sums.duplicates + sums.not_revealed + sums.without_url + sums.refused;
  if (counted === sums.found && leads.length === found.people.length) return sums;
  throw new TerminalError(
    `Of ${sums.found} people found ${counted} are accounted for, so nothing is sent. Report this job.`,
    { code: 'leads_lost' },
  );
}

/** How many of the people at hand each pattern of the rubric fits; a title that fits several counts for the first. */
export function patternsOf({ made, evaluated }: JobFindings): TriedPattern[] {
  const fits = tally(
    [...evaluated.values()].flatMap(({ judgements }) =>
      [...judgements].flatMap(([id, { pattern }]) => (pattern === undefined ? [] : [`${id} ${pattern}`])),
    ),
  );
  return made.rubric.criteria.flatMap(({ id, roles = [] }) =>
    roles.map((role) => ({ criterion: id, role, people: fits[`${id} ${role}`] ?? 0 })),
  );
}

/** Fewer people say nothing of a pattern. */
const LEAST_PEOPLE = 20;

const patternNotes = (findings: JobFindings): string[] => {
  const all = findings.leads.length;
  return patternsOf(findings)
    .filter(({ people }) => all >= LEAST_PEOPLE && people > all / 2)
    .map(({ role, people }) => `The title "${role}" fits ${people} of ${all} people, so it tells little.`);
};

/** What whoever reads the result should know of the way to it: how the company was recognised, what was left out. */
export const notesOf = (findings: JobFindings): string[] => [
  ...findings.organization.notes,
  ...findings.found.notes,
  ...findings.made.notes,
  ...patternNotes(findings),
];

/** The metrics of this job alone, under the names of the original; the time that it took is told in the summary. */
export function metricsOf(findings: JobFindings, sums: Sums): JsonObject {
  const { leads, enriched, revealed, troubles } = findings;
  const unanswered = [...troubles.values()].reduce((sum, count) => sum + count, 0);
  return {
    total_leads_processed: leads.length,
    successful_leads: sums.sent,
    failed_leads: leads.length - sums.sent,
    api_errors: revealed.refused.size,
    ai_errors: unanswered,
    enriched_leads: enriched.profiles.size,
    enrichment_errors: enriched.refused.size,
    sums,
    notes: notesOf(findings),
  };
}

function whyNotEnriched({ enriched, unasked }: JobFindings, id: string): string {
  if (enriched.missed.has(id)) return 'unknown to the vendor';
  return enriched.refused.get(id) ?? unasked.get(id) ?? 'not asked for';
}

const rawLead = (findings: JobFindings, lead: Lead): JsonObject => {
  const { evaluated, thresholds, promises, enriched } = findings;
  const own = evaluated.get(lead.id);
  return {
    id: lead.id,
    name: lead.person.name ?? lead.person.firstName,
    title: lead.current?.title ?? null,
    stage: lead.stage,
    at_company: lead.atCompany,
    linkedin_url: lead.person.linkedinUrl,
    score:
      own === undefined ? null : { ...own.score, groups: own.score.groups.map((group) => ({ ...group })) },
    judgements: Object.fromEntries([...(own?.judgements ?? [])].map(([id, one]) => [id, { ...one }])),
    promise: promises.get(lead.id) ?? null,
    threshold: thresholds.get(lead.id) ?? null,
    revealed: lead.stage === 'found' ? whyNotRevealed(findings, lead.id) : 'yes',
    enriched: enriched.profiles.has(lead.id) ? 'yes' : whyNotEnriched(findings, lead.id),
    delivered: whyNotDelivered(lead) ?? 'yes',
  };
};

/** Leads in one row of raw data: some hundreds of KB, well inside what a row may hold. */
const LEADS_PER_ROW = 500;

/** What people look into afterwards: the rubric, and everybody who was found with every judgement. */
export function rawMaterial(findings: JobFindings, sums: Sums): RawMaterial[] {
  const { made, organization, leads, troubles } = findings;
  const rows = Array.from({ length: Math.ceil(leads.length / LEADS_PER_ROW) }, (_, index) =>
    leads.slice(index * LEADS_PER_ROW, (index + 1) * LEADS_PER_ROW),
  );
  return [
    {
      step: 'rubric',
      source: 'apollo',
      raw: { rubric: made.rubric, hash: rubricHash(made.rubric), patterns: patternsOf(findings) },
      processed: {
        ...{ organization, sums, troubles: Object.fromEntries(troubles) },
        notes: notesOf(findings),
      },
    },
    ...rows.map((some, index) => ({
      step: `leads_${index + 1}`,
      source: 'apollo',
      raw: { leads: some.map((lead) => rawLead(findings, lead)) },
    })),
  ];
}

/** How the scores of the leads that are sent are spread. */
export const distributionOf = ({ delivered }: JobFindings): JsonObject =>
  scoreDistribution(delivered.map(({ evaluation, qualified }) => ({ fit: evaluation.fit_score, qualified })));
