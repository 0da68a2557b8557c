import { keyHashOf, sha256Base32, type TaskEvent } from '@userport/contracts';
import type { Env, Holder, JobStore, Page, PageAnswer, StepMemo, StoredBody } from './ports';

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
      sendProgress: () => Promise.resolve(),
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
