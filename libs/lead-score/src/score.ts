import type { Answer, Judgements } from './judgement';
import { type Criterion, type Persona, PERSONAS, type Rubric } from './rubric';

/** The value of a group of alternatives, and of whom it is made. */
export interface GroupValue {
  readonly group: string;
  readonly weight: number;
  readonly answer: Answer;
}

/** A score and how sure it is; whole numbers, 0 to 100. */
export interface Score {
  /** Null when the rubric has nothing to score by. */
  readonly fit: number | null;
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
  readonly qualified: boolean;
  readonly groups: readonly GroupValue[];
  /** Exclusions that are met, or may be. */
  readonly excluded: Answer;
  readonly persona: Persona | null;
}

/** Whoever is excluded, or may be, is worth no more. */
const EXCLUDED_CAP = 20;
/** Low from which a lead is qualified. */
const QUALIFIED_LOW = 40;

/** 1 if any yes, 0 if all no, else unknown. */
export const valueOf = (answers: readonly Answer[]): Answer =>
  answers.includes('yes') ? 'yes' : answers.every((answer) => answer === 'no') ? 'no' : 'unknown';

const groupsOf = (criteria: readonly Criterion[], answerOf: (id: string) => Answer): GroupValue[] =>
  [...Map.groupBy(criteria, ({ group }) => group)].map(([group, members]) => ({
    group,
    weight: Math.max(...members.map(({ weight }) => weight)),
    answer: valueOf(members.map(({ id }) => answerOf(id))),
  }));

/** Half goes up, exactly: both are whole numbers. */
const roundedRatio = (above: number, below: number): number => Math.floor((2 * above + below) / (2 * below));

/**
 * Scores a lead. Over the groups that speak for it, low counts what is known, high what is known or open; an exclusion
 * that is met caps both at 20, one that is open caps low. The score is their middle, rounded half up from unrounded
 * ends, which are kept as fractions of the sum of weights. Pure: same judgements, same score.
 */
export function scoreOf({ criteria }: Rubric, judgements: Judgements): Score {
  const answerOf = (id: string): Answer => judgements.get(id)?.answer ?? 'unknown';
  const positive = criteria.filter(({ kind }) => kind !== 'exclusion');
  const groups = groupsOf(positive, answerOf);
  const excluded = valueOf(criteria.filter(({ kind }) => kind === 'exclusion').map(({ id }) => answerOf(id)));
  const persona =
    PERSONAS.find((one) =>
      positive.some((criterion) => criterion.persona === one && answerOf(criterion.id) === 'yes'),
    ) ?? null;
  const sum = groups.reduce((total, { weight }) => total + weight, 0);
  const shared = { groups, excluded, persona };
  if (sum === 0) return { ...shared, fit: null, low: 0, high: 0, confidence: 0, qualified: false };
  const weigh = (answers: readonly Answer[]): number =>
    100 *
    groups.filter(({ answer }) => answers.includes(answer)).reduce((total, { weight }) => total + weight, 0);
  const cap = EXCLUDED_CAP * sum;
  // In hundredths of the sum of weights, so that no end is rounded before the middle is taken.
  const low = excluded === 'no' ? weigh(['yes']) : Math.min(cap, weigh(['yes']));
  const high = excluded === 'yes' ? Math.min(cap, weigh(['yes', 'unknown'])) : weigh(['yes', 'unknown']);
  return {
    ...shared,
    fit: roundedRatio(low + high, 2 * sum),
    low: roundedRatio(low, sum),
    high: roundedRatio(high, sum),
    confidence: roundedRatio(100 * sum - (high - low), sum),
    qualified: low >= QUALIFIED_LOW * sum && excluded !== 'yes',
  };
}
