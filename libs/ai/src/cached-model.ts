import type { Cache, CacheQuery, Loaded } from '@userport/cache';
import { z } from 'zod';
import type {
  CallContext,
  LanguageModel,
  ObjectAnswer,
  ObjectQuestion,
  Question,
  SearchAnswer,
  TextAnswer,
  Usage,
} from './language-model';

/** How answers of a model are kept. */
export interface CachedModelOptions {
  readonly cache: Cache;
  /**
   * Whom a kept answer serves: `shared`, `tenant:…`, or `job:…` for answers that a user who asks again wants new, while
   * steps and retries of the same job read them.
   */
  readonly scope: string;
  /** An older answer does not serve, ms; a day when not given. */
  readonly maxAgeMs?: number | undefined;
  /** Passes over what is kept, and still keeps the new answer. */
  readonly fresh?: boolean | undefined;
}

/** What models write about the world is of yesterday at the most. */
const DAY_MS = 24 * 60 * 60 * 1000;

/** Raised when kept answers of an older form must not serve. */
const SCHEMA_VERSION = 1;

type Kind = 'text' | 'object' | 'search';

interface Asked<T> {
  readonly kind: Kind;
  readonly question: Question;
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly call: CallContext;
  /** Makes the answer of what was kept; throws when that is of another form. */
  readonly parse: (kept: unknown) => T;
}

/** A kept answer used nothing. */
const nothingUsed = ({ vendor, model }: Pick<LanguageModel, 'vendor' | 'model'>): Usage => ({
  vendor,
  model,
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  searchQueries: 0,
  costUsd: 0,
});

const loaded = <T extends { readonly usage: Usage }>(answer: T, kept: unknown): Loaded<T> => ({
  answer,
  kept,
  costUsd: answer.usage.costUsd,
  tokens: { input: answer.usage.inputTokens, output: answer.usage.outputTokens },
});

const keptText = z.object({ text: z.string() });

const keptSearch = z.object({
  text: z.string(),
  grounded: z.boolean(),
  sources: z.array(z.object({ url: z.string(), title: z.string() })),
  supports: z.array(z.object({ start: z.int(), end: z.int(), sources: z.array(z.int()) })),
  queries: z.array(z.string()),
});

/** What is looked up for a question; everything that makes its answer is in the key. */
const openQueries =
  ({ vendor, model }: LanguageModel, { scope, maxAgeMs = DAY_MS, fresh }: CachedModelOptions) =>
  <T>({ kind, question, shape, call, parse }: Asked<T>): CacheQuery<T> => {
    const { instructions, prompt, temperature, thinking, maxOutputTokens, operation } = question;
    const said = { instructions, prompt, temperature, thinking, maxOutputTokens, operation };
    return {
      identity: {
        vendor,
        method: kind,
        schemaVersion: SCHEMA_VERSION,
        scope,
        request: { model, ...said, shape },
      },
      maxAgeMs,
      fresh,
      parse,
      operation,
      model,
      bill: call.bill,
      signal: call.signal,
    };
  };

/**
 * The same port, with answers that are kept. The key holds everything that makes an answer: model, kind, instructions,
 * prompt, temperature, thinking, length, operation and schema. Only whole answers are kept: none that was cut off,
 * blocked or malformed, since the model throws those, and no search without grounding.
 */
export function cachedModel(model: LanguageModel, options: CachedModelOptions): LanguageModel {
  const { cache } = options;
  const queryOf = openQueries(model, options);
  const usage = nothingUsed(model);
  return {
    vendor: model.vendor,
    model: model.model,
    generateText(question, call) {
      const parse = (kept: unknown): TextAnswer => ({ ...keptText.parse(kept), usage });
      return cache.cached(queryOf({ kind: 'text', question, call, parse }), async () => {
        const answer = await model.generateText(question, call);
        return loaded(answer, { text: answer.text });
      });
    },
    generateObject<T>(question: ObjectQuestion<T>, call: CallContext) {
      const { shape } = question;
      // What is kept is what the model wrote: the shape judges it anew, by the rules of today.
      const parse = (kept: unknown): ObjectAnswer<T> => ({ value: shape.parse(kept), usage });
      const told = { name: shape.name, jsonSchema: shape.jsonSchema };
      return cache.cached(queryOf({ kind: 'object', question, shape: told, call, parse }), async () => {
        let written: unknown;
        const listening = {
          ...shape,
          parse: (value: unknown) => {
            written = structuredClone(value);
            return shape.parse(value);
          },
        };
        const answer = await model.generateObject({ ...question, shape: listening }, call);
        return loaded(answer, written);
      });
    },
    search(question, call) {
      const parse = (kept: unknown): SearchAnswer => ({ ...keptSearch.parse(kept), usage });
      return cache.cached(queryOf({ kind: 'search', question, call, parse }), async () => {
        const answer = await model.search(question, call);
        const { usage: _usage, ...kept } = answer;
        return loaded(answer, answer.grounded ? kept : undefined);
      });
    },
  };
}
