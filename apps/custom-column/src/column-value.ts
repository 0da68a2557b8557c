import type { SearchAnswer } from '@userport/ai';
import type { Json, JsonObject } from '@userport/contracts';
import { TerminalError } from '@userport/errors';
import { judgeAnswer, type JudgedAnswer, type RawAnswer } from './answer';
import type { CellCase } from './asking';
import {
  EXTRACT_INSTRUCTIONS,
  extractPrompt,
  type Prompt,
  repairPrompt,
  SEARCH_INSTRUCTIONS,
  searchPrompt,
  VALUE_INSTRUCTIONS,
  valuePrompt,
} from './prompts';
import { type CheckedQuotes, quotesInParts, quotesInSearch } from './quotes';
import { type SecondLook, secondLook } from './second-look';

/** Room for reasons, quotes and a little thinking; the value's own room comes on top. */
export const ANSWER_TOKENS = 4096;
/** Room for the prose of a search. */
export const SEARCH_TOKENS = 4096;

/** What was found for one cell; every value in it fits the column. */
export interface Finding {
  /** Null: not known. */
  readonly value: Json;
  readonly confidence: number;
  readonly raw: RawAnswer;
  /** Everything that the model saw, for telling whether a link is from there. */
  readonly material: string;
  readonly quotes: CheckedQuotes;
  readonly search: SearchAnswer | undefined;
  readonly check: SecondLook | undefined;
  readonly model: string;
  readonly vendor: string;
  readonly repaired: boolean;
  readonly cleanedCharacters: number;
  readonly cutCharacters: number;
}

/** Where a value is read from: the prompt, who answers it, and the search behind it if there is one. */
interface Reading {
  readonly prompt: Prompt;
  readonly instructions: string;
  readonly model: ReturnType<CellCase['models']['value']>;
  readonly search?: SearchAnswer;
}

async function searched(cell: CellCase): Promise<Reading> {
  const { asking, models } = cell;
  const search = await cell.paid('column_search', {}, (call) =>
    models.search().search(
      {
        instructions: SEARCH_INSTRUCTIONS,
        prompt: searchPrompt(asking, cell.context).text,
        temperature: asking.column.temperature,
        maxOutputTokens: SEARCH_TOKENS,
        operation: 'column_search',
      },
      call,
    ),
  );
  const prompt = extractPrompt(asking, search.text);
  return { prompt, instructions: EXTRACT_INSTRUCTIONS, model: models.extract(), search };
}

function ask(cell: CellCase, step: string, input: JsonObject, reading: Reading, prompt: Prompt) {
  const { column, rules } = cell.asking;
  return cell.paid(step, input, (call) =>
    reading.model.generateObject(
      {
        instructions: reading.instructions,
        prompt: prompt.text,
        temperature: column.temperature,
        thinking: 'low',
        maxOutputTokens: ANSWER_TOKENS + rules.valueTokens,
        operation: step,
        shape: cell.shape,
      },
      call,
    ),
  );
}

/** Asks, judges, and where a rule of the column is broken asks once more and names it. */
async function answered(
  cell: CellCase,
  reading: Reading,
): Promise<{ answer: JudgedAnswer; repaired: boolean }> {
  const { asking } = cell;
  const input: JsonObject = reading.search === undefined ? {} : { search: reading.search.text };
  const first = await ask(cell, 'column_value', input, reading, reading.prompt);
  const judged = judgeAnswer(first.value, asking.rules);
  if (judged.kind !== 'broken') return { answer: judged, repaired: false };
  const again = repairPrompt(asking, reading.prompt, first.value.value, judged.broken);
  const second = await ask(cell, 'column_repair', { answer: first.value }, reading, again);
  return { answer: judgeAnswer(second.value, asking.rules), repaired: true };
}

/**
 * Finds the value of one cell.
 * @throws TerminalError `answer_unfit` when the answer breaks a rule of the column twice; whatever a model throws
 */
export async function columnValue(cell: CellCase): Promise<Finding> {
  const { asking } = cell;
  const reading: Reading = asking.column.useInternet
    ? await searched(cell)
    : {
        prompt: valuePrompt(asking, cell.context),
        instructions: VALUE_INSTRUCTIONS,
        model: cell.models.value(),
      };
  const { answer, repaired } = await answered(cell, reading);
  if (answer.kind === 'broken') {
    throw new TerminalError(
      `The answer does not fit the column, also after one correction. ${answer.broken}`,
      {
        code: 'answer_unfit',
      },
    );
  }
  const { prompt, model, search } = reading;
  const { raw } = answer;
  const known = answer.kind === 'known';
  const fromMemory = search !== undefined && !search.grounded;
  const confidence = known && !fromMemory ? raw.confidence : 0;
  const check =
    known && asking.column.validateWithSearch ? await secondLook(cell, answer.value, confidence) : undefined;
  const { cleanedCharacters, cutCharacters } = prompt.blocks;
  return {
    value: check?.value ?? (known ? answer.value : null),
    confidence: check?.confidence ?? confidence,
    raw,
    material: [
      prompt.text,
      ...[search, check].flatMap((one) => one?.sources ?? []).map(({ url }) => url),
    ].join('\n'),
    quotes:
      search === undefined
        ? quotesInParts(raw.quotes, prompt.blocks.parts)
        : quotesInSearch(raw.quotes, search),
    search,
    check,
    model: model.model,
    vendor: model.vendor,
    repaired,
    cleanedCharacters,
    cutCharacters,
  };
}
