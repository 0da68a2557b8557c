interface ErrorOptions {
  /** What was caught; kept so that a log line can show the whole chain. */
  readonly cause?: unknown;
  /** A stable word for machines, such as `payload_invalid` or `vendor_refused`. */
  readonly code?: string;
}

/** The outcome is final: another attempt with the same input cannot succeed. */
export class TerminalError extends Error {
  override readonly name = 'TerminalError';
  readonly code: string;
  /** Part of the work in which it happened, said by whoever knows it. */
  stage?: string;

  constructor(message: string, { cause, code = 'final' }: ErrorOptions = {}) {
    super(message, { cause });
    this.code = code;
  }
}

/** Another attempt may succeed; `retryAfterMs`, when known, is how long the other side asked us to wait. */
export class RetryableError extends Error {
  override readonly name = 'RetryableError';
  readonly code: string;
  /** As of a {@link TerminalError}. */
  stage?: string;
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    {
      cause,
      code = 'retryable',
      retryAfterMs,
    }: ErrorOptions & { readonly retryAfterMs?: number | undefined } = {},
  ) {
    super(message, { cause });
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}
