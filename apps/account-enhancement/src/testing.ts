import { freeBill } from '@userport/ai/testing';
import type { Bill, JsonObject } from '@userport/contracts';
import type { TaskContext } from '@userport/runner';

/** The present in these tests. */
export const NOW_MS = Date.parse('2026-11-24T12:00:00Z');

/** A context for tests, with what the task did to it. */
export interface RecordingContext extends TaskContext {
  readonly progressed: readonly JsonObject[];
  readonly raw: readonly { readonly step: string; readonly raw: unknown; readonly processed?: unknown }[];
  /** Kept answers of paid steps; hand them to the context of the next delivery. */
  readonly memos: Map<string, unknown>;
}

/** What a test may set of a context. */
export interface ContextSettings {
  readonly jobId?: string;
  readonly accountId?: string;
  readonly memos?: Map<string, unknown>;
  readonly last?: boolean;
  readonly signal?: AbortSignal;
  readonly bill?: Bill;
}

/** A context that keeps steps in memory, as the runner does, and notes what it is told. */
export function recordingContext(settings: ContextSettings = {}): RecordingContext {
  const progressed: JsonObject[] = [];
  const raw: RecordingContext['raw'][number][] = [];
  const memos = settings.memos ?? new Map<string, unknown>();
  const signal = settings.signal ?? new AbortController().signal;
  const bill = settings.bill ?? freeBill();
  const ignore = (): void => undefined;
  return {
    progressed,
    raw,
    memos,
    jobId: settings.jobId ?? 'job-1',
    entityId: settings.accountId ?? 'account-1',
    generation: 1,
    electedAtMs: NOW_MS,
    retried: false,
    signal,
    bill,
    attempt: { number: settings.last === true ? 3 : 1, last: settings.last ?? false },
    log: { info: ignore, warn: ignore, error: ignore },
    now: () => NOW_MS,
    cost: () => ({ costUsd: 0, calls: 0, cachedCalls: 0, unknownCalls: 0, units: {}, byVendor: {} }),
    async step(name, input, call) {
      const key = `${name} ${JSON.stringify(input)}`;
      if (!memos.has(key)) {
        const answer = await call({ signal, bill, idempotencyKey: key });
        memos.set(key, JSON.parse(JSON.stringify(answer)));
      }
      return memos.get(key) as Awaited<ReturnType<typeof call>>;
    },
    tell: () => Promise.resolve({ kind: 'accepted', httpStatus: 200 }),
    progress: (body) => void progressed.push(body),
    recordRaw: (material) => void raw.push(material),
  };
}
