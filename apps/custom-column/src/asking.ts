import type { AnswerShape, CallContext, LanguageModel, Usage } from '@userport/ai';
import type { Json } from '@userport/contracts';
import type { TaskContext } from '@userport/runner';
import type { RawAnswer } from './answer';
import type { Part } from './data-block';
import type { Asking } from './prompts';

/** The models of one job. Each is looked up when it is first used, so a job needs no key that it does not use. */
export interface JobModels {
  value(): LanguageModel;
  search(): LanguageModel;
  extract(): LanguageModel;
  evaluate(): LanguageModel;
}

/** One entity of one job, while its cell is filled. */
export interface CellCase {
  readonly entityId: string;
  readonly asking: Asking;
  /** The shape of an answer, the same one for all entities of a job: a model's house knows it again. */
  readonly shape: AnswerShape<RawAnswer>;
  /** What is known of the entity, most telling parts first. */
  readonly context: readonly Part[];
  readonly models: JobModels;
  readonly task: Pick<TaskContext, 'signal' | 'attempt' | 'log'>;
  /** Asks a model once per entity and input; a later delivery reads the kept answer. What it used is counted. */
  paid<T extends { readonly usage: Usage }>(
    step: string,
    input: Readonly<Record<string, Json>>,
    call: (context: CallContext) => Promise<T>,
  ): Promise<T>;
}
