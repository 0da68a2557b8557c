import { type EntityKey, type EventKind, keyHashOf } from '@userport/contracts';
import { allRows } from './all-rows';
import { eventsFind, eventsOf } from './event-rows';
import { type Expiry, expiryDaysOf } from './expiry';
import { openRemoveFrom, type Removal } from './remove-from';
import type { TableName } from './tables';
import type { Warehouse } from './warehouse';

export type { Removal } from './remove-from';

/** Forgotten jobs, and the payloads that they were asked for with. */
export interface JobsToRemove {
  readonly keys: readonly EntityKey[];
  readonly payloadHashes: readonly string[];
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

/** Opens the store. `now` is the wall clock, ms since 1970. */
export function openForgetStore(
  warehouse: Pick<Warehouse, 'find' | 'remove'>,
  { now, ...expiry }: Expiry & { readonly now: () => number },
): ForgetStore {
  const removeFrom = openRemoveFrom(warehouse, { now, ...expiry });

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
      return new Set(
        live.flatMap(({ detail: { payload_hash: hash } }) => (typeof hash === 'string' ? [hash] : [])),
      );
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
