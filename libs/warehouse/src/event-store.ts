import { type EntityKey, keyHashOf, type TaskEvent } from '@userport/contracts';
import { allRows } from './all-rows';
import { eventsFind, eventsOf, rowOfEvent } from './event-rows';
import { FAILING, listUnits, STALLED, type UnitPage, type UnitQuery } from './unit-list';
import type { Find, Warehouse } from './warehouse';

/** Events, each once, and the store's time at which they were read (ms since 1970). */
export interface EventsRead {
  readonly nowMs: number;
  readonly events: readonly TaskEvent[];
}

/** What happened to jobs. Nothing here folds: events go in, events come out. */
export interface EventStore {
  append(events: readonly TaskEvent[]): Promise<void>;
  /** Everything that happened to one unit of work, in every generation. */
  ofKey(key: EntityKey): Promise<EventsRead>;
  /** Everything that happened to all units of a job. */
  ofJob(jobId: string): Promise<EventsRead>;
  /** Everything that happened to the units of an entity, in every job. */
  ofEntity(entityId: string): Promise<EventsRead>;
  /** Units that failed, were parked, quarantined, rejected or not taken, or are stuck. Two requests a page. */
  failing(query: UnitQuery): Promise<UnitPage>;
  /** Units that are stuck: settled and not delivered, asked for and not settled. Two requests a page. */
  stalled(query: UnitQuery): Promise<UnitPage>;
}

/** Opens the store of events. */
export function openEventStore(warehouse: Warehouse): EventStore {
  const read = async (where: Find<'task_events'>['where']): Promise<EventsRead> => {
    const find = eventsFind(where);
    const { now, rows } = await warehouse.find(find);
    return { nowMs: now.getTime(), events: eventsOf(await allRows(warehouse, find, rows[0])) };
  };
  return {
    append: (events) => warehouse.append('task_events', events.map(rowOfEvent)),
    ofKey: (key) => read({ key_hash: keyHashOf(key) }),
    ofJob: (jobId) => read({ job_id: jobId }),
    ofEntity: (entityId) => read({ entity_id: entityId }),
    failing: (query) => listUnits(warehouse, FAILING, query),
    stalled: (query) => listUnits(warehouse, STALLED, query),
  };
}
