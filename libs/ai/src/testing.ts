import type { ModelFacts } from '@userport/config';
import type { Bill, JsonObject, PlannedCall, SettledCall } from '@userport/contracts';
import { type RetryableError, TerminalError } from '@userport/errors';
import { billedModel } from './billed-model';
import { usageOf } from './cost';
import type { House, Reply, Wanted } from './house';
import type { LanguageModel, Question, Source, Support } from './language-model';

/** A searched answer of a script. Without supports it is from memory. */
export interface ScriptedSearch {
  readonly text: string;
  readonly sources?: readonly Source[];
  readonly supports?: readonly Support[];
  readonly queries?: readonly string[];
}

/** What a script answers: prose, data (judged by the question's shape), a searched answer, or an error. */
export type ScriptedAnswer =
  | { readonly text: string }
  | { readonly object: unknown }
  | { readonly search: ScriptedSearch }
  | { readonly error: TerminalError | RetryableError };

/** A call that a scripted model got. */
export interface ScriptedCall {
  readonly kind: Wanted['kind'];
  readonly question: Question;
  /** The schema that was told, when data was wanted. */
  readonly jsonSchema?: JsonObject;
  readonly idempotencyKey?: string | undefined;
}

/** A model that answers from a script. */
export interface ScriptedModel extends LanguageModel {
  /** In the order in which they came. */
  readonly calls: readonly ScriptedCall[];
}

/** Stands for a real model, so that its answers have a price: 100 tokens in and 20 out are 0.0002 dollars. */
const FACTS: ModelFacts = { name: 'gpt-6.1-terra', vendor: 'openai', leastThinking: 'none' };
const COUNTS = {
  inputTokens: 100,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  longCacheWriteTokens: 0,
  outputTokens: 20,
  searches: 0,
};
/** A day on which the prices above hold. */
const SCRIPT_TIME = Date.parse('2026-11-23T12:00:00Z');

const textOf = (answer: ScriptedAnswer): string => {
  if ('text' in answer) return answer.text;
  return 'object' in answer ? JSON.stringify(answer.object) : 'search' in answer ? answer.search.text : '';
};

/**
 * A model for the tests of tasks: answers in order, or by a function of the call, through the same judging and
 * billing as the real ones. Each answer uses 100 tokens in and 20 out, a search one query more.
 * @throws TerminalError `script_over` from a call that the script has no answer for
 */
export function scriptedModel(
  answers: readonly ScriptedAnswer[] | ((call: ScriptedCall, index: number) => ScriptedAnswer),
  facts: ModelFacts = FACTS,
): ScriptedModel {
  const calls: ScriptedCall[] = [];
  const answerTo = (call: ScriptedCall): ScriptedAnswer => {
    const index = calls.push(call) - 1;
    const answer = typeof answers === 'function' ? answers(call, index) : answers[index];
    if (answer !== undefined) return answer;
    throw new TerminalError(`The script has no answer for call ${index + 1}, ${call.question.operation}.`, {
      code: 'script_over',
    });
  };
  const house: House = {
    facts,
    timeoutMs: 60_000,
    now: () => SCRIPT_TIME,
    checkKey: () => undefined,
    refusalOf: () => undefined,
    async send(question, wanted, { idempotencyKey }): Promise<Reply> {
      const schema = wanted.kind === 'object' ? { jsonSchema: wanted.shape.jsonSchema } : {};
      const answer = answerTo({ kind: wanted.kind, question, ...schema, idempotencyKey });
      if ('error' in answer) throw answer.error;
      const searched = 'search' in answer ? answer.search : undefined;
      const searches = searched === undefined ? 0 : 1;
      return {
        text: textOf(answer),
        usage: usageOf(facts, { ...COUNTS, searches }, new Date(SCRIPT_TIME)),
        sources: searched?.sources ?? [],
        supports: searched?.supports ?? [],
        queries: searched?.queries ?? [],
      };
    },
  };
  return { ...billedModel(house), calls };
}

/** A bill that admits everything and keeps nothing. */
export const freeBill = (): Bill => ({
  reserve: async () => ({ settle: () => undefined, release: () => undefined }),
});

/** A bill that keeps what passed it. */
export interface RecordingBill extends Bill {
  readonly reserved: readonly PlannedCall[];
  readonly settled: readonly SettledCall[];
  /** How many reservations were given back. */
  released(): number;
  /** How many are neither settled nor given back: always 0 when calls have ended. */
  open(): number;
}

/**
 * A bill for tests: notes every reservation and how it ended.
 * @param budgetUsd estimates above it are refused as the real bill does
 */
export function recordingBill(budgetUsd = Infinity): RecordingBill {
  const reserved: PlannedCall[] = [];
  const settled: SettledCall[] = [];
  let released = 0;
  return {
    reserved,
    settled,
    released: () => released,
    open: () => reserved.length - settled.length - released,
    async reserve(call) {
      if (call.estimateUsd > budgetUsd) {
        const message = `The budget of ${budgetUsd} dollars is spent; ${call.estimateUsd} more are needed.`;
        throw new TerminalError(message, { code: 'budget_exhausted' });
      }
      reserved.push(call);
      return {
        settle: (end) => void settled.push(end),
        release: () => void (released += 1),
      };
    },
  };
}
