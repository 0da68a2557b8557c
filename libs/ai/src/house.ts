import type { ModelFacts } from '@userport/config';
import type { RetryableError, TerminalError } from '@userport/errors';
import type { AnswerShape, Question, Source, Support, Usage } from './language-model';
import type { Charge, Failure, FailureCode } from './model-failure';

/** What a house needs, whatever the model. */
export interface HouseSettings {
  readonly apiKey: string | undefined;
  /** The vendor's own address when absent. */
  readonly baseUrl?: string | undefined;
  /** Whole time of one call, body included; four minutes when absent. */
  readonly timeoutMs?: number | undefined;
  /** ms since 1970; prices have dates. */
  readonly now: () => number;
}

/** What a question wants back. */
export type Wanted =
  | { readonly kind: 'text' }
  | { readonly kind: 'object'; readonly shape: AnswerShape<unknown> }
  | { readonly kind: 'search' };

/** Why an answer must not be used. */
export interface Stop {
  readonly code: FailureCode;
  readonly happened: string;
  readonly vendorCode?: string | undefined;
}

/** What came back, in terms that both houses share. It was paid for, whether it can be used or not. */
export interface Reply {
  readonly text: string;
  readonly usage: Usage;
  /** An answer cut off, blocked or refused; or the error that broke it off half way. */
  readonly stop?: Stop | TerminalError | RetryableError | undefined;
  readonly requestId?: string | undefined;
  /** The three below are empty but for a search. */
  readonly sources: readonly Source[];
  readonly supports: readonly Support[];
  readonly queries: readonly string[];
}

/** What became of a request that threw. */
export interface Thrown {
  readonly error: TerminalError | RetryableError;
  readonly charge: Charge;
}

/** What one call gives a house. */
export interface Sending {
  /** Ends with the caller's signal and with the time-out. */
  readonly signal: AbortSignal;
  readonly idempotencyKey: string | undefined;
  /** Says what a rejection of the SDK means. */
  explain(error: unknown): Thrown;
}

/** One model of one house, as the wire knows it. Knows nothing of bills and shapes. */
export interface House {
  readonly facts: ModelFacts;
  readonly timeoutMs: number;
  now(): number;
  /** @throws TerminalError `configuration` naming the missing key */
  checkKey(): void;
  /** Asks once, without retries. Rejects with whatever the SDK throws. */
  send(question: Question, wanted: Wanted, sending: Sending): Promise<Reply>;
  /** What an HTTP error means that the SDK threw; undefined for anything else. */
  refusalOf(error: unknown): Failure | undefined;
}
