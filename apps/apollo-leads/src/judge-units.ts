import {
  type CodeJudge,
  type Criterion,
  type FactField,
  factsHash,
  type Judgement,
  type Judgements,
  type LeadFacts,
  type Rubric,
  textsOf,
} from '@userport/lead-score';

/**
 * What a model is asked about at once: some criteria that may read the same fields, for whoever has the same texts in
 * them. Equal titles are one unit, whoever bears them.
 */
export interface JudgeUnit {
  /** Hash of the facts and of the criteria asked. */
  readonly key: string;
  readonly criteria: readonly Criterion[];
  readonly fields: readonly FactField[];
  readonly facts: LeadFacts;
}

/** True for what a title alone can tell, before anything is bought. */
export const isOfTitle = ({ fields }: JudgeUnit): boolean =>
  fields.every((field) => field === 'current_employment.title');

/** What code tells of a lead, and the units that are to tell the rest. */
export interface CodeJudged {
  readonly facts: LeadFacts;
  readonly judgements: Judgements;
  readonly open: readonly JudgeUnit[];
}

const nothingSaid = (criterion: Criterion): Judgement => ({
  answer: 'unknown',
  by: 'code',
  field: null,
  words: null,
  note: `Nothing is known of ${criterion.fields.join(', ')}.`,
});

const otherPersona: Judgement = {
  answer: 'no',
  by: 'code',
  field: 'current_employment.title',
  words: null,
  note: 'The title is decided by another persona.',
};

/** A title that a pattern has decided is no other persona's. */
function withPersonasDecided(rubric: Rubric, judged: Map<string, Judgement>): void {
  const personas = rubric.criteria.filter(({ kind }) => kind === 'persona');
  if (!personas.some(({ id }) => judged.get(id)?.answer === 'yes')) return;
  for (const { id } of personas) if (!judged.has(id)) judged.set(id, otherPersona);
}

/** Judges what code can; what needs understanding is grouped by the fields that may be read for it. */
export function judgeByCode(rubric: Rubric, judge: CodeJudge, facts: LeadFacts, nowMs: number): CodeJudged {
  const judgements = new Map<string, Judgement>();
  for (const criterion of rubric.criteria) {
    const isSilent = criterion.fields.every((field) => textsOf(facts, field).length === 0);
    const judged = judge(criterion, facts, nowMs) ?? (isSilent ? nothingSaid(criterion) : undefined);
    if (judged !== undefined) judgements.set(criterion.id, judged);
  }
  withPersonasDecided(rubric, judgements);
  const left = rubric.criteria.filter(({ id }) => !judgements.has(id));
  const byFields = Map.groupBy(left, ({ fields }) => [...fields].sort().join(' '));
  const open = [...byFields.values()].map((criteria): JudgeUnit => {
    const fields = criteria[0]?.fields ?? [];
    const asked = criteria.map(({ id }) => id).join(' ');
    return { key: `${factsHash(facts, fields)} ${asked}`, criteria, fields, facts };
  });
  return { facts, judgements, open };
}
