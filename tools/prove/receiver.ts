import type { EntityKey } from '@userport/contracts';
import type { Page, PageAnswer } from '@userport/runner';
import { placeOf } from './memory-store';

/** A body that reached the receiver. */
export interface Arrival {
  readonly place: string;
  readonly generation: number;
  readonly page: Page;
  /** False when the receiver ignored it. */
  readonly applied: boolean;
}

/** How a receiver takes what it has taken before, and what it never took. */
export interface ReceiverRules {
  /** What it answers to a body that it has applied already. */
  readonly repeat: 'accept' | 'skip';
  /** `skip`: it ignores everything from the start. */
  readonly first: 'accept' | 'skip';
}

/** The application that is called back, as a model: it knows bodies by their webhook-id and ignores older generations. */
export interface Receiver {
  rules: ReceiverRules;
  readonly arrivals: readonly Arrival[];
  receive(key: EntityKey, page: Page): PageAnswer;
  /** True when this body was applied. */
  hasApplied(place: string, generation: number, position: number): boolean;
}

const ACCEPTED: PageAnswer = { kind: 'accepted', httpStatus: 200 };
const SKIPPED: PageAnswer = { kind: 'skipped', httpStatus: 200, reason: 'not wanted' };

/** Opens a receiver that has seen nothing. */
export function openReceiver(rules: ReceiverRules): Receiver {
  const arrivals: Arrival[] = [];
  const newest = new Map<string, number>();
  const appliedIds = new Set<string>();
  const idOf = (place: string, generation: number, position: number) => `${place}/${generation}/${position}`;
  const receiver: Receiver = {
    rules,
    arrivals,
    receive(key, page) {
      const place = placeOf(key);
      const id = idOf(place, page.generation, page.position);
      const known = appliedIds.has(id);
      const old = page.generation < (newest.get(place) ?? 0);
      const applied = !old && !known && receiver.rules.first === 'accept';
      arrivals.push({ place, generation: page.generation, page, applied });
      if (applied) {
        appliedIds.add(id);
        newest.set(place, page.generation);
      }
      if (known) return receiver.rules.repeat === 'skip' ? SKIPPED : ACCEPTED;
      return applied ? ACCEPTED : SKIPPED;
    },
    hasApplied: (place, generation, position) => appliedIds.has(idOf(place, generation, position)),
  };
  return receiver;
}
