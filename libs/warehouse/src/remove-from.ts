import { RetryableError } from '@userport/errors';
import { type Expiry, expiryDaysOf } from './expiry';
import type { TableName } from './tables';
import type { AnyFind, Find, Warehouse } from './warehouse';

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

const DAY_MS = 24 * 60 * 60 * 1000;
/** Rows that are counted; more are said to be this many. */
const MOST_COUNTED = 10_000;

/** Which rows of a table are to go, and when they were written. */
export interface Place<T extends TableName> {
  readonly table: T;
  readonly where: Find<T>['where'];
  readonly time: 'stored_at' | 'at';
}

/** How long an engine keeps rows that it takes later; undefined for any other trouble. */
const laterMs = (error: unknown): number | undefined =>
  error instanceof RetryableError && error.code === 'streaming_buffer'
    ? (error.retryAfterMs ?? 0)
    : undefined;

/** Removes rows as far as the engine takes it. Repeated, it removes the rest. */
export type RemoveFrom = <T extends TableName>(place: Place<T>) => Promise<Removal>;

/** Opens the removal. `now` is the wall clock, ms since 1970. */
export function openRemoveFrom(
  warehouse: Pick<Warehouse, 'find' | 'remove'>,
  { now, ...expiry }: Expiry & { readonly now: () => number },
): RemoveFrom {
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

  return async <T extends TableName>(place: Place<T>): Promise<Removal> => {
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
}
