import type { EntityKey } from './job';
import { keyHashOf } from './job';
import { hashOfParts, type JsonObject } from './json';

/** The things that can happen to a job; one row of `task_events` each. */
export const EVENT_KINDS = [
  'requested',
  'enqueued',
  'claimed',
  'claim_ended',
  'attempt_failed',
  'settled',
  'page_accepted',
  'page_refused',
  'delivered',
  'not_taken',
  'parked',
  'quarantined',
  'rejected',
  'cancelled',
  'redeliver_requested',
  'forgotten',
] as const;

/** One of {@link EVENT_KINDS}. */
export type EventKind = (typeof EVENT_KINDS)[number];

/**
 * Where in a job's life an event stands. Order comes from these numbers and never from clocks: a shuffled or
 * doubled history folds to the same state.
 */
export interface EventPlace {
  readonly generation: number;
  /** The claim it belongs to, from 1. */
  readonly epoch?: number | undefined;
  /** The round of delivery, from 1; an operator's redeliver opens the next. */
  readonly round?: number | undefined;
  /** The callback body, from 1. */
  readonly position?: number | undefined;
  /** Tells repeats of one thing apart: the n of `enqueued`, the epoch that met a refusal. */
  readonly try?: number | undefined;
}

/** One thing that happened to one unit of work. */
export interface TaskEvent extends EventPlace, EntityKey {
  readonly eventId: string;
  readonly taskName: string;
  readonly kind: EventKind;
  /** Random word of whoever did it: a claim's owner, a settling's winner. */
  readonly token?: string | undefined;
  readonly fingerprint?: string | undefined;
  /** For display and filters only. */
  readonly at: Date;
  readonly detail: JsonObject;
}

/** What a writer knows of an event; the id follows from it. */
export interface NewEvent extends EventPlace, EntityKey {
  readonly taskName: string;
  readonly kind: EventKind;
  readonly token?: string | undefined;
  readonly fingerprint?: string | undefined;
  readonly at: Date;
  readonly detail?: JsonObject | undefined;
}

/**
 * Completes an event with its id: a hash of kind, key and place, never random, so that writing the same thing twice
 * is the same row twice. The end of a claim also carries its owner's token, since a delivery that never learned
 * whether it won a claim may only end its own; a rejection is told apart by the fingerprint that was refused.
 */
export function taskEvent(event: NewEvent): TaskEvent {
  const place = [event.generation, event.epoch ?? 0, event.round ?? 0, event.position ?? 0, event.try ?? 0];
  const owner = event.kind === 'claim_ended' || event.kind === 'attempt_failed' ? (event.token ?? '') : '';
  const refused = event.kind === 'rejected' ? (event.fingerprint ?? '') : '';
  const eventId = hashOfParts([event.kind, keyHashOf(event), ...place, owner, refused]);
  return { ...event, eventId, detail: event.detail ?? {} };
}
