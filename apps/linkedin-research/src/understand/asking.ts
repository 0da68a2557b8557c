import type { AnswerShape, LanguageModel } from '@userport/ai';
import { describeError, TerminalError } from '@userport/errors';
import type { TaskContext } from '@userport/runner';
import type { Block } from './prompts';
import { blocksText } from './prompts';

/** A question with data. */
export interface Asked<T> {
  /** Name of the step and label on the bill. */
  readonly step: string;
  /** Tells this question from others of its step. */
  readonly input: unknown;
  readonly instructions: string;
  readonly blocks: readonly Block[];
  readonly task: string;
  readonly shape: AnswerShape<T>;
  readonly maxOutputTokens: number;
}

/** Little variety: the same page shall give the same words. */
const TEMPERATURE = 0.2;

/** Final errors that another capture would meet as well: whoever runs this has to know, and may try again. */
const FOR_THE_OPERATOR = new Set([
  'configuration',
  'model_gone',
  'model_unknown',
  'quota_exhausted',
  'vendor_unauthorized',
]);

/** The same question would be cut off or broken in the same way again, and be paid for again. */
const NOT_WORTH_ANOTHER = new Set(['answer_truncated']);

const isWorthAnother = (error: unknown, { attempt }: TaskContext): boolean =>
  !attempt.last && !NOT_WORTH_ANOTHER.has(describeError(error).code);

/**
 * Asks a model once; a later delivery reads the kept answer. Undefined when the model refused for good, has failed in
 * the last attempt, was cut off, or the budget is spent: what code has read is delivered without it.
 * @throws TerminalError when keys or configuration are wrong; RetryableError while the queue may try again
 */
export async function askOnce<T>(
  asked: Asked<T>,
  model: () => LanguageModel,
  context: TaskContext,
): Promise<T | undefined> {
  try {
    return await context.step(asked.step, asked.input, async (call) => {
      const { value } = await model().generateObject(
        {
          instructions: asked.instructions,
          prompt: `${blocksText(asked.blocks, context.jobId)}\n${asked.task}`,
          temperature: TEMPERATURE,
          thinking: 'low',
          maxOutputTokens: asked.maxOutputTokens,
          operation: asked.step,
          shape: asked.shape,
        },
        call,
      );
      return value;
    });
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof TerminalError ? FOR_THE_OPERATOR.has(error.code) : isWorthAnother(error, context))
      throw error;
    context.log.warn('A model gave no answer; the result says so.', { step: asked.step });
    return undefined;
  }
}
