import type { JsonObject } from '@userport/contracts';
import { freeBill } from '@userport/ai/testing';
import type { PageAnswer, TaskContext } from '@userport/runner';

/** The present in these tests. */
export const NOW_MS = Date.parse('2026-11-22T12:00:00Z');

/** A context for tests, with what the task did to it. */
export interface RecordingContext extends TaskContext {
  readonly progressed: readonly JsonObject[];
  readonly raw: readonly object[];
  /** Kept answers of steps by name and input; hand them to the context of the next delivery. */
  readonly memos: Map<string, unknown>;
}

/** What a test may set of a context. */
export interface ContextSettings {
  readonly memos?: Map<string, unknown>;
  /** When the job was asked for; the present is the same. */
  readonly nowMs?: number;
  readonly last?: boolean;
  readonly retried?: boolean;
  /** What the receiver says to a body that is told. */
  readonly told?: PageAnswer;
}

/** A context that keeps steps in memory, as the runner does, and notes what it is told. */
export function recordingContext(settings: ContextSettings = {}): RecordingContext {
  const progressed: JsonObject[] = [];
  const raw: object[] = [];
  const memos = settings.memos ?? new Map<string, unknown>();
  const { signal } = new AbortController();
  const bill = freeBill();
  return {
    progressed,
    raw,
    memos,
    jobId: 'job-1',
    entityId: 'lead-1',
    generation: 1,
    electedAtMs: settings.nowMs ?? NOW_MS,
    retried: settings.retried ?? false,
    signal,
    bill,
    attempt: { number: settings.last === true ? 3 : 1, last: settings.last ?? false },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    now: () => settings.nowMs ?? NOW_MS,
    cost: () => ({ costUsd: 0, calls: 0, cachedCalls: 0, unknownCalls: 0, units: {}, byVendor: {} }),
    async step(name, input, call) {
      const key = `${name} ${JSON.stringify(input)}`;
      if (!memos.has(key)) {
        const answer = await call({ signal, bill, idempotencyKey: key });
        memos.set(key, JSON.parse(JSON.stringify(answer)));
      }
      return memos.get(key) as Awaited<ReturnType<typeof call>>;
    },
    progress: (body) => void progressed.push(body),
    async tell(body) {
      progressed.push(body);
      return settings.told ?? { kind: 'accepted', httpStatus: 200 };
    },
    recordRaw(material) {
      raw.push(material);
    },
  };
}
