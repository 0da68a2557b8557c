import type { AnswerShape, SearchAnswer, Source } from '@userport/ai';
import type { Json } from '@userport/contracts';
import { RetryableError, TerminalError } from '@userport/errors';
import { confidenceOf } from './answer';
import type { CellCase } from './asking';
import { cleanText, cutText } from './clean-text';
import { CHECK_INSTRUCTIONS, CHECK_SEARCH_INSTRUCTIONS, checkPrompt, checkSearchPrompt } from './prompts';
import type { ValueRules } from './value-rules';

const VERDICTS = ['validated_correct', 'validated_incorrect', 'insufficient_data'] as const;

/** How a second look ended; `validation_failed` means that it could not be taken. */
export type ValidationStatus = (typeof VERDICTS)[number] | 'validation_failed';

/** A value after its second look. */
export interface SecondLook {
  readonly status: ValidationStatus;
  /** The reason in a sentence or two. */
  readonly reason: string;
  /** The value as it stands now. */
  readonly value: Json;
  /** True when the search told another value and that one was taken. */
  readonly corrected: boolean;
  readonly confidence: number;
  readonly sources: readonly Source[];
}

const LONGEST_REASON = 1000;
/** Room for the prose of the search that checks. */
export const CHECK_SEARCH_TOKENS = 4096;
/** Room for a verdict; a corrected value comes on top. */
export const VERDICT_TOKENS = 4096;

/** What the check by search came to. */
export interface Verdict {
  readonly status: (typeof VERDICTS)[number];
  readonly reason: string;
  readonly value: Json;
}

/** The shape of a verdict; a value in it is of the column. */
export const verdictShape = (rules: ValueRules): AnswerShape<Verdict> => ({
  name: 'column_check',
  jsonSchema: {
    type: 'object',
    properties: {
      reason: { type: 'string', maxLength: LONGEST_REASON, description: 'Why, in one or two sentences.' },
      verdict: { type: 'string', enum: [...VERDICTS] },
      value: rules.jsonSchema,
    },
    required: ['reason', 'verdict', 'value'],
    additionalProperties: false,
  },
  parse(answer) {
    const given =
      typeof answer === 'object' && answer !== null ? (answer as Readonly<Record<string, Json>>) : {};
    const status = VERDICTS.find((one) => one === given['verdict']);
    if (status === undefined)
      throw new RetryableError(`verdict must be one of ${VERDICTS.join(', ')}.`, {
        code: 'answer_malformed',
      });
    const reason = typeof given['reason'] === 'string' ? given['reason'] : '';
    return {
      status,
      reason: cutText(cleanText(reason).text.trim(), LONGEST_REASON),
      value: given['value'] ?? null,
    };
  },
});

/** A confirmed value gains a tenth, up to 0.95; a contradicted one loses a fifth, down to 0.1. */
const ADJUSTED: Readonly<Record<ValidationStatus, (confidence: number) => number>> = {
  validated_correct: (confidence) => Math.min(0.95, confidence + 0.1),
  validated_incorrect: (confidence) => Math.max(0.1, confidence - 0.2),
  insufficient_data: (confidence) => confidence,
  validation_failed: (confidence) => confidence,
};

/** Two decimals more than a confidence is worth, so that 0.8 + 0.1 is 0.9. */
const adjusted = (status: ValidationStatus, confidence: number): number =>
  Math.round(confidenceOf(ADJUSTED[status](confidence)) * 10_000) / 10_000;

async function verdictOn(cell: CellCase, value: Json): Promise<{ verdict: Verdict; search: SearchAnswer }> {
  const { asking, models } = cell;
  const search = await cell.paid('column_check_search', { value }, (call) =>
    models.search().search(
      {
        instructions: CHECK_SEARCH_INSTRUCTIONS,
        prompt: checkSearchPrompt(asking, cell.context, value).text,
        temperature: asking.column.temperature,
        maxOutputTokens: CHECK_SEARCH_TOKENS,
        operation: 'column_check_search',
      },
      call,
    ),
  );
  if (!search.grounded) {
    const reason = 'The search model answered without searching, so nothing was checked.';
    return { search, verdict: { status: 'insufficient_data', reason, value: null } };
  }
  const { value: verdict } = await cell.paid('column_check', { value, search: search.text }, (call) =>
    models.evaluate().generateObject(
      {
        instructions: CHECK_INSTRUCTIONS,
        prompt: checkPrompt(asking, value, search.text).text,
        temperature: 0,
        maxOutputTokens: VERDICT_TOKENS + asking.rules.valueTokens,
        operation: 'column_check',
        shape: verdictShape(asking.rules),
      },
      call,
    ),
  );
  return { search, verdict };
}

/**
 * Looks a value up once more on the web. A value that the search contradicts is replaced by the one that it tells, if
 * that one fits the column; else it stays, with less confidence. A look that cannot be taken changes nothing, but
 * passing trouble of a vendor is left to the queue as long as it tries again.
 * @throws RetryableError when another attempt may succeed
 */
export async function secondLook(cell: CellCase, value: Json, confidence: number): Promise<SecondLook> {
  const { asking, task } = cell;
  try {
    const { verdict, search } = await verdictOn(cell, value);
    const { status, reason } = verdict;
    const other =
      status === 'validated_incorrect' && verdict.value !== null
        ? asking.rules.judge(verdict.value)
        : undefined;
    const corrected = other?.fits === true && JSON.stringify(other.value) !== JSON.stringify(value);
    return {
      status,
      reason,
      value: corrected ? other.value : value,
      corrected,
      confidence: adjusted(status, confidence),
      sources: search.grounded ? search.sources : [],
    };
  } catch (error) {
    const passing = !(error instanceof TerminalError) && !task.attempt.last;
    if (passing || task.signal.aborted) throw error;
    task.log.warn('A second look could not be taken; the value stays as it is.', {
      entity_id: cell.entityId,
      reason: error instanceof Error ? error.message : 'unknown',
    });
    const reason = 'The check by search could not be made.';
    const sources: readonly Source[] = [];
    return { status: 'validation_failed', reason, value, corrected: false, confidence, sources };
  }
}
