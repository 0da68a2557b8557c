import { type EntityKey, keyHashOf } from '@userport/contracts';
import { allRows } from './all-rows';
import type { RawMaterial } from './step-store';
import type { Find, Warehouse } from './warehouse';

/** Raw material that jobs kept for people. */
export interface MaterialStore {
  /** Of one generation of a unit of work, by step, each once. */
  of(key: EntityKey, generation: number): Promise<readonly RawMaterial[]>;
}

/** Rows of one request; what is more comes in further ones. */
const MOST_ROWS = 10_000;

/** Opens the store of raw material for reading. */
export const openMaterialStore = (warehouse: Warehouse): MaterialStore => ({
  async of(key, generation) {
    const find: Find<'enrichment_raw_data'> = {
      table: 'enrichment_raw_data',
      where: { key_hash: keyHashOf(key), generation, kind: 'raw' },
      orderBy: [{ column: 'step' }, { column: 'content_hash' }],
      limit: MOST_ROWS,
    };
    const { rows } = await warehouse.find(find);
    const all = await allRows(warehouse, find, rows[0]);
    // A delivery that did a step once more has kept the same material again.
    const distinct = new Map(all.map((row) => [`${row.content_hash} ${row.step}`, row]));
    return [...distinct.values()].map(({ step, source, raw, processed }) => ({
      step,
      source: source ?? '',
      raw,
      processed,
    }));
  },
});
