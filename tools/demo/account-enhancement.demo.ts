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

const proofLine = (proof: Json): string => {
  const place = textOf(fieldOf(proof, 'path')) || textOf(fieldOf(proof, 'quote'));
  const [level, source] = ['level', 'source'].map((name) => textOf(fieldOf(proof, name)));
  return `${level ?? ''}: “${place}” ${source ?? ''}`;
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
  return [`     ${'identity'.padEnd(NAME_WIDTH)} ${verdict}`, ...lines];
}

const refusedOf = ({ materials }: StoredUnit): readonly Json[] => {
  const evidence = materials.find(({ step }) => step === 'evidence')?.raw as Json | undefined;
  return listOf(fieldOf(evidence, 'refused'));
};

function refusalLines(unit: StoredUnit): string[] {
  const refused = refusedOf(unit);
  const lines = refused.slice(0, MOST_SHOWN).map((one) => {
    const claimed = fieldOf(one, 'claimed') ?? null;
    return `${textOf(fieldOf(one, 'field'))} ${wordOf(claimed)}: ${textOf(fieldOf(one, 'reason'))}`;
  });
  return refused.length === 0
    ? []
    : [
        `     ${'not shown'.padEnd(NAME_WIDTH)} ${refused.length} claims without proof`,
        ...lines.map((line) => paint('dim', wrap(line, 8))),
      ];
}

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
      ...refusalLines(unit),
      ...gapLines(notes),
    ];
  },
  json: (unit) => {
    const { processed_data: processed = null, quality_score: quality = null } = resultOf(unit);
    return { result: processed, quality_score: quality, refused: [...refusedOf(unit)] };
  },
};
