import { type LanguageModel, openModels, questionCost, type QuestionSize } from '@userport/ai';
import type { EstimatedCalls, Interval } from '@userport/contracts';
import type { CustomColumnPayload } from '@userport/contracts/custom-column';
import type { TaskEstimate } from '@userport/host';
import { answerShape } from './answer';
import type { JobModels } from './asking';
import { columnOf } from './column';
import { columnRules } from './column-rules';
import { ANSWER_TOKENS, SEARCH_TOKENS } from './column-value';
import type { Part } from './data-block';
import { contextParts } from './entity-context';
import { jobModels } from './job-models';
import {
  type Asking,
  CHECK_INSTRUCTIONS,
  CHECK_SEARCH_INSTRUCTIONS,
  checkPrompt,
  checkSearchPrompt,
  EXTRACT_INSTRUCTIONS,
  extractPrompt,
  SEARCH_INSTRUCTIONS,
  searchPrompt,
  VALUE_INSTRUCTIONS,
  valuePrompt,
} from './prompts';
import { CHECK_SEARCH_TOKENS, VERDICT_TOKENS, verdictShape } from './second-look';

/** What a model has written is read again as about as many tokens; twice as much is set aside (two bytes a token). */
const BYTES_PER_WRITTEN_TOKEN = 4;

const ONCE: Interval = { least: 1, most: 1 };
const PERHAPS: Interval = { least: 0, most: 1 };

/** A question that one cell may ask. */
interface CellQuestion {
  readonly operation: string;
  readonly model: LanguageModel;
  readonly asked: Interval;
  readonly size: QuestionSize;
}

/**
 * @param given all of instructions, prompt and schema that is known beforehand
 * @param writtenTokens what models will have written into the prompt by then
 */
function sizeOf(
  given: readonly string[],
  writtenTokens: number,
  answer: Omit<QuestionSize, 'bytes'>,
): QuestionSize {
  const least = Buffer.byteLength(given.join(''));
  return { ...answer, bytes: { least, most: least + writtenTokens * BYTES_PER_WRITTEN_TOKEN } };
}

/** The questions that read a value: out of the context, or out of a search's prose; and one more after a broken rule. */
function valueQuestions(asking: Asking, context: readonly Part[], models: JobModels): CellQuestion[] {
  const { useInternet } = asking.column;
  const answerTokens = ANSWER_TOKENS + asking.rules.valueTokens;
  const schema = JSON.stringify(answerShape(asking.rules).jsonSchema);
  const given = useInternet
    ? [EXTRACT_INSTRUCTIONS, extractPrompt(asking, '').text, schema]
    : [VALUE_INSTRUCTIONS, valuePrompt(asking, context).text, schema];
  const writtenTokens = useInternet ? SEARCH_TOKENS : 0;
  const model = useInternet ? models.extract() : models.value();
  const answer = { maxOutputTokens: answerTokens };
  const search = (): CellQuestion => ({
    operation: 'column_search',
    model: models.search(),
    asked: ONCE,
    size: sizeOf([SEARCH_INSTRUCTIONS, searchPrompt(asking, context).text], 0, {
      maxOutputTokens: SEARCH_TOKENS,
      searching: true,
    }),
  });
  return [
    ...(useInternet ? [search()] : []),
    { operation: 'column_value', model, asked: ONCE, size: sizeOf(given, writtenTokens, answer) },
    {
      operation: 'column_repair',
      model,
      asked: PERHAPS,
      size: sizeOf(given, writtenTokens + answerTokens, answer),
    },
  ];
}

/** The questions of a second look, which only a value that is known gets. */
function checkQuestions(asking: Asking, context: readonly Part[], models: JobModels): CellQuestion[] {
  if (!asking.column.validateWithSearch) return [];
  const { rules } = asking;
  const searchGiven = [CHECK_SEARCH_INSTRUCTIONS, checkSearchPrompt(asking, context, null).text];
  const schema = JSON.stringify(verdictShape(rules).jsonSchema);
  const checkGiven = [CHECK_INSTRUCTIONS, checkPrompt(asking, null, '').text, schema];
  return [
    {
      operation: 'column_check_search',
      model: models.search(),
      asked: PERHAPS,
      size: sizeOf(searchGiven, rules.valueTokens, { maxOutputTokens: CHECK_SEARCH_TOKENS, searching: true }),
    },
    {
      operation: 'column_check',
      model: models.evaluate(),
      asked: PERHAPS,
      size: sizeOf(checkGiven, rules.valueTokens + CHECK_SEARCH_TOKENS, {
        maxOutputTokens: VERDICT_TOKENS + rules.valueTokens,
      }),
    },
  ];
}

const sum = (all: readonly Interval[]): Interval => ({
  least: all.reduce((total, { least }) => total + least, 0),
  most: all.reduce((total, { most }) => total + most, 0),
});

/** All questions of one operation as one line; they are asked of one model. */
function lineOf(questions: readonly [CellQuestion, ...CellQuestion[]], at: Date): EstimatedCalls {
  const [{ operation, model }] = questions;
  const costs = questions.map(({ asked, size }) => {
    const cost = questionCost(model.model, size, at);
    return cost && { least: cost.least * asked.least, most: cost.most * asked.most };
  });
  const known = costs.filter((cost) => cost !== null);
  return {
    vendor: model.vendor,
    operation,
    model: model.model,
    calls: sum(questions.map(({ asked }) => asked)),
    usd: known.length < costs.length ? null : sum(known),
  };
}

/** What a custom column will ask: the questions of every entity that has a context, written out and measured. */
export const estimate: TaskEstimate<CustomColumnPayload, 'ai'> = async (payload, { config, log, at }) => {
  const column = columnOf(payload);
  const rules = await columnRules(column);
  const models = jobModels(
    openModels(config.ai, log, () => at.getTime()),
    column,
  );
  const questions = payload.entity_ids.flatMap((entityId) => {
    const context = contextParts(payload, entityId, column);
    if (context.length === 0) return [];
    const asking = { column, rules, seed: entityId, today: at.toISOString().slice(0, 10) };
    return [...valueQuestions(asking, context, models), ...checkQuestions(asking, context, models)];
  });
  const byOperation = Map.groupBy(questions, ({ operation }) => operation);
  return [...byOperation.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [lineOf([first, ...others], at)],
  );
};
