import { type EntityKey, type EventKind, keyHashOf } from '@userport/contracts';
import { RetryableError } from '@userport/errors';
import { allRows } from './all-rows';
import { eventsFind, eventsOf } from './event-rows';
import { type Expiry, expiryDaysOf } from './expiry';
import type { TableName } from './tables';
import type { AnyFind, Find, Warehouse } from './warehouse';

/** Forgotten jobs, and the payloads that they were asked for with. */
export interface JobsToRemove {
  readonly keys: readonly EntityKey[];
  readonly payloadHashes: readonly string[];
}

/** What became of the rows of one table. */
export interface Removal {
  readonly table: TableName;
  /** Rows that went; null where the engine cannot tell. */
  readonly removed: number | null;
  /** Rows that are still there: the engine takes them later, or they came in the meantime. */
  readonly left: number;
  /** When removing once more takes them; undefined when nothing is left. */
  readonly againAt?: Date | undefined;
  /** When the last of them leaves by itself; undefined when it does not, or nothing is left. */
  readonly expiresAt?: Date | undefined;
}

/** Removes what jobs left behind, and nothing else. */
export interface ForgetStore {
  /** Of payload hashes, those under which a job that is not forgotten was asked for as well. */
  inUse(jobs: JobsToRemove): Promise<ReadonlySet<string>>;
  /**
   * Removes payloads, raw material and memos, results, and events that quote the receiver, as far as the engine takes
   * it; the events that say what happened, and the bill, stay. Idempotent: repeated, it removes the rest.
   */
  remove(jobs: JobsToRemove): Promise<readonly Removal[]>;
  /** The days after which rows of a table leave by themselves; undefined where they stay. */
  expiryDaysOf(table: TableName): number | undefined;
}

/** A receiver's own words may repeat what it was sent. */
const QUOTING: readonly EventKind[] = ['page_refused', 'parked', 'not_taken'];

const DAY_MS = 24 * 60 * 60 * 1000;
/** Rows that are counted; more are said to be this many. */
const MOST_COUNTED = 10_000;

/** Which rows of a table are to go, and when they were written. */
interface Place<T extends TableName> {
  readonly table: T;
  readonly where: Find<T>['where'];
  readonly time: 'stored_at' | 'at';
}

/** How long an engine keeps rows that it takes later; undefined for any other trouble. */
const laterMs = (error: unknown): number | undefined =>
  error instanceof RetryableError && error.code === 'streaming_buffer'
    ? (error.retryAfterMs ?? 0)
    : undefined;

/** Opens the store. `now` is the wall clock, ms since 1970. */
export function openForgetStore(
  warehouse: Pick<Warehouse, 'find' | 'remove'>,
  { now, ...expiry }: Expiry & { readonly now: () => number },
): ForgetStore {
  const before = <T extends TableName>({ where, time }: Place<T>, moment: number): Find<T>['where'] => ({
    ...where,
    [time]: { before: new Date(moment) },
  });

  /** Removes all, or what is old enough; answers for how long the engine keeps the others. */
  const removeSome = async <T extends TableName>(place: Place<T>) => {
    try {
      return { removed: await warehouse.remove(place.table, place.where), waitMs: 0 };
    } catch (error) {
      const waitMs = laterMs(error);
      if (waitMs === undefined) throw error;
      try {
        const old = before(place, now() - waitMs);
        return { removed: await warehouse.remove(place.table, old), waitMs };
      } catch (again) {
        if (laterMs(again) === undefined) throw again;
        return { removed: 0, waitMs };
      }
    }
  };

  const removeFrom = async <T extends TableName>(place: Place<T>): Promise<Removal> => {
    const { table, where, time } = place;
    const { removed, waitMs } = await removeSome(place);
    const find = { table, where, columns: [time], orderBy: [{ column: time, descending: true }] };
    const { rows } = await warehouse.find({ ...find, limit: MOST_COUNTED } as unknown as AnyFind);
    const newest = (rows[0]?.[0] as Readonly<Record<string, unknown>> | undefined)?.[time];
    if (!(newest instanceof Date)) return { table, removed, left: 0 };
    const days = expiryDaysOf(table, expiry);
    return {
      table,
      removed,
      left: rows[0]?.length ?? 0,
      againAt: new Date(Math.max(newest.getTime() + waitMs, now())),
      ...(days === undefined ? {} : { expiresAt: new Date(newest.getTime() + days * DAY_MS) }),
    };
  };

  const forgottenAmong = async (keyHashes: readonly string[]): Promise<ReadonlySet<string>> => {
    const find = eventsFind({ key_hash: { in: keyHashes }, kind: 'forgotten' });
    const { rows } = await warehouse.find(find);
    return new Set(eventsOf(await allRows(warehouse, find, rows[0])).map(keyHashOf));
  };

  return {
    expiryDaysOf: (table) => expiryDaysOf(table, expiry),
    async inUse({ keys, payloadHashes }) {
      if (payloadHashes.length === 0) return new Set();
      const own = new Set(keys.map(keyHashOf));
      const find = {
        ...eventsFind({ kind: 'requested' }),
        fields: { detail: { payload_hash: { in: payloadHashes } } },
      };
      const { rows } = await warehouse.find(find);
      const asked = eventsOf(await allRows(warehouse, find, rows[0]));
      const others = asked.filter((event) => !own.has(keyHashOf(event)));
      if (others.length === 0) return new Set();
      const forgotten = await forgottenAmong([...new Set(others.map(keyHashOf))]);
      const live = others.filter((event) => !forgotten.has(keyHashOf(event)));
      return new Set(live.map(({ detail }) => String(detail['payload_hash'])));
    },
    async remove({ keys, payloadHashes }) {
      const ofJobs = { key_hash: { in: keys.map(keyHashOf) } };
      const ofPayloads = { payload_hash: { in: payloadHashes } };
      return Promise.all([
        removeFrom({ table: 'task_payloads', where: ofPayloads, time: 'stored_at' }),
        removeFrom({ table: 'enrichment_raw_data', where: ofJobs, time: 'stored_at' }),
        removeFrom({ table: 'enrichment_callbacks', where: ofJobs, time: 'stored_at' }),
        removeFrom({ table: 'task_events', where: { ...ofJobs, kind: { in: QUOTING } }, time: 'at' }),
      ]);
    },
  };
}
