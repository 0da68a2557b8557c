import { RetryableError, TerminalError } from './errors';

/** An error as a plain record, fit for a table row and for a log line. */
export interface ErrorRecord {
  readonly error_type: string;
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly retry_after_ms?: number;
  /** Part of the work in which it happened, when somebody said it. */
  readonly stage?: string;
  /** The messages of the causes, outermost first. */
  readonly causes?: readonly string[];
}

/** Long enough for a vendor's sentence, short enough for a row; a page of HTML is not a message. */
const LONGEST_MESSAGE = 500;
const DEEPEST_CAUSE = 5;

const textOf = (error: unknown): string => {
  const text = error instanceof Error ? error.message : `a thrown ${error === null ? 'null' : typeof error}`;
  return text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}…` : text;
};

const causesOf = (error: unknown): string[] => {
  const causes: string[] = [];
  let cause = error instanceof Error ? error.cause : undefined;
  while (cause !== undefined && causes.length < DEEPEST_CAUSE) {
    causes.push(textOf(cause));
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return causes;
};

/**
 * Turns anything thrown into a record. What is neither final nor retryable by type is a fault of ours or of a
 * library; it counts as retryable, because giving up on it would lose work that a restart may finish.
 */
export function describeError(error: unknown): ErrorRecord {
  const causes = causesOf(error);
  const retryAfterMs = error instanceof RetryableError ? error.retryAfterMs : undefined;
  const known = error instanceof TerminalError || error instanceof RetryableError;
  return {
    error_type: error instanceof Error ? error.name : typeof error,
    code: known ? error.code : 'unexpected',
    message: textOf(error),
    retryable: !(error instanceof TerminalError),
    ...(retryAfterMs === undefined ? {} : { retry_after_ms: retryAfterMs }),
    ...(known && error.stage !== undefined ? { stage: error.stage } : {}),
    ...(causes.length === 0 ? {} : { causes }),
  };
}
