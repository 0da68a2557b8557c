import type { EntityKey, TaskEvent } from '@userport/contracts';
import type { Holder, JobStore, StepMemo, StoredBody } from '@userport/runner';

/** A name and who holds it. */
export interface HeldName {
  readonly token: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly atMs: number;
}

/** What lies in storage: rows as they were appended, doubles included, and names. */
export interface Tables {
  readonly names: Map<string, HeldName>;
  /** By job and entity. */
  readonly events: Map<string, TaskEvent[]>;
  /** By job, entity and generation. */
  readonly bodies: Map<string, StoredBody[]>;
  readonly memos: Map<string, StepMemo[]>;
  readonly payloads: Map<string, string>;
}

/** Empty storage. */
export const emptyTables = (): Tables => ({
  names: new Map(),
  events: new Map(),
  bodies: new Map(),
  memos: new Map(),
  payloads: new Map(),
});

/** Where the events of a unit of work lie. */
export const placeOf = (key: EntityKey): string => `${key.jobId}/${key.entityId}`;

/** Where the bodies and memos of one life of it lie. */
export const lifeOf = (key: EntityKey, generation: number): string => `${placeOf(key)}/${generation}`;

function pushTo<K, V>(map: Map<K, V[]>, key: K, values: readonly V[]): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [...values]);
  else list.push(...values);
}

/** What repeats the receiver's words in it. */
const QUOTING: ReadonlySet<TaskEvent['kind']> = new Set(['page_refused', 'parked', 'not_taken']);

/** Removes what a job left behind, as the warehouse does it for a job that was forgotten. */
export function removeLeftovers(tables: Tables, key: EntityKey): void {
  const place = placeOf(key);
  const events = tables.events.get(place) ?? [];
  for (const { payload_hash: hash } of events.map(({ detail }) => detail))
    if (typeof hash === 'string') tables.payloads.delete(hash);
  tables.events.set(
    place,
    events.filter(({ kind }) => !QUOTING.has(kind)),
  );
  for (const lives of [tables.bodies, tables.memos])
    for (const life of lives.keys()) if (life.startsWith(`${place}/`)) lives.delete(life);
}

/** What a memory store asks of the world around it. */
export interface StoreClock {
  /** The store's own clock, ms since 1970. */
  now(): number;
  /** Whether the engine can prove that whoever took a name is dead. */
  isGone(token: string): boolean;
}

/** The runner's store over plain maps: one operation is one turn, so that a run is decided by its schedule alone. */
export function memoryStore(tables: Tables, clock: StoreClock): JobStore {
  const held = (held: HeldName, won: boolean): Holder => ({
    won,
    token: held.token,
    labels: held.labels,
    at: new Date(held.atMs),
    holderGone: clock.isGone(held.token),
  });
  return {
    async lookup(key, generation, payloadHash) {
      const life = lifeOf(key, generation);
      const payload = payloadHash === undefined ? undefined : tables.payloads.get(payloadHash);
      return {
        nowMs: clock.now(),
        events: [...(tables.events.get(placeOf(key)) ?? [])],
        bodies: (tables.bodies.get(life) ?? []).map(({ bytes: _bytes, ...head }) => head),
        memos: [...(tables.memos.get(life) ?? [])],
        ...(payload === undefined ? {} : { payload }),
      };
    },
    async putIfAbsent(name, token, labels) {
      const taken = tables.names.get(name) ?? { token, labels, atMs: clock.now() };
      tables.names.set(name, taken);
      return held(taken, taken.token === token);
    },
    async holderOf(name) {
      const taken = tables.names.get(name);
      return taken === undefined ? undefined : held(taken, false);
    },
    async appendEvents(events) {
      for (const event of events) pushTo(tables.events, placeOf(event), [event]);
    },
    async appendBodies(key, generation, bodies) {
      pushTo(tables.bodies, lifeOf(key, generation), bodies);
    },
    async readBodies(key, generation, token, positions) {
      const found = new Map<number, StoredBody>();
      for (const body of tables.bodies.get(lifeOf(key, generation)) ?? [])
        if (body.token === token && positions.includes(body.position)) found.set(body.position, body);
      return [...found.values()].sort((a, b) => a.position - b.position);
    },
    async appendMemo(key, generation, memo) {
      pushTo(tables.memos, lifeOf(key, generation), [memo]);
    },
    async appendRaw() {
      return undefined;
    },
  };
}
