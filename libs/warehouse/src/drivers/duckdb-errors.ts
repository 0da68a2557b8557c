import { RetryableError, TerminalError } from '@userport/errors';

/** The engine's errors may be of another realm, where `instanceof` does not know them. */
const textOf = (cause: unknown): string =>
  cause !== null && typeof cause === 'object' && 'message' in cause ? String(cause.message) : '';

/** The engine's word for the kind of its error: the text before ` Error:`. */
const kindOf = (cause: unknown): string => /^([A-Za-z][\w ]*?) Error:/.exec(textOf(cause))?.[1] ?? 'Unknown';

/** Kinds that the same statement with the same values meets again; all others may pass. */
const FINAL_KINDS: ReadonlySet<string> = new Set([
  'Binder',
  'Catalog',
  'Constraint',
  'Conversion',
  'Invalid',
  'Invalid Input',
  'Invalid Type',
  'Mismatch Type',
  'Not implemented',
  'Out of Range',
  'Parameter Not Resolved',
  'Parser',
  'Syntax',
]);

/**
 * What the engine threw, as one of the pair. The engine's text stays in the cause; it names tables and columns.
 * Sources: https://duckdb.org/docs/stable/guides/troubleshooting/overview and the messages of engine 1.5.6.
 */
export function engineError(cause: unknown, operation: string): TerminalError | RetryableError {
  if (cause instanceof TerminalError || cause instanceof RetryableError) return cause;
  const kind = kindOf(cause);
  if (kind === 'Catalog') {
    const next = 'Call ensureTables once after opening the warehouse.';
    return new TerminalError(`${operation}: a table is missing in the DuckDB file. ${next}`, {
      cause,
      code: 'tables_missing',
    });
  }
  if (FINAL_KINDS.has(kind)) {
    return new TerminalError(`${operation}: DuckDB refused the statement (${kind}); the cause says why.`, {
      cause,
      code: 'warehouse_refused',
    });
  }
  return new RetryableError(
    `${operation}: DuckDB failed (${kind}); the cause says why. It may pass when repeated.`,
    {
      cause,
      code: 'warehouse_failed',
    },
  );
}

/** What the engine threw when it opened a file. */
export function openingError(cause: unknown, path: string): TerminalError {
  const text = textOf(cause);
  if (text.includes('Could not set lock')) {
    const holder = /PID (\d+)/.exec(text)?.[1];
    const who = holder === undefined ? 'Another process' : `Another process (PID ${holder})`;
    return new TerminalError(
      `${who} has the DuckDB file ${path} open, and it takes one process at a time. Stop that process, or set DUCKDB_PATH to another file.`,
      { cause, code: 'warehouse_locked' },
    );
  }
  return new TerminalError(
    `The DuckDB file ${path} cannot be opened; the cause says why. Check that DUCKDB_PATH names a file that this process may write and that DuckDB made; to start afresh, move it away.`,
    { cause, code: 'warehouse_unopenable' },
  );
}

/** The answer to anything that is asked after close. */
export const closedError = (): RetryableError =>
  new RetryableError(
    'The warehouse was closed; this process is ending. Another delivery will find one that is open.',
    {
      code: 'warehouse_closed',
    },
  );
