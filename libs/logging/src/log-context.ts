import { AsyncLocalStorage } from 'node:async_hooks';

/** What every line of one request says about it. Names are those of the log labels. */
export interface LogContext {
  /** Follows one request through gateway, queue and function. */
  readonly trace_id?: string | undefined;
  /** The platform's own trace, 32 hex digits: ties a line to Cloud Run's request log. */
  readonly cloud_trace?: string | undefined;
  readonly account_id?: string | undefined;
  readonly lead_id?: string | undefined;
  readonly job_id?: string | undefined;
  readonly entity_id?: string | undefined;
  readonly task_name?: string | undefined;
  /** From 1. */
  readonly attempt?: number | undefined;
}

const store = new AsyncLocalStorage<LogContext>();

/** The context of the running request; empty outside of one. */
export const currentLogContext = (): LogContext => store.getStore() ?? {};

/**
 * Runs `run` with these fields on every line that it logs, through every await. A context inside another inherits
 * its fields; it may add and change them, but a trace that is already known stays.
 */
export function withLogContext<T>(fields: LogContext, run: () => T): T {
  const outer = currentLogContext();
  const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const traces = Object.fromEntries(
    Object.entries(outer).filter(([name]) => name === 'trace_id' || name === 'cloud_trace'),
  );
  return store.run(Object.freeze({ ...outer, ...known, ...traces }), run);
}
