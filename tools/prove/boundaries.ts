import { type CallbackBody, sha256Base32 } from '@userport/contracts';
import { describeError, RetryableError } from '@userport/errors';
import type { Env, FixedBody, JobBill, JobStore } from '@userport/runner';
import type { Actor, Deed } from './crossing';
import type { Side } from './faults';
import type { Receiver } from './receiver';
import type { World } from './world';

/** What an actor's Env is made of. */
export interface EnvParts {
  readonly world: World;
  readonly receiver: Receiver;
  /** Told every line that is logged. */
  logged(text: string): void;
  /** A word that no one else has drawn. */
  draw(): string;
}

const LEASE_MARGIN_MS = 10_000;
const REQUEST_TIMEOUT_MS = 600_000;

/** Serialises a body once; nothing is cleaned or cut here. */
export function fixBody({ body, once = false }: CallbackBody): FixedBody {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  return { bytes, sha256: sha256Base32(bytes), once };
}

const NEVER = new AbortController().signal;

/** The store as one actor reaches it: every operation is a numbered boundary. */
export function storeOf(world: World, actor: Actor): JobStore {
  const { store } = world;
  const at = <T>(deed: Deed, call: () => Promise<T>) => world.cross({ actor, side: 'store', deed }, call);
  return {
    lookup: (...args) => at({ op: 'lookup' }, () => store.lookup(...args)),
    putIfAbsent: (name, token, labels) =>
      at({ op: 'putIfAbsent', name, token, kind: labels['kind'] ?? '' }, () =>
        store.putIfAbsent(name, token, labels),
      ),
    holderOf: (name) => at({ op: 'holderOf', name }, () => store.holderOf(name)),
    appendEvents: (events) => at({ op: 'appendEvents', events }, () => store.appendEvents(events)),
    appendBodies: (key, generation, bodies) =>
      at({ op: 'appendBodies', key, generation, bodies }, () => store.appendBodies(key, generation, bodies)),
    readBodies: (key, generation, token, positions) =>
      at({ op: 'readBodies', positions }, () => store.readBodies(key, generation, token, positions)),
    appendMemo: (key, generation, memo) =>
      at({ op: 'appendMemo', key, generation, memo }, () => store.appendMemo(key, generation, memo)),
    appendRaw: (...args) => at({ op: 'appendRaw' }, () => store.appendRaw(...args)),
  };
}

/** A bill whose rows are boundaries too; it says `storage` as the real one does. */
function billOf(world: World, actor: Actor): JobBill {
  const row = async (op: 'reserve' | 'flush') => {
    try {
      await world.cross({ actor, side: 'store', deed: { op } }, () => undefined);
    } catch (cause) {
      throw new RetryableError('The row of a paid call was not stored.', { cause, code: 'storage' });
    }
  };
  const nothing = { costUsd: 0, calls: 0, cachedCalls: 0, unknownCalls: 0, units: {}, byVendor: {} };
  return {
    async reserve() {
      await row('reserve');
      return { settle: () => undefined, release: () => undefined };
    },
    flush: () => row('flush'),
    total: () => nothing,
  };
}

/** Everything that one actor's runner may touch; each await of it is a boundary of the world. */
export function envOf({ world, receiver, logged, draw }: EnvParts, actor: Actor): Env {
  const at = (side: Side, deed: Deed) => ({ actor, side, deed });
  const log = (message: string, fields?: object) => logged(`${message} ${JSON.stringify(fields ?? {})}`);
  const startMs = world.time.now();
  return {
    store: storeOf(world, actor),
    callbacks: {
      send: (page, signal) =>
        world.cross(
          at('receiver', { op: 'send', key: actor.key, page }),
          () => receiver.receive(actor.key, page),
          signal,
        ),
      async sendProgress(_body, signal) {
        try {
          await world.cross(at('progress', { op: 'progress' }), () => undefined, signal);
          return { kind: 'accepted', httpStatus: 200 };
        } catch (error) {
          log('progress', { error: describeError(error).message });
          return { kind: 'unanswered', reason: 'The progress got no answer.' };
        }
      },
    },
    fix: fixBody,
    openBill: () => billOf(world, actor),
    clock: {
      now: () => world.time.now() + actor.skewMs,
      monotonicMs: () => world.time.now() - startMs,
      after: (ms, call) => world.time.after(ms, actor, call),
      sleep: (ms, signal) => {
        const dueMs = world.time.now() + ms;
        const waits = { ...at('sleep', { op: 'sleep' }), dueMs };
        return world.cross(waits, () => undefined, signal === undefined ? NEVER : signal);
      },
    },
    randomToken() {
      const token = draw();
      actor.tokens.push(token);
      return token;
    },
    log: { info: log, warn: log, error: log },
    settings: { leaseMarginMs: LEASE_MARGIN_MS, requestTimeoutMs: REQUEST_TIMEOUT_MS },
  };
}
