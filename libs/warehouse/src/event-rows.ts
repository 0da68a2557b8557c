import {
  canonicalJson,
  type EventKind,
  type JsonObject,
  keyHashOf,
  type TaskEvent,
} from '@userport/contracts';
import type { RowOf } from './tables';
import type { Find } from './warehouse';

type EventRow = RowOf<'task_events'>;

/** Rows of one request. A job of 10,000 callback bodies has more events; they come in further requests. */
const MOST_EVENTS = 10_000;

/** An event as it is stored. */
export const rowOfEvent = (event: TaskEvent): EventRow => ({
  event_id: event.eventId,
  key_hash: keyHashOf(event),
  job_id: event.jobId,
  entity_id: event.entityId,
  task_name: event.taskName,
  kind: event.kind,
  generation: event.generation,
  epoch: event.epoch ?? null,
  round: event.round ?? null,
  position: event.position ?? null,
  try: event.try ?? null,
  token: event.token ?? null,
  fingerprint: event.fingerprint ?? null,
  at: event.at,
  detail: event.detail,
});

const eventOfRow = (row: EventRow): TaskEvent => ({
  eventId: row.event_id,
  jobId: row.job_id,
  entityId: row.entity_id,
  taskName: row.task_name,
  kind: row.kind as EventKind,
  generation: row.generation,
  ...(row.epoch === null ? {} : { epoch: row.epoch }),
  ...(row.round === null ? {} : { round: row.round }),
  ...(row.position === null ? {} : { position: row.position }),
  ...(row.try === null ? {} : { try: row.try }),
  ...(row.token === null ? {} : { token: row.token }),
  ...(row.fingerprint === null ? {} : { fingerprint: row.fingerprint }),
  at: row.at,
  detail: row.detail as JsonObject,
});

/** Which of two rows of one event stands for it: the same one for every reader, whatever order they come in. */
const isBefore = (a: EventRow, b: EventRow): boolean => {
  if (a.at.getTime() !== b.at.getTime()) return a.at < b.at;
  const rank = (row: EventRow) => canonicalJson([row.token, row.detail]);
  return rank(a) < rank(b);
};

/** The events of rows, each once. */
export function eventsOf(rows: readonly EventRow[]): TaskEvent[] {
  const kept = new Map<string, EventRow>();
  for (const row of rows) {
    const other = kept.get(row.event_id);
    if (other === undefined || isBefore(row, other)) kept.set(row.event_id, row);
  }
  return [...kept.values()].map(eventOfRow);
}

/** The find of all events that fit, as far as one request holds them. */
export const eventsFind = (where: Find<'task_events'>['where']): Find<'task_events'> => ({
  table: 'task_events',
  where,
  orderBy: [{ column: 'event_id' }, { column: 'at' }],
  limit: MOST_EVENTS,
});
