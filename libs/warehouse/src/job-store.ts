import type { EntityKey, TaskEvent } from '@userport/contracts';
import { keyHashOf } from '@userport/contracts';
import { allRows } from './all-rows';
import { eventsFind, eventsOf, rowOfEvent } from './event-rows';
import { type BodyHead, headsFind, headsOf, openOutcomeStore, type StoredBody } from './outcome-store';
import { assemble, partsFind } from './payload-store';
import { memosFind, memosOf, openStepStore, type RawMaterial, type StepMemo } from './step-store';
import type { NameHolder, Warehouse } from './warehouse';

/** All that is stored of a unit of work, as of one moment. */
export interface Lookup {
  /** The store's clock, ms since 1970. */
  readonly nowMs: number;
  /** Of every generation, each once. */
  readonly events: readonly TaskEvent[];
  /** Of the generation asked for, losers' included, one for each settler and position. */
  readonly bodies: readonly BodyHead[];
  /** Of the generation asked for, one for each step and input. */
  readonly memos: readonly StepMemo[];
  /** The payload's JSON text, when its hash was given and every part is there and whole. */
  readonly payload?: string | undefined;
}

/** All that the life of one job asks of storage. Every operation may be repeated. */
export interface JobStore {
  /** One request; more only where there are over 10,000 rows of a kind. */
  lookup(key: EntityKey, generation: number, payloadHash?: string): Promise<Lookup>;
  putIfAbsent(name: string, token: string, labels: Readonly<Record<string, string>>): Promise<NameHolder>;
  holderOf(name: string): Promise<NameHolder | undefined>;
  appendEvents(events: readonly TaskEvent[]): Promise<void>;
  appendBodies(key: EntityKey, generation: number, bodies: readonly StoredBody[]): Promise<void>;
  /** In order of position; what is missing or altered is left out. */
  readBodies(
    key: EntityKey,
    generation: number,
    token: string,
    positions: readonly number[],
  ): Promise<StoredBody[]>;
  appendMemo(key: EntityKey, generation: number, memo: StepMemo): Promise<void>;
  appendRaw(key: EntityKey, generation: number, material: RawMaterial): Promise<void>;
}

/** Opens the store that a running job sees. `now` is the wall clock (ms since 1970) that dates rows for people. */
export function openJobStore(warehouse: Warehouse, clock: { readonly now: () => number }): JobStore {
  const outcomes = openOutcomeStore(warehouse, clock);
  const steps = openStepStore(warehouse, clock);
  return {
    async lookup(key, generation, payloadHash) {
      const finds = [
        eventsFind({ key_hash: keyHashOf(key) }),
        headsFind(key, generation),
        memosFind(key, generation),
      ] as const;
      const { now, rows } =
        payloadHash === undefined
          ? await warehouse.find(...finds)
          : await warehouse.find(...finds, partsFind(payloadHash));
      const [events, heads, memos, parts] = rows;
      const payload = payloadHash === undefined ? undefined : await assemble(payloadHash, parts ?? []);
      return {
        nowMs: now.getTime(),
        events: eventsOf(await allRows(warehouse, finds[0], events)),
        bodies: headsOf(await allRows(warehouse, finds[1], heads)),
        memos: memosOf(await allRows(warehouse, finds[2], memos)),
        ...(payload === undefined ? {} : { payload }),
      };
    },
    putIfAbsent: warehouse.putIfAbsent,
    holderOf: warehouse.holderOf,
    appendEvents: (events) => warehouse.append('task_events', events.map(rowOfEvent)),
    appendBodies: outcomes.append,
    readBodies: outcomes.read,
    appendMemo: steps.appendMemo,
    appendRaw: steps.appendRaw,
  };
}
