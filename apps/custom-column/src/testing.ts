import type { LanguageModel } from '@userport/ai';
import { freeBill } from '@userport/ai/testing';
import type { Bill, Json, JsonObject } from '@userport/contracts';
import type { CustomColumnPayload } from '@userport/contracts/custom-column';
import type { TaskContext } from '@userport/runner';
import { answerShape } from './answer';
import type { CellCase } from './asking';
import { columnOf } from './column';
import { columnRules } from './column-rules';
import { contextParts } from './entity-context';

/** The present in these tests. */
export const NOW_MS = Date.parse('2026-11-23T12:00:00Z');

/** A context for tests, with what the task did to it. */
export interface RecordingContext extends TaskContext {
  readonly progressed: readonly JsonObject[];
  readonly raw: readonly object[];
  readonly warnings: readonly string[];
  /** Kept answers of paid steps by step and input; hand them to the context of the next delivery. */
  readonly memos: Map<string, unknown>;
}

/** What a test may set of a context. */
export interface ContextSettings {
  readonly memos?: Map<string, unknown>;
  readonly last?: boolean;
  readonly signal?: AbortSignal;
  readonly bill?: Bill;
}

/** The same bill, whose calls wait for a slot where there are some. */
const slottedBill = (bill: Bill, takeSlot?: () => Promise<() => void>): Bill => ({
  async reserve(call) {
    const reservation = await bill.reserve(call);
    const giveBack = await takeSlot?.();
    return {
      settle: (settled) => [reservation.settle(settled), giveBack?.()],
      release: () => [reservation.release(), giveBack?.()],
    };
  },
});

/** A context that keeps steps in memory, as the runner does, and notes what it is told. Its clock gains 1 s a look. */
export function recordingContext(settings: ContextSettings = {}): RecordingContext {
  const progressed: JsonObject[] = [];
  const raw: object[] = [];
  const warnings: string[] = [];
  const memos = settings.memos ?? new Map<string, unknown>();
  const signal = settings.signal ?? new AbortController().signal;
  const bill = settings.bill ?? freeBill();
  let looks = 0;
  return {
    progressed,
    raw,
    warnings,
    memos,
    jobId: 'job-1',
    entityId: 'column-1',
    generation: 1,
    electedAtMs: NOW_MS,
    retried: false,
    signal,
    bill,
    attempt: { number: settings.last === true ? 3 : 1, last: settings.last ?? false },
    log: {
      info: () => undefined,
      warn: (message) => void warnings.push(message),
      error: (message) => void warnings.push(message),
    },
    now: () => NOW_MS + 1000 * looks++,
    cost: () => ({ costUsd: 0.5, calls: 0, cachedCalls: 0, unknownCalls: 0, units: {}, byVendor: {} }),
    async step(name, input, call, { takeSlot } = {}) {
      const key = `${name} ${JSON.stringify(input)}`;
      if (!memos.has(key)) {
        const answer = await call({ signal, bill: slottedBill(bill, takeSlot), idempotencyKey: key });
        memos.set(key, JSON.parse(JSON.stringify(answer)));
      }
      return memos.get(key) as Awaited<ReturnType<typeof call>>;
    },
    tell: () => Promise.resolve({ kind: 'accepted', httpStatus: 200 }),
    progress: (body) => void progressed.push(body),
    recordRaw(material) {
      raw.push(material);
    },
  };
}

/** A payload for tests: a text column over the given entities, each with a context of its own. */
export function payloadFor(
  entityIds: readonly string[],
  config: Partial<CustomColumnPayload['column_config']> = {},
  more: Partial<CustomColumnPayload> = {},
): CustomColumnPayload {
  return {
    column_id: 'column-1',
    entity_ids: [...entityIds],
    column_config: {
      name: 'Summary',
      question: 'What does the company do?',
      response_type: 'string',
      ...config,
    },
    context_data: Object.fromEntries(
      entityIds.map((id) => [id, { account_info: { name: `Company ${id}`, industry: 'Robotics' } }]),
    ),
    ...more,
  };
}

/** An answer of a model about a cell, as its schema wants it. */
export const cellAnswer = (value: unknown, more: JsonObject = {}): { readonly object: unknown } => ({
  object: { rationale: 'It says so.', quotes: [], missing: null, value, confidence: 0.8, ...more },
});

/** The case of the first entity of a payload: every role is played by one model. */
export async function cellCase(
  payload: CustomColumnPayload,
  model: LanguageModel,
  task: RecordingContext = recordingContext(),
): Promise<CellCase> {
  const column = columnOf(payload);
  const entityId = payload.entity_ids[0] ?? '';
  const play = (): LanguageModel => model;
  const rules = await columnRules(column);
  return {
    entityId,
    shape: answerShape(rules),
    asking: { column, rules, seed: `job-1 ${entityId}`, today: '2026-11-23' },
    context: contextParts(payload, entityId, column),
    models: { value: play, search: play, extract: play, evaluate: play },
    task,
    paid: (step, input: Readonly<Record<string, Json>>, call) => task.step(step, input, call),
  };
}

/** A search that stands on pages. */
export const SEARCHED = {
  search: {
    text: 'Northwind Robotics runs 1250 robots.',
    sources: [{ url: 'https://northwind-robotics.example/about', title: 'About' }],
    supports: [{ start: 0, end: 36, sources: [0] }],
    queries: ['northwind robots'],
  },
} as const;
