import type { LeadEvaluation } from '@userport/contracts/apollo-leads';
import type {
  Criterion,
  CriterionKind,
  Judgement,
  Judgements,
  Persona,
  Rubric,
  Score,
} from '@userport/lead-score';

/** A lead's score and what it stands on. */
export interface Evaluated {
  readonly id: string;
  readonly score: Score;
  readonly judgements: Judgements;
}

const LONGEST_LABEL = 60;

const PERSONA_WORDS: Readonly<Record<Persona, string>> = {
  buyer: 'Buyer',
  influencer: 'Influencer',
  end_user: 'End user',
};

const LABELS: Readonly<Partial<Record<CriterionKind, string>>> = {
  persona: 'persona',
  seniority: 'level',
  function: 'function',
  time_in_role: 'time in role',
};

const cut = (text: string): string =>
  text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1)}…` : text;

/** A criterion in as few words as a list takes. */
const labelOf = ({ id, kind, text }: Criterion): string =>
  id === 'left_company' ? 'still at the company' : (LABELS[kind] ?? cut(text));

const answerOf = (judgements: Judgements, { id }: Criterion): Judgement['answer'] =>
  judgements.get(id)?.answer ?? 'unknown';

/** What is open and would move the score: of alternatives of which one holds, nothing is. */
function openLabels({ criteria }: Rubric, { score, judgements }: Evaluated): string[] {
  const open = new Set(score.groups.filter(({ answer }) => answer === 'unknown').map(({ group }) => group));
  const labels = criteria.filter(
    (one) =>
      answerOf(judgements, one) === 'unknown' &&
      (one.kind === 'exclusion' ? score.excluded !== 'yes' : open.has(one.group)),
  );
  return [...new Set(labels.map(labelOf))];
}

const quoted = ({ words, field }: Judgement): string =>
  words === null
    ? ''
    : ` ("${cut(words)}"${field === null ? '' : `, ${field.replace('current_employment.', '')}`})`;

/** One verified criterion in words: what holds, and the words that prove it. */
function verifiedText(criterion: Criterion, judgement: Judgement): string {
  const name =
    criterion.persona !== undefined
      ? PERSONA_WORDS[criterion.persona]
      : criterion.kind === 'signal'
        ? criterion.text
        : `${labelOf(criterion)}: ${criterion.kind === 'time_in_role' ? criterion.text.toLowerCase() : 'fits'}`;
  return name + quoted(judgement);
}

/** The criteria that hold, each with its proof; nothing that was only claimed. */
export const verifiedSignals = ({ criteria }: Rubric, { judgements }: Evaluated): string[] =>
  criteria
    .filter((one) => one.kind !== 'exclusion' && answerOf(judgements, one) === 'yes')
    .map((one) => verifiedText(one, judgements.get(one.id) as Judgement));

/** `63 (45 to 80; unknown: time in role, budget)`. */
function headOf(rubric: Rubric, evaluated: Evaluated): string {
  const { fit, low, high } = evaluated.score;
  if (fit === null) return 'No score: the product gives no rubric to score by.';
  const open = openLabels(rubric, evaluated);
  return `${fit} (${low} to ${high}${open.length === 0 ? '' : `; unknown: ${open.join(', ')}`}).`;
}

/**
 * Why the score is what it is: what code has verified, criterion by criterion, and what a model says about that.
 * @param reason the model's sentence, made from the verified signals alone
 */
export function rationaleOf(rubric: Rubric, evaluated: Evaluated, reason: string | null = null): string {
  const { judgements, score } = evaluated;
  const verified = verifiedSignals(rubric, evaluated);
  const excluded = rubric.criteria.filter(
    (one) => one.kind === 'exclusion' && answerOf(judgements, one) === 'yes',
  );
  const groups = new Set(score.groups.filter(({ answer }) => answer === 'no').map(({ group }) => group));
  const against = rubric.criteria
    .filter((one) => one.kind !== 'exclusion' && groups.has(one.group))
    .map(labelOf);
  return [
    headOf(rubric, evaluated),
    ...(excluded.length === 0
      ? []
      : [`Ruled out: ${excluded.map(({ text }) => text.toLowerCase()).join('; ')}.`]),
    ...(verified.length === 0
      ? ['Nothing was verified that speaks for this lead.']
      : [`Verified: ${verified.join('; ')}.`]),
    ...(against.length === 0 ? [] : [`Does not hold: ${[...new Set(against)].join(', ')}.`]),
    ...(reason === null ? [] : [reason]),
  ].join(' ');
}

/** How to begin when no model has said it: with the first verified signal, else with the role. */
export function plainApproach(rubric: Rubric, { judgements }: Evaluated): string {
  const signal = rubric.criteria.find((one) => one.kind === 'signal' && answerOf(judgements, one) === 'yes');
  const words = signal === undefined ? null : (judgements.get(signal.id)?.words ?? null);
  return words === null
    ? 'No signal was verified: begin with what the role has to solve.'
    : `Begin with what the profile says itself: "${cut(words)}".`;
}

const lineOf = ({ id, text }: Criterion, judgement: Judgement | undefined): string => {
  const { answer = 'unknown', by = 'code', words = null, note = null } = judgement ?? {};
  return `${id} (${cut(text)}): ${answer} by ${by}${words === null ? '' : `, "${cut(words)}"`}${note === null ? '' : ` – ${note}`}`;
};

/** The evaluation as Django stores it. */
export function evaluationOf(
  rubric: Rubric,
  evaluated: Evaluated,
  words: { readonly reason: string | null; readonly approach: string | null } | undefined,
): LeadEvaluation {
  const { id, score, judgements } = evaluated;
  const verified = verifiedSignals(rubric, evaluated);
  const open = openLabels(rubric, evaluated);
  return {
    id,
    fit_score: score.fit,
    persona_match: score.persona,
    matching_signals: verified,
    rationale: rationaleOf(rubric, evaluated, words?.reason),
    recommended_approach: words?.approach ?? plainApproach(rubric, evaluated),
    overall_analysis: [
      score.qualified ? 'Qualified.' : 'Not qualified.',
      `Confidence ${score.confidence} of 100.`,
      ...(open.length === 0 ? [] : [`Would change the score: ${open.join(', ')}.`]),
    ],
    key_insights: verified,
    internal_analysis: rubric.criteria.map((one) => lineOf(one, judgements.get(one.id))).join('\n'),
  };
}
