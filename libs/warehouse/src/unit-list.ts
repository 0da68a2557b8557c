import { type EntityKey, type EventKind, keyHashOf, type TaskEvent } from '@userport/contracts';
import { allRows } from './all-rows';
import { eventsFind, eventsOf } from './event-rows';
import type { RowOf } from './tables';
import type { Find, Warehouse } from './warehouse';

/** Where a page of a list ended. */
export interface UnitCursor {
  readonly at: Date;
  readonly eventId: string;
}

/** Which units a list is to hold. */
export interface UnitQuery {
  /** The window in which the event lies that lists a unit: from inclusive, before exclusive. */
  readonly from: Date;
  readonly before: Date;
  /** What was waiting for its next step since before this moment counts as stuck. */
  readonly overdueBefore: Date;
  readonly taskName?: string | undefined;
  readonly after?: UnitCursor | undefined;
  /** Events looked at for one page, and so units at most; a page can be shorter and still not be the last. */
  readonly limit: number;
}

/** One generation of a unit of work that is listed. */
export interface ListedUnit extends EntityKey {
  readonly keyHash: string;
  readonly generation: number;
  /** When the event happened that lists it; the list is in this order, newest first. */
  readonly at: Date;
  /** All events of the unit, of every generation, each once. */
  readonly events: readonly TaskEvent[];
}

/** A page of a list. */
export interface UnitPage {
  readonly nowMs: number;
  readonly units: readonly ListedUnit[];
  /** Where the next page begins; undefined after the last. */
  readonly next?: UnitCursor | undefined;
}

/** A way of being on a list: an event of one of the kinds, and no event that closes it. */
export interface ListingRule {
  readonly kinds: readonly EventKind[];
  /** Only results of these kinds. */
  readonly results?: readonly string[];
  /** Only when it is overdue, and none of these kinds followed in the same generation (and round). */
  readonly unless?: {
    readonly same: readonly ('generation' | 'round')[];
    readonly kinds: readonly EventKind[];
  };
}

const ENDS_OF_ROUND: readonly EventKind[] = ['delivered', 'parked', 'not_taken'];
/** A tombstone ends all rounds of its generation. */
const ENDS: readonly EventKind[] = [...ENDS_OF_ROUND, 'forgotten'];

/** What waits for a next step that did not come. */
export const STALLED: readonly ListingRule[] = [
  { kinds: ['settled'], unless: { same: ['generation'], kinds: ENDS } },
  { kinds: ['redeliver_requested'], unless: { same: ['generation', 'round'], kinds: ENDS_OF_ROUND } },
  {
    kinds: ['requested'],
    unless: { same: ['generation'], kinds: ['settled', 'quarantined', 'parked', 'forgotten'] },
  },
];

/** What went wrong or waits for a next step that did not come. Which of them still do is for the fold to say. */
export const FAILING: readonly ListingRule[] = [
  { kinds: ['parked', 'quarantined', 'rejected', 'not_taken'] },
  { kinds: ['settled'], results: ['failure', 'cancelled'] },
  ...STALLED,
];

type Candidate = Pick<
  RowOf<'task_events'>,
  'event_id' | 'key_hash' | 'job_id' | 'entity_id' | 'generation' | 'at'
>;

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

const findOf = (rule: ListingRule, query: UnitQuery): Find<'task_events'> => ({
  table: 'task_events',
  where: {
    kind: { in: rule.kinds },
    at: { from: query.from, before: rule.unless ? earlier(query.before, query.overdueBefore) : query.before },
    ...(query.taskName === undefined ? {} : { task_name: query.taskName }),
  },
  ...(rule.results === undefined ? {} : { fields: { detail: { kind: { in: rule.results } } } }),
  ...(rule.unless === undefined
    ? {}
    : { lacking: { by: ['key_hash', ...rule.unless.same], where: { kind: { in: rule.unless.kinds } } } }),
  columns: ['event_id', 'key_hash', 'job_id', 'entity_id', 'generation', 'at'],
  orderBy: [
    { column: 'at', descending: true },
    { column: 'event_id', descending: true },
  ],
  ...(query.after === undefined ? {} : { after: [query.after.at, query.after.eventId] }),
  limit: query.limit,
});

/** The same rule, read on the events of one unit. */
const applies = (
  rule: ListingRule,
  query: UnitQuery,
  event: TaskEvent,
  events: readonly TaskEvent[],
): boolean => {
  if (!rule.kinds.includes(event.kind)) return false;
  const result = event.detail['kind'];
  if (rule.results !== undefined && !(typeof result === 'string' && rule.results.includes(result)))
    return false;
  const { unless } = rule;
  if (unless === undefined) return true;
  const closed = events.some(
    (other) =>
      unless.kinds.includes(other.kind) && unless.same.every((place) => other[place] === event[place]),
  );
  return event.at < query.overdueBefore && !closed;
};

const newestFirst = (a: Candidate, b: Candidate): number =>
  b.at.getTime() - a.at.getTime() || (a.event_id < b.event_id ? 1 : a.event_id > b.event_id ? -1 : 0);

/** The event by which a generation is listed: of all that apply the newest, so that it is listed once. */
const listingEvent = (
  rules: readonly ListingRule[],
  query: UnitQuery,
  generation: number,
  events: readonly TaskEvent[],
): TaskEvent | undefined =>
  events
    .filter((event) => event.generation === generation && event.at >= query.from && event.at < query.before)
    .filter((event) => rules.some((rule) => applies(rule, query, event, events)))
    .reduce<TaskEvent | undefined>((newest, event) => {
      if (newest === undefined || event.at > newest.at) return event;
      return event.at.getTime() === newest.at.getTime() && event.eventId > newest.eventId ? event : newest;
    }, undefined);

async function eventsByKey(
  warehouse: Warehouse,
  keyHashes: readonly string[],
): Promise<Map<string, TaskEvent[]>> {
  const find = eventsFind({ key_hash: { in: keyHashes } });
  const { rows } = await warehouse.find(find);
  return Map.groupBy(eventsOf(await allRows(warehouse, find, rows[0])), keyHashOf);
}

/**
 * One page of the units that the rules list, newest first, each generation once over all pages: the events that may
 * list one in one request, then all events of these units in a second.
 */
export async function listUnits(
  warehouse: Warehouse,
  rules: readonly ListingRule[],
  query: UnitQuery,
): Promise<UnitPage> {
  const found = await warehouse.find(...rules.map((rule) => findOf(rule, query)));
  const nowMs = found.now.getTime();
  const all = new Map(found.rows.flat().map((row) => [`${row.event_id} ${row.at.getTime()}`, row]));
  const candidates = [...all.values()].sort(newestFirst);
  const page = candidates.slice(0, query.limit);
  const last = page.at(-1);
  if (last === undefined) return { nowMs, units: [] };
  const full = candidates.length > page.length || found.rows.some((rows) => rows.length >= query.limit);
  const next = full ? { at: last.at, eventId: last.event_id } : undefined;
  const byKey = await eventsByKey(warehouse, [...new Set(page.map((row) => row.key_hash))]);
  const units = page.flatMap((row): ListedUnit[] => {
    const events = byKey.get(row.key_hash) ?? [];
    const listing = listingEvent(rules, query, row.generation, events);
    if (listing?.eventId !== row.event_id || listing.at.getTime() !== row.at.getTime()) return [];
    const { key_hash: keyHash, job_id: jobId, entity_id: entityId, generation, at } = row;
    return [{ keyHash, jobId, entityId, generation, at, events }];
  });
  return { nowMs, units, next };
}
