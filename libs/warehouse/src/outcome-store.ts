import { type EntityKey, keyHashOf, type ResultKind, sha256Base32 } from '@userport/contracts';
import { allRows } from './all-rows';
import type { RowOf } from './tables';
import type { Find, Warehouse } from './warehouse';

type BodyRow = RowOf<'enrichment_callbacks'>;

/** A stored body without its bytes. */
export interface BodyHead {
  /** Random word of the delivery that stored it. */
  readonly token: string;
  readonly kind: ResultKind;
  /** Place in the result, from 1. */
  readonly position: number;
  readonly total: number;
  readonly sha256: string;
  readonly once: boolean;
  readonly fingerprint: string;
}

/** A callback body as it is stored and sent. */
export interface StoredBody extends BodyHead {
  readonly bytes: Uint8Array;
}

/** The bodies of results. */
export interface OutcomeStore {
  append(key: EntityKey, generation: number, bodies: readonly StoredBody[]): Promise<void>;
  /**
   * The bodies of one settler at the given positions, in order of position. One that is missing, or whose bytes are
   * not those that were stored, is left out: who asked for it must treat that as a fault of storage.
   */
  read(
    key: EntityKey,
    generation: number,
    token: string,
    positions: readonly number[],
  ): Promise<StoredBody[]>;
}

/** Heads of one request; what is more comes in further ones. */
const MOST_HEADS = 10_000;

const headOf = (row: BodyRow): BodyHead => ({
  token: row.token,
  kind: row.kind as ResultKind,
  position: row.position,
  total: row.total,
  sha256: row.sha256,
  once: row.once,
  fingerprint: row.fingerprint,
});

/** What a head is made of; what the caller named need not be read again. */
const HEAD_COLUMNS = ['token', 'kind', 'position', 'total', 'sha256', 'once', 'fingerprint'] as const;

/** The find of all heads of a generation, losers' included. */
export const headsFind = (key: EntityKey, generation: number): Find<'enrichment_callbacks'> => ({
  table: 'enrichment_callbacks',
  where: { key_hash: keyHashOf(key), generation },
  columns: HEAD_COLUMNS,
  orderBy: [{ column: 'token' }, { column: 'position' }, { column: 'sha256' }],
  limit: MOST_HEADS,
});

/** The heads of rows, one for each place of each settler. */
export const headsOf = (rows: readonly BodyRow[]): BodyHead[] => {
  const heads = new Map<string, BodyHead>();
  for (const row of rows) {
    const place = `${row.token} ${row.position}`;
    if (!heads.has(place)) heads.set(place, headOf(row));
  }
  return [...heads.values()];
};

/** Opens the store of results. `now` is the wall clock, ms since 1970. */
export function openOutcomeStore(
  warehouse: Warehouse,
  { now }: { readonly now: () => number },
): OutcomeStore {
  return {
    append(key, generation, bodies) {
      const stored_at = new Date(now());
      const unit = {
        key_hash: keyHashOf(key),
        job_id: key.jobId,
        entity_id: key.entityId,
        generation,
        stored_at,
      };
      return warehouse.append(
        'enrichment_callbacks',
        bodies.map(({ bytes, token, kind, position, total, sha256, once, fingerprint }) => {
          return { ...unit, token, kind, position, total, body: bytes, sha256, once, fingerprint };
        }),
      );
    },
    async read(key, generation, token, positions) {
      if (positions.length === 0) return [];
      const find: Find<'enrichment_callbacks'> = {
        table: 'enrichment_callbacks',
        where: { key_hash: keyHashOf(key), generation, token, position: { in: positions } },
        columns: [...HEAD_COLUMNS, 'body'],
        orderBy: [{ column: 'position' }, { column: 'sha256' }],
        // One more than there should be, so that a doubled append does not push the last body out.
        limit: positions.length + 1,
      };
      const { rows } = await warehouse.find(find);
      const all = await allRows(warehouse, find, rows[0]);
      const whole = all.filter((row) => sha256Base32(row.body) === row.sha256);
      const byPosition = new Map(
        whole.toReversed().map((row) => [row.position, { ...headOf(row), bytes: row.body }]),
      );
      return [...byPosition.values()].sort((a, b) => a.position - b.position);
    },
  };
}
