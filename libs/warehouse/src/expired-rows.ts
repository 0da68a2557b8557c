import { type Expiry, expiryDaysOf } from './expiry';
import type { Warehouse } from './warehouse';

/** Rows whose time is over, on an engine that does not let them go by itself. */
export interface ExpiredRows {
  /**
   * Removes some of them, the oldest first, at most once an hour; answers how many. Where partitions expire by
   * themselves there is nothing to find.
   */
  remove(): Promise<number>;
}

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** A part of a payload is up to 4 MiB, kept in 1,000 pieces: so many leave in about a second. */
const MOST_PARTS = 50;
const MOST_MATERIAL = 1_000;

/** Opens the clean-up of requests and raw material. `now` is the wall clock, ms since 1970. */
export function openExpiredRows(
  warehouse: Pick<Warehouse, 'find' | 'remove'>,
  { now, ...expiry }: Expiry & { readonly now: () => number },
): ExpiredRows {
  let removedMs = -Infinity;
  const expired = (table: 'task_payloads' | 'enrichment_raw_data') => ({
    before: new Date(now() - (expiryDaysOf(table, expiry) ?? Infinity) * DAY_MS),
  });
  return {
    async remove() {
      if (now() - removedMs < HOUR_MS) return 0;
      removedMs = now();
      const [parts, material] = [expired('task_payloads'), expired('enrichment_raw_data')];
      const { rows } = await warehouse.find(
        {
          table: 'task_payloads',
          where: { stored_at: parts },
          columns: ['payload_hash'],
          orderBy: [{ column: 'stored_at' }],
          limit: MOST_PARTS,
        },
        {
          table: 'enrichment_raw_data',
          where: { stored_at: material },
          columns: ['key_hash'],
          orderBy: [{ column: 'stored_at' }],
          limit: MOST_MATERIAL,
        },
      );
      const hashes = [...new Set(rows[0].map((row) => row.payload_hash))];
      const keys = [...new Set(rows[1].map((row) => row.key_hash))];
      const removed = await Promise.all([
        hashes.length === 0
          ? 0
          : warehouse.remove('task_payloads', { payload_hash: { in: hashes }, stored_at: parts }),
        keys.length === 0
          ? 0
          : warehouse.remove('enrichment_raw_data', { key_hash: { in: keys }, stored_at: material }),
      ]);
      return removed.reduce<number>((sum, count) => sum + (count ?? 0), 0);
    },
  };
}
