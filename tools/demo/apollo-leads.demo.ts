import type { Json, JsonObject } from '@userport/contracts';
import { fieldOf, textOf } from './json-field';
import type { StoredUnit } from './stored-job';
import type { TaskDemo } from './task-demo';
import { cut, paint, type Style, wrap } from './terminal';

const NAME_WIDTH = 24;
const TITLE_WIDTH = 34;

const listOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value as readonly JsonObject[]) : [];

const materialNamed = ({ materials }: StoredUnit, name: RegExp): JsonObject[] =>
  materials
    .filter(({ step }) => name.test(step))
    .sort((a, b) => a.step.localeCompare(b.step, 'en', { numeric: true }))
    .map(({ raw }) => raw as JsonObject);

const rubricOf = (unit: StoredUnit): JsonObject | undefined => materialNamed(unit, /^rubric$/)[0];
const criteriaOf = (unit: StoredUnit): readonly JsonObject[] =>
  listOf(fieldOf(rubricOf(unit), 'rubric', 'criteria'));
const notesOf = (unit: StoredUnit): string[] => {
  const { processed } = unit.materials.find(({ step }) => step === 'rubric') ?? {};
  const notes = fieldOf(processed as JsonObject, 'notes');
  return Array.isArray(notes) ? notes.map((note: Json) => textOf(note)) : [];
};

/** Which titles of a criterion fit somebody here, and how many. */
function patternLine(unit: StoredUnit, { id }: JsonObject): string[] {
  const tried = listOf(fieldOf(rubricOf(unit), 'patterns')).filter((one) => one['criterion'] === id);
  if (tried.length === 0) return [];
  const fits = tried.filter(({ people }) => Number(people) > 0);
  const told = fits.map((one) => `${textOf(one['role'])} ${textOf(one['people'])}`).join(', ');
  const others = tried.length - fits.length;
  return [
    paint(
      'dim',
      wrap(`fits here: ${told === '' ? 'nobody' : told}; ${others} of ${tried.length} titles fit nobody`, 25),
    ),
  ];
}

const scoreText = (lead: JsonObject): string => {
  const score = lead['score'];
  const fit = textOf(fieldOf(score, 'fit'));
  return `${fit === '' ? '–' : fit} (${textOf(fieldOf(score, 'low'))} to ${textOf(fieldOf(score, 'high'))})`;
};

const fitOf = (lead: JsonObject): number => Number(fieldOf(lead['score'], 'fit') ?? -1);

const leadsOf = (unit: StoredUnit): JsonObject[] =>
  materialNamed(unit, /^leads_\d+$/)
    .flatMap((raw) => listOf(raw['leads']))
    .sort((a, b) => fitOf(b) - fitOf(a) || textOf(a['id']).localeCompare(textOf(b['id'])));

const whole = (value: Json | undefined): string => String(Math.round(Number(value ?? 0)));

/** What was bought of somebody, and why: the best case before anything was bought, and the threshold for it. */
function boughtText(lead: JsonObject): string {
  const { promise, threshold, revealed, enriched } = lead;
  if (revealed !== 'yes') {
    const isBelow = revealed === 'below the threshold';
    return `not revealed: ${textOf(revealed)}${isBelow ? ` (${whole(promise)} < ${whole(threshold)})` : ''}`;
  }
  const why = `revealed (best case ${whole(promise)} ≥ ${whole(threshold)})`;
  return enriched === 'yes' ? `${why}, enriched` : `${why}; no profile: ${textOf(enriched)}`;
}

function leadLine(lead: JsonObject): string {
  const stale = lead['at_company'] === 'left' ? paint('red', ' · has left') : '';
  const persona = textOf(fieldOf(lead['score'], 'persona'));
  const style: Style = lead['revealed'] === 'yes' ? 'bold' : 'dim';
  const name = cut(textOf(lead['name']), NAME_WIDTH).padEnd(NAME_WIDTH);
  const title = cut(textOf(lead['title']), TITLE_WIDTH).padEnd(TITLE_WIDTH);
  return `     ${paint(style, scoreText(lead).padEnd(14))} ${name} ${title} ${persona.padEnd(10)} ${paint('dim', boughtText(lead))}${stale}`;
}

const criterionLine = (one: JsonObject): string => {
  const fields = Array.isArray(one['fields'])
    ? one['fields'].join(', ').replaceAll('current_employment.', '')
    : '';
  const kind = textOf(one['kind']);
  const text = cut(textOf(one['text']), 60);
  return `       ${textOf(one['weight'])}× ${kind.padEnd(13)} ${text} ${paint('dim', `proved by ${fields}`)}`;
};

const pageLine = (body: JsonObject): string => {
  const counts = fieldOf(body, 'pagination', 'current_chunk');
  return `       page ${textOf(fieldOf(body, 'pagination', 'page'))} of ${textOf(fieldOf(body, 'pagination', 'total_pages'))}: ${textOf(fieldOf(counts, 'structured_leads'))} leads, ${textOf(fieldOf(counts, 'qualified_leads'))} qualified`;
};

const sumsLine = ({ bodies }: StoredUnit): string => {
  const sums = fieldOf(bodies[0], 'processed_data', 'metrics', 'sums');
  const part = (name: string): string => `${textOf(fieldOf(sums, name))} ${name.replaceAll('_', ' ')}`;
  return `     ${textOf(fieldOf(sums, 'found'))} found = ${['sent', 'duplicates', 'not_revealed', 'without_url', 'refused'].map(part).join(' + ')}`;
};

/** The first reasons, as Django shows them. */
const MOST_REASONS = 5;
const reasonLines = ({ bodies }: StoredUnit): string[] =>
  bodies
    .flatMap((body) => listOf(fieldOf(body, 'processed_data', 'all_leads')))
    .slice(0, MOST_REASONS)
    .flatMap((one) => [wrap(`${textOf(one['rationale'])} ${textOf(one['recommended_approach'])}`, 7)]);

function judgementLine(criterion: JsonObject, lead: JsonObject): string {
  const judged = fieldOf(lead['judgements'], textOf(criterion['id']));
  const answer = textOf(fieldOf(judged, 'answer')) || 'unknown';
  const words = textOf(fieldOf(judged, 'words'));
  const proof = words === '' ? '' : ` "${words}" in ${textOf(fieldOf(judged, 'field'))}`;
  const note = textOf(fieldOf(judged, 'note'));
  const style: Style = answer === 'yes' ? 'green' : answer === 'no' ? 'red' : 'dim';
  return [
    `       ${paint(style, answer.padEnd(7))} ${textOf(criterion['weight'])}× ${cut(textOf(criterion['text']), 70)} ${paint('dim', `by ${textOf(fieldOf(judged, 'by')) || 'nobody'}`)}`,
    ...(proof + note === '' ? [] : [paint('dim', wrap(`${proof} ${note}`.trim(), 15))]),
  ].join('\n');
}

/** Whoever has this id, or else this name: the lists that people read show names. */
function leadsCalled(unit: StoredUnit, called: string): readonly JsonObject[] {
  const leads = leadsOf(unit);
  const byId = leads.filter((lead) => lead['id'] === called);
  if (byId.length > 0) return byId;
  const name = called.toLocaleLowerCase();
  return leads.filter((lead) => textOf(lead['name']).toLocaleLowerCase() === name);
}

function whyScored(unit: StoredUnit, lead: JsonObject): readonly string[] {
  const groups = listOf(fieldOf(lead['score'], 'groups')).map(
    (one) => `${textOf(one['group'])} ${textOf(one['answer'])} (${textOf(one['weight'])})`,
  );
  return [
    leadLine(lead),
    paint('dim', `       ${textOf(lead['id'])}`),
    ...criteriaOf(unit).map((criterion) => judgementLine(criterion, lead)),
    wrap(
      `groups: ${groups.join(', ')}; threshold for paid steps ${whole(lead['threshold'])}; delivered: ${textOf(lead['delivered'])}`,
      7,
    ),
  ];
}

/** Why one lead has its score: criterion by criterion, with the words that prove it. */
function detail(unit: StoredUnit, called: string): readonly string[] {
  const leads = leadsCalled(unit, called);
  if (leads.length === 0)
    return [
      wrap(`This job found no lead ${called}. Without --lead it lists whom it found; a name serves, too.`, 5),
    ];
  return leads.flatMap((lead) => whyScored(unit, lead));
}

/** Leads: the rubric, everybody with score and interval, who was bought and why, pages and sums. */
export const taskDemo: TaskDemo = {
  lines: (unit) => [
    `     ${paint('italic', 'rubric')} ${paint('dim', textOf(fieldOf(rubricOf(unit), 'hash')).slice(0, 12))}`,
    ...criteriaOf(unit).flatMap((one) => [criterionLine(one), ...patternLine(unit, one)]),
    ...notesOf(unit).map((note) => paint('dim', wrap(note, 7))),
    `     ${paint('italic', 'leads')}`,
    ...leadsOf(unit).map(leadLine),
    `     ${paint('italic', 'reasons of the first')}`,
    ...reasonLines(unit),
    `     ${paint('italic', 'pages')}`,
    ...unit.bodies.map(pageLine),
    sumsLine(unit),
  ],
  json: (unit) => ({
    rubric: rubricOf(unit) ?? null,
    leads: leadsOf(unit),
    pages: unit.bodies.map((body) => body['pagination'] ?? null),
    sums: fieldOf(unit.bodies[0], 'processed_data', 'metrics', 'sums') ?? null,
  }),
  detail,
  // Page numbers begin at the time of the job's election.
  comparable({ job_id: _job, pagination, ...body }) {
    const { page, total_pages: total, ...counts } = (pagination ?? {}) as JsonObject;
    return { ...body, pagination: { ...counts, pages_to_come: Number(total) - Number(page) } };
  },
};
