import type { Json, JsonObject } from '@userport/contracts';
import { fieldOf, textOf } from './json-field';
import type { StoredUnit } from './stored-job';
import type { TaskDemo } from './task-demo';
import { cut, paint, wrap } from './terminal';

const NAME_WIDTH = 17;
const VALUE_WIDTH = 74;
/** More candidates, refusals or items of evidence are in `--json`. */
const MOST_SHOWN = 4;

const FIELDS = [
  ...[
    'company_name',
    'linkedin_url',
    'industry',
    'location',
    'employee_count',
    'founded_year',
    'company_type',
  ],
  ...['funding_details', 'technologies', 'customers', 'competitors', 'recent_events'],
];

const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : value === undefined || value === null ? [] : [value];

const resultOf = ({ bodies }: StoredUnit): JsonObject => bodies.at(-1) ?? {};

const wordOf = (value: Json): string => {
  const one = (item: Json): string => textOf(fieldOf(item, 'title')) || textOf(item) || JSON.stringify(item);
  return value === null ? '(not known)' : listOf(value).map(one).join(', ');
};

/** Level, words and place of a proof. A search names its pages by their titles; their addresses lead away in a while. */
const proofLine = (proof: Json): string => {
  const place = textOf(fieldOf(proof, 'path')) || textOf(fieldOf(proof, 'quote'));
  const [level = '', title = '', source = ''] = ['level', 'title', 'source'].map((name) =>
    textOf(fieldOf(proof, name)),
  );
  return `${level}: “${place}” ${title === '' ? source : title}`;
};

function fieldLines(processed: Json | undefined, field: string): string[] {
  const value = fieldOf(processed, field) ?? null;
  const proofs = listOf(fieldOf(processed, 'evidence', field));
  const more = proofs.length > MOST_SHOWN ? [`and ${proofs.length - MOST_SHOWN} more`] : [];
  return [
    `     ${field.padEnd(NAME_WIDTH)} ${paint(value === null ? 'dim' : 'bold', cut(wordOf(value), VALUE_WIDTH))}`,
    ...[...proofs.slice(0, MOST_SHOWN).map(proofLine), ...more].map((line) => paint('dim', wrap(line, 8))),
  ];
}

function identityLines(notes: Json | undefined): string[] {
  const accepted = textOf(fieldOf(notes, 'identity', 'accepted'));
  const reason = textOf(fieldOf(notes, 'identity', 'reason'));
  const state = textOf(fieldOf(notes, 'identity', 'site_state'));
  const site = state === '' || state === 'live' ? '' : paint('dim', ` · the site is ${state}`);
  const verdict =
    accepted === ''
      ? paint('yellow', `abstains: ${reason}`)
      : `${paint('green', 'recognised')} as ${accepted}`;
  const candidates = listOf(fieldOf(notes, 'identity', 'candidates')).slice(0, MOST_SHOWN);
  const lines = candidates.map((candidate) => {
    const marks = listOf(fieldOf(candidate, 'marks')).map(
      (mark) => `${textOf(fieldOf(mark, 'mark'))} ${textOf(fieldOf(mark, 'weight'))}`,
    );
    const score = textOf(fieldOf(candidate, 'score'));
    return paint('dim', wrap(`${textOf(fieldOf(candidate, 'slug'))}: ${score} (${marks.join(', ')})`, 8));
  });
  const consequence = textOf(fieldOf(notes, 'identity', 'consequence'));
  const said = consequence === '' ? [] : [paint('dim', wrap(consequence, 8))];
  return [`     ${'identity'.padEnd(NAME_WIDTH)} ${verdict}${site}`, ...lines, ...said];
}

/** A list that a step kept in the raw data. */
const keptOf = ({ materials }: StoredUnit, step: string, name: string): readonly Json[] =>
  listOf(fieldOf(materials.find((one) => one.step === step)?.raw as Json | undefined, name));

const refusedOf = (unit: StoredUnit): readonly Json[] => keptOf(unit, 'evidence', 'refused');
const disagreementsOf = (unit: StoredUnit): readonly Json[] => keptOf(unit, 'evidence', 'disagreements');
const ordersOf = (unit: StoredUnit): readonly Json[] => keptOf(unit, 'site', 'instructions');

/** A heading with lines below it, of which the first are shown. */
function listLines(heading: string, what: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length > MOST_SHOWN ? [`and ${lines.length - MOST_SHOWN} more`] : [];
  return [
    `     ${heading.padEnd(NAME_WIDTH)} ${lines.length} ${what}`,
    ...[...lines.slice(0, MOST_SHOWN), ...more].map((line) => paint('dim', wrap(line, 8))),
  ];
}

const refusalLines = (unit: StoredUnit): string[] =>
  listLines(
    'not shown',
    'claims without proof',
    refusedOf(unit).map((one) => {
      const claimed = wordOf(fieldOf(one, 'claimed') ?? null);
      return `${textOf(fieldOf(one, 'field'))} ${claimed}: ${textOf(fieldOf(one, 'reason'))}`;
    }),
  );

const disagreementLines = (unit: StoredUnit): string[] =>
  listLines(
    'other sources',
    'values that differ',
    disagreementsOf(unit).map((one) => {
      const value = wordOf(fieldOf(one, 'value') ?? null);
      return `${textOf(fieldOf(one, 'field'))} ${value}: ${textOf(fieldOf(one, 'evidence', 'source'))}`;
    }),
  );

const orderLines = (unit: StoredUnit): string[] =>
  listLines(
    'orders in pages',
    'that no model was shown',
    ordersOf(unit).map((one) => `${textOf(fieldOf(one, 'kind'))}: ${textOf(fieldOf(one, 'excerpt'))}`),
  );

const gapLines = (notes: Json | undefined): string[] =>
  listOf(fieldOf(notes, 'missing')).map((gap) =>
    paint('yellow', wrap(`missing: ${textOf(fieldOf(gap, 'step'))}: ${textOf(fieldOf(gap, 'message'))}`, 5)),
  );

/** An account: whether it was recognised, each field with its proof, what was refused, what is missing. */
export const taskDemo: TaskDemo = {
  lines(unit) {
    const body = resultOf(unit);
    const processed = body['processed_data'];
    const notes = fieldOf(processed, 'notes');
    const website = textOf(fieldOf(processed, 'website')) || '(no website)';
    if (body['status'] !== 'completed')
      return [paint('red', wrap(`failed: ${textOf(fieldOf(body['error_details'], 'message'))}`, 5))];
    const summary = textOf(fieldOf(processed, 'analysis_summary'));
    return [
      `     ${paint('italic', website)}  quality ${textOf(body['quality_score'])}`,
      ...identityLines(notes),
      ...FIELDS.flatMap((field) => fieldLines(processed, field)),
      ...(summary === '' ? [] : [`     analysis`, paint('dim', wrap(summary, 8))]),
      ...disagreementLines(unit),
      ...refusalLines(unit),
      ...orderLines(unit),
      ...gapLines(notes),
    ];
  },
  json: (unit) => {
    const { processed_data: processed = null, quality_score: quality = null } = resultOf(unit);
    return {
      ...{ result: processed, quality_score: quality },
      refused: [...refusedOf(unit)],
      disagreements: [...disagreementsOf(unit)],
      orders_in_pages: [...ordersOf(unit)],
    };
  },
  /** But for the job id, and for the time at which each job was asked for. */
  comparable: ({ job_id: _job, processed_data: processed, ...body }) => {
    const { tech_profile: profile = null, ...facts } = (processed ?? {}) as JsonObject;
    const { created_at: _created, updated_at: _updated, ...technologies } = (profile ?? {}) as JsonObject;
    return { ...body, processed_data: { ...facts, tech_profile: profile && technologies } };
  },
};
