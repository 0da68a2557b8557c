import type { EntityKey, TaskEvent } from '@userport/contracts';
import type { Page, StepMemo, StoredBody } from '@userport/runner';
import type { Fault, Side } from './faults';

/** One process at work: a delivery of a job, or an operator's call. It may die, and it may stand still. */
export interface Actor {
  readonly name: string;
  /** The unit of work that it is about. */
  readonly key: EntityKey;
  /** How far its wall clock is off; may jump. */
  skewMs: number;
  alive: boolean;
  /** Stopped by the system: nothing of it runs, neither answers nor timers, until it goes on. */
  frozen: boolean;
  readonly drain: AbortController;
  done: boolean;
  /** Random words that it has drawn. */
  readonly tokens: string[];
}

/** What is done at a boundary, for those who watch from outside. */
export type Deed =
  | { readonly op: 'lookup' | 'storePayload' | 'appendRaw' | 'reserve' | 'flush' | 'sleep' | 'progress' }
  | { readonly op: 'putIfAbsent'; readonly name: string; readonly token: string; readonly kind: string }
  | { readonly op: 'holderOf'; readonly name: string }
  | { readonly op: 'appendEvents'; readonly events: readonly TaskEvent[] }
  | {
      readonly op: 'appendBodies';
      readonly key: EntityKey;
      readonly generation: number;
      readonly bodies: readonly StoredBody[];
    }
  | { readonly op: 'readBodies'; readonly positions: readonly number[] }
  | {
      readonly op: 'appendMemo';
      readonly key: EntityKey;
      readonly generation: number;
      readonly memo: StepMemo;
    }
  | { readonly op: 'send'; readonly key: EntityKey; readonly page: Page }
  /** A paid call waits until it may be under way. */
  | { readonly op: 'slot' }
  | { readonly op: 'vendor'; readonly key: EntityKey; readonly generation: number; readonly step: string }
  | { readonly op: 'enqueue'; readonly name: string }
  /** What a forgotten job left behind is removed. */
  | { readonly op: 'remove'; readonly key: EntityKey };

/** One crossing of a boundary, waiting to be released. */
export interface Crossing {
  /** Counted over the whole run, from 1. */
  readonly number: number;
  readonly actor: Actor;
  readonly side: Side;
  readonly deed: Deed;
  /** Not answered before this moment of virtual time. */
  dueMs: number;
  fault?: Fault | undefined;
  /** No longer heeds its caller's signal, which may outlive many runs. */
  unlisten?: () => void;
  apply(): unknown;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Which fault, if any, meets a crossing. */
export type FaultPlan = (crossing: Crossing) => Fault | undefined;

/** Names the operation of a crossing, the same for its repeats by one actor. */
const operationOf = ({ actor, deed }: Crossing): string => {
  if ('name' in deed) return `${actor.name} ${deed.op} ${deed.name}`;
  if (deed.op === 'appendEvents')
    return `${actor.name} ${deed.op} ${deed.events.map(({ eventId }) => eventId).join()}`;
  return `${actor.name} ${deed.op}`;
};

/**
 * A plan whose faults last: an outage meets every try of one operation, a receiver may give the same answer to
 * several sends of one body, and a vendor's answer may kill one process after the other.
 */
export function lastingPlan(plan: FaultPlan): FaultPlan {
  const armed = new Map<string, { readonly fault: Fault; left: number }>();
  const targetOf = ({ deed }: Crossing) => (deed.op === 'send' ? deed.page.webhookId : `every ${deed.op}`);
  return (crossing) => {
    const keys = armed.size === 0 ? [] : [targetOf(crossing), operationOf(crossing)];
    for (const key of keys) {
      const lasting = armed.get(key);
      if (lasting === undefined || lasting.left === 0) continue;
      lasting.left -= 1;
      return lasting.fault;
    }
    const fault = plan(crossing);
    if (fault?.repeats !== undefined) armed.set(operationOf(crossing), { fault, left: fault.repeats });
    if (fault?.sticky !== undefined) armed.set(targetOf(crossing), { fault, left: fault.sticky });
    return fault;
  };
}
