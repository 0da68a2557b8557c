import {
  canonicalJson,
  defineContract,
  fingerprintOf,
  keyHashOf,
  sha256Base32,
  type TaskEvent,
} from '@userport/contracts';
import { z } from 'zod';
import type { Delivery } from './delivery';
import type { Clock, Env, Holder, JobStore, Page, PageAnswer, StepMemo, StoredBody } from './ports';

/** The contract of a task that only tests know; it ends as a failure after two attempts. */
export const probeContract = defineContract({
  name: 'probe',
  app: 'probe',
  summary: 'A task that only tests know.',
  payload: z.object({ id: z.string() }),
  jobId: () => undefined,
  entities: ({ id }) => [{ entityId: id, kind: 'account' }],
  leads: 'none',
  maxRetries: () => 2,
  volatileFields: [],
  newPayload: 'refuse',
  repeatedCreate: 'acknowledge',
  closingBodies: (_payload, { kind, reason }) => [{ body: { kind, reason } }],
});

/** What the queue carries for a payload of the probe. */
export const probeBody = (payload: Delivery['body']['payload'] = { id: 'entity' }): Delivery['body'] => ({
  job_id: 'job',
  entity_id: 'entity',
  generation: 1,
  fingerprint: fingerprintOf('probe', payload, []),
  payload_hash: sha256Base32(canonicalJson(payload)),
  payload,
});

/** A delivery of the probe with ten minutes left. */
export const probeDelivery = (more: Partial<Delivery['body']> = {}): Delivery => ({
  body: { ...probeBody(), ...more },
  deadlineMs: 600_000,
  drain: new AbortController().signal,
});

/** A clock that stands still until the test moves it, at 1,000,000 ms. */
export function openTestClock() {
  let nowMs = 1_000_000;
  const timers = new Set<{ readonly dueMs: number; readonly call: () => void }>();
  const after: Clock['after'] = (ms, call) => {
    const timer = { dueMs: nowMs + ms, call };
    timers.add(timer);
    return () => void timers.delete(timer);
  };
  const clock: Clock = {
    now: () => nowMs,
    monotonicMs: () => nowMs,
    after,
    sleep: (ms) => new Promise((resolve) => after(ms, resolve)),
  };
  return {
    clock,
    /** How many timers wait. */
    waiting: () => timers.size,
    /** Moves the time alone, as when timers are late. */
    pass(ms: number): void {
      nowMs += ms;
    },
    /** Moves the time and calls what is due by then, in order. */
    advance(ms: number): void {
      nowMs += ms;
      const due = [...timers].filter(({ dueMs }) => dueMs <= nowMs).sort((a, b) => a.dueMs - b.dueMs);
      for (const timer of due) if (timers.delete(timer)) timer.call();
    },
  };
}

/** A store in memory, with a clock that the test moves. */
export interface TestStore extends JobStore {
  readonly events: TaskEvent[];
  readonly calls: string[];
  /** ms since 1970. */
  nowMs: number;
}

/** Opens an empty store. */
export function openTestStore(): TestStore {
  const names = new Map<string, Omit<Holder, 'won'>>();
  const bodies: { readonly of: string; readonly body: StoredBody }[] = [];
  const memos: { readonly of: string; readonly memo: StepMemo }[] = [];
  const calls: string[] = [];
  const of = (key: Parameters<typeof keyHashOf>[0], generation: number) => `${keyHashOf(key)}/${generation}`;
  const store: TestStore = {
    events: [],
    calls,
    nowMs: 1_000_000,
    lookup(key, generation) {
      calls.push('lookup');
      const mine = (other: { readonly of: string }) => other.of === of(key, generation);
      return Promise.resolve({
        nowMs: store.nowMs,
        events: store.events.filter((event) => keyHashOf(event) === keyHashOf(key)),
        bodies: bodies.filter(mine).map(({ body }) => body),
        memos: memos.filter(mine).map(({ memo }) => memo),
      });
    },
    putIfAbsent(name, token, labels) {
      calls.push('putIfAbsent');
      const holder = names.get(name) ?? { token, labels, at: new Date(store.nowMs), holderGone: false };
      names.set(name, holder);
      return Promise.resolve({ ...holder, won: holder.token === token });
    },
    holderOf(name) {
      calls.push('holderOf');
      const holder = names.get(name);
      return Promise.resolve(holder && { ...holder, won: false });
    },
    appendEvents(events) {
      calls.push(`appendEvents ${events.map(({ kind }) => kind).join(' ')}`);
      store.events.push(...events);
      return Promise.resolve();
    },
    appendBodies(key, generation, added) {
      calls.push('appendBodies');
      bodies.push(...added.map((body) => ({ of: of(key, generation), body })));
      return Promise.resolve();
    },
    readBodies(key, generation, token, positions) {
      calls.push('readBodies');
      const mine = bodies.filter((other) => other.of === of(key, generation) && other.body.token === token);
      return Promise.resolve(
        mine.map(({ body }) => body).filter(({ position }) => positions.includes(position)),
      );
    },
    appendMemo(key, generation, memo) {
      calls.push('appendMemo');
      memos.push({ of: of(key, generation), memo });
      return Promise.resolve();
    },
    appendRaw: () => Promise.resolve(),
  };
  return store;
}

/** An Env on a store, with a receiver that the test answers for; time stands still unless the test moves it. */
export function openTestEnv(
  store: TestStore,
  answer: (page: Page) => PageAnswer = () => ({ kind: 'accepted', httpStatus: 200 }),
) {
  const sent: Page[] = [];
  let tokens = 0;
  const env: Env = {
    store,
    callbacks: {
      send(page) {
        sent.push(page);
        return Promise.resolve(answer(page));
      },
      sendProgress: () => Promise.resolve({ kind: 'accepted', httpStatus: 200 }),
    },
    fix({ body, once = false }) {
      const bytes = Buffer.from(JSON.stringify(body));
      return { bytes, sha256: sha256Base32(bytes), once };
    },
    openBill: () => ({
      reserve: () => Promise.resolve({ settle: () => undefined, release: () => undefined }),
      flush: () => Promise.resolve(),
      total: () => ({ costUsd: 0, calls: 0, cachedCalls: 0, unknownCalls: 0, units: {}, byVendor: {} }),
    }),
    clock: {
      now: () => store.nowMs,
      monotonicMs: () => store.nowMs,
      after: () => () => undefined,
      sleep: () => Promise.resolve(),
    },
    randomToken: () => `token${(tokens += 1)}`,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    settings: { leaseMarginMs: 30_000, requestTimeoutMs: 600_000 },
  };
  return { env, sent };
}
