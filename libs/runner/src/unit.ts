import {
  type EntityKey,
  type EventKind,
  type JsonObject,
  taskEvent,
  type TaskEvent,
} from '@userport/contracts';

/** One life of one unit of work, as every event and name of it is told. */
export interface Unit extends EntityKey {
  readonly taskName: string;
  readonly generation: number;
  readonly fingerprint: string;
}

/** Where in the life of a unit an event stands, and what else is known of it. */
export interface Place {
  readonly epoch?: number;
  readonly round?: number;
  readonly position?: number;
  readonly try?: number;
  readonly token?: string;
  readonly detail?: JsonObject;
}

/** An event of a unit. */
export const unitEvent = (unit: Unit, kind: EventKind, nowMs: number, place: Place = {}): TaskEvent =>
  taskEvent({
    jobId: unit.jobId,
    entityId: unit.entityId,
    taskName: unit.taskName,
    generation: unit.generation,
    fingerprint: unit.fingerprint,
    kind,
    at: new Date(nowMs),
    ...place,
  });
