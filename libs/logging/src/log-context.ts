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
  /** From 1. The queue's own count until a claim tells that of the job. */
  readonly attempt?: number | undefined;
}

const store = new AsyncLocalStorage<{ context: LogContext }>();

/** The context of the running request; empty outside of one. */
export const currentLogContext = (): LogContext => store.getStore()?.context ?? {};

/** A context with more fields. Those that are undefined change nothing, and a trace that is known stays. */
function extended(context: LogContext, fields: LogContext): LogContext {
  const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const traces = Object.fromEntries(
    Object.entries(context).filter(([name]) => name === 'trace_id' || name === 'cloud_trace'),
  );
  return Object.freeze({ ...context, ...known, ...traces });
}

/**
 * Runs `run` with these fields on every line that it logs, through every await. A context inside another inherits
 * its fields; it may add and change them, but a trace that is already known stays.
 */
export const withLogContext = <T>(fields: LogContext, run: () => T): T =>
  store.run({ context: extended(currentLogContext(), fields) }, run);

/**
 * Adds what was learned on the way, such as whom a job is about: every later line of the running context has it, also
 * those of its callers up to {@link withLogContext}. Outside of a context nothing happens.
 */
export function addToLogContext(fields: LogContext): void {
  const held = store.getStore();
  if (held !== undefined) held.context = extended(held.context, fields);
}
