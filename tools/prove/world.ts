import type { EntityKey } from '@userport/contracts';
import type { JobStore } from '@userport/runner';
import { type Actor, type Crossing, type Deed, type FaultPlan, lastingPlan } from './crossing';
import type { Fault, Side } from './faults';
import { emptyTables, memoryStore, type Tables } from './memory-store';
import { openTimeline, type Timeline } from './timeline';

/** One line of what happened. */
export interface TraceLine {
  readonly atMs: number;
  readonly actor: string;
  readonly number: number;
  readonly deed?: Deed | undefined;
  readonly note: string;
}

/** Who is told of everything, outside the runner. */
export interface Watcher {
  issued(actor: Actor, deed: Deed): void;
  applied(actor: Actor, deed: Deed, result: unknown): void;
  faulted(actor: Actor, deed: Deed, fault: Fault): void;
  died(actor: Actor): void;
}

/** Where a boundary is crossed. */
export interface At {
  readonly actor: Actor;
  readonly side: Side;
  readonly deed: Deed;
  readonly dueMs?: number;
}

/** One simulated world: storage, time, processes, and everything that is waiting for an answer. */
export interface World {
  readonly time: Timeline;
  readonly tables: Tables;
  readonly store: JobStore;
  /** In the order in which they were issued. */
  readonly waiting: readonly Crossing[];
  /** Writes that were answered with an error and are still to take effect. */
  readonly late: (() => Promise<void>)[];
  readonly trace: TraceLine[];
  watch(watcher: Watcher): void;
  /** Boundaries crossed so far. */
  crossings(): number;
  newActor(name: string, key: EntityKey, skewMs: number): Actor;
  /** Crosses a boundary: resolves when the driver releases it, as the fault plan says. */
  cross<T>(at: At, apply: () => T | Promise<T>, signal?: AbortSignal): Promise<T>;
  release(crossing: Crossing): Promise<void>;
  kill(actor: Actor): void;
  note(text: string): void;
}

/** What a call takes of virtual time. */
const COST_MS: Readonly<Record<Side, number>> = {
  store: 3,
  receiver: 40,
  progress: 40,
  slot: 0,
  vendor: 200,
  queue: 5,
  sleep: 0,
};

/** The note of a crossing whose caller did not wait for the answer. */
export const GIVEN_UP = 'given up by its caller';

/** These change nothing, however late they are done. */
const READS: ReadonlySet<Deed['op']> = new Set(['lookup', 'holderOf', 'readBodies']);

/** 2026-11-23T12:00:00Z. */
const START_MS = 1_795_435_200_000;

const actorOf = (name: string, key: EntityKey, skewMs: number): Actor => ({
  ...{ name, key, skewMs, alive: true, frozen: false, done: false, tokens: [] },
  drain: new AbortController(),
});

/** The crossings that wait, and how one of them comes to its end. */
function openCrossings(time: Timeline, trace: TraceLine[], plan: FaultPlan) {
  const waiting: Crossing[] = [];
  const late: (() => Promise<void>)[] = [];
  const watchers: Watcher[] = [];
  const planned = lastingPlan(plan);
  let count = 0;
  const write = ({ actor, number, deed }: Crossing, note: string) =>
    trace.push({ atMs: time.now(), actor: actor.name, number, deed, note });
  const take = (crossing: Crossing): boolean => {
    const index = waiting.indexOf(crossing);
    if (index < 0) return false;
    waiting.splice(index, 1);
    crossing.unlisten?.();
    return true;
  };
  const applyNow = async ({ actor, deed, apply }: Crossing): Promise<unknown> => {
    const result = await apply();
    for (const watcher of watchers) watcher.applied(actor, deed, result);
    return result;
  };
  const applyLate = (crossing: Crossing): void => {
    if (READS.has(crossing.deed.op)) return;
    late.push(async () => {
      write(crossing, 'takes effect late');
      await applyNow(crossing);
    });
  };
  const onAbort = (crossing: Crossing, signal: AbortSignal) => () => {
    if (!take(crossing)) return;
    // What was sent may arrive although nobody listens any more.
    if (crossing.fault?.effect === 'now') applyLate(crossing);
    write(crossing, GIVEN_UP);
    crossing.reject(signal.reason as Error);
  };
  return {
    ...{ waiting, late, watchers, take, write, applyNow, applyLate, planned, crossings: () => count },
    cross<T>({ actor, side, deed, dueMs = 0 }: At, apply: () => T | Promise<T>, signal?: AbortSignal) {
      return new Promise<T>((resolve, reject) => {
        if (!actor.alive) return;
        count += 1;
        const answer = resolve;
        const crossing: Crossing = {
          number: count,
          actor,
          side,
          deed,
          dueMs,
          apply,
          reject,
          resolve: answer,
        };
        for (const watcher of watchers) watcher.issued(actor, deed);
        if (signal?.aborted === true) return reject(signal.reason as Error);
        waiting.push(crossing);
        if (signal === undefined) return;
        const giveUp = onAbort(crossing, signal);
        signal.addEventListener('abort', giveUp);
        crossing.unlisten = () => signal.removeEventListener('abort', giveUp);
      });
    },
  };
}

/** Opens an empty world. `provesDeath`: the engine knows when the process behind a name is dead, as a file's lock does. */
export function openWorld(options: { readonly provesDeath: boolean; readonly plan: FaultPlan }): World {
  const time = openTimeline(START_MS);
  const trace: TraceLine[] = [];
  const tables = emptyTables();
  const dead = new Set<string>();
  const isGone = (token: string) => options.provesDeath && dead.has(token);
  const open = openCrossings(time, trace, options.plan);
  const kill = (actor: Actor): void => {
    if (!actor.alive) return;
    actor.alive = false;
    for (const token of actor.tokens) dead.add(token);
    for (const crossing of open.waiting.filter((other) => other.actor === actor)) open.take(crossing);
    time.drop(actor);
    for (const watcher of open.watchers) watcher.died(actor);
  };
  return {
    ...{ time, tables, trace, kill, waiting: open.waiting, late: open.late, crossings: open.crossings },
    cross: open.cross,
    store: memoryStore(tables, { now: time.now, isGone }),
    watch: (watcher) => void open.watchers.push(watcher),
    newActor: actorOf,
    async release(crossing) {
      const { actor } = crossing;
      if (crossing.fault === undefined) {
        crossing.fault = open.planned(crossing);
        if (crossing.fault !== undefined)
          for (const watcher of open.watchers) watcher.faulted(actor, crossing.deed, crossing.fault);
      }
      const { fault } = crossing;
      if (fault?.slowMs !== undefined && crossing.dueMs === 0) {
        crossing.dueMs = time.now() + fault.slowMs;
        return;
      }
      open.take(crossing);
      time.pass(COST_MS[crossing.side]);
      open.write(crossing, fault?.name ?? '');
      if (fault?.effect === 'late') open.applyLate(crossing);
      const takesEffect = fault === undefined || fault.effect === 'now';
      const result = takesEffect ? await open.applyNow(crossing) : undefined;
      if (fault?.dies === true) return kill(actor);
      if (fault?.error !== undefined) return crossing.reject(fault.error());
      crossing.resolve(fault?.answer ?? result);
    },
    note: (text) => void trace.push({ atMs: time.now(), actor: '', number: 0, note: text }),
  };
}
