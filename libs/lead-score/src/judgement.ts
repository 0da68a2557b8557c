import type { FactField } from './lead-facts';

/** What is known of one criterion for one lead. */
export type Answer = 'yes' | 'no' | 'unknown';

/** A judgement and what it stands on. */
export interface Judgement {
  readonly answer: Answer;
  readonly by: 'code' | 'model';
  /** Where the words stand; null when the answer needs none. */
  readonly field: FactField | null;
  /** The literal words that prove a yes. */
  readonly words: string | null;
  /** Why the answer is unknown, or why a claim was refused. */
  readonly note: string | null;
  /** The role title whose pattern the title fulfils, where that decided. */
  readonly pattern?: string;
}

/** Judgements of one lead by the id of the criterion. */
export type Judgements = ReadonlyMap<string, Judgement>;

/** A judgement of code. */
export const byCode = (
  answer: Answer,
  field: FactField | null,
  words: string | null,
  note: string | null = null,
): Judgement => ({ answer, by: 'code', field, words, note });
