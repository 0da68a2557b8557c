import type { Bill, JsonObject } from '@userport/contracts';

/** What one call needs besides the question. */
export interface CallContext {
  readonly signal: AbortSignal;
  readonly bill: Bill;
  /** Sent along where the vendor takes one, so that a repeat inside the vendor is one call. */
  readonly idempotencyKey?: string | undefined;
}

/** What every question has. */
export interface Question {
  /** What the model is to be; ours alone, never text from outside. */
  readonly instructions: string;
  readonly prompt: string;
  /** 0 to 2; absent means the vendor's default. Left out where a model refuses it (OpenAI, when it thinks). */
  readonly temperature?: number | undefined;
  /** A model that cannot do with so little gets the least that it accepts. */
  readonly thinking?: 'none' | 'low' | 'medium' | 'high' | undefined;
  /** Tokens that the answer may have, thinking included. */
  readonly maxOutputTokens: number;
  /** Scope of a kept answer and label on the bill, such as `column_value`. */
  readonly operation: string;
}

/** A wanted shape: the schema goes to the model, `parse` judges what came back. */
export interface AnswerShape<T> {
  /** Short name, letters and underscores. */
  readonly name: string;
  /** JSON Schema (draft 2020-12). */
  readonly jsonSchema: JsonObject;
  /** @throws Error saying which field breaks which rule, in words that may be shown to the model */
  parse(value: unknown): T;
}

/** A question whose answer is data. */
export interface ObjectQuestion<T> extends Question {
  readonly shape: AnswerShape<T>;
}

/** What one answer used, in the vendor's own counts. */
export interface Usage {
  readonly vendor: string;
  readonly model: string;
  /** All tokens read, cached ones and tool results included. */
  readonly inputTokens: number;
  /** Of these, read from the vendor's own cache. */
  readonly cachedInputTokens: number;
  /** All tokens written, thinking included. */
  readonly outputTokens: number;
  /** Searches as the vendor charges them: Gemini by the query, OpenAI by the call of its tool. */
  readonly searchQueries: number;
  /** US dollars; null when no price is known. */
  readonly costUsd: number | null;
}

/** Prose. */
export interface TextAnswer {
  readonly text: string;
  readonly usage: Usage;
}

/** Data. */
export interface ObjectAnswer<T> {
  readonly value: T;
  readonly usage: Usage;
}

/** A page that a search stands on. */
export interface Source {
  readonly url: string;
  readonly title: string;
}

/** A stretch of the prose and the sources that carry it; offsets in UTF-16 code units. */
export interface Support {
  readonly start: number;
  readonly end: number;
  /** Indices into `sources`. */
  readonly sources: readonly number[];
}

/** A searched answer. Prose only: what is wanted as data is extracted from it by a second call. */
export interface SearchAnswer {
  readonly text: string;
  /** False when no page carries any of the text, whatever was searched: it is from the model's memory. */
  readonly grounded: boolean;
  /** Pages that carry a part of the text. Pages that were only consulted are left out. */
  readonly sources: readonly Source[];
  readonly supports: readonly Support[];
  /** What was searched for. */
  readonly queries: readonly string[];
  readonly usage: Usage;
}

/**
 * A model of some house. All three throw TerminalError (refused, blocked, wrong key, no quota) or RetryableError
 * (busy, broken off, unreachable, cut-off or malformed answer); a cut-off answer is never parsed.
 */
export interface LanguageModel {
  readonly vendor: string;
  readonly model: string;
  generateText(question: Question, call: CallContext): Promise<TextAnswer>;
  generateObject<T>(question: ObjectQuestion<T>, call: CallContext): Promise<ObjectAnswer<T>>;
  search(question: Question, call: CallContext): Promise<SearchAnswer>;
}
