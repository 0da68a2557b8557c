import { canonicalJson, type EntityKey, keyHashOf, sha256Base32 } from '@userport/contracts';
import type { RowOf } from './tables';
import type { Find, Warehouse } from './warehouse';

/** The kept answer of a paid step. */
export interface StepMemo {
  readonly step: string;
  readonly inputHash: string;
  readonly contentHash: string;
  readonly answer: unknown;
}

/** Raw material of a step, kept for people. */
export interface RawMaterial {
  readonly step: string;
  readonly source: string;
  readonly raw: unknown;
  readonly processed?: unknown;
}

/** What the steps of a job left behind. */
export interface StepStore {
  appendMemo(key: EntityKey, generation: number, memo: StepMemo): Promise<void>;
  appendRaw(key: EntityKey, generation: number, material: RawMaterial): Promise<void>;
}

/** Memos of one request; what is more comes in further ones. */
const MOST_MEMOS = 10_000;

/** The find of all memos of a generation. */
export const memosFind = (key: EntityKey, generation: number): Find<'enrichment_raw_data'> => ({
  table: 'enrichment_raw_data',
  where: { key_hash: keyHashOf(key), generation, kind: 'step' },
  columns: ['step', 'input_hash', 'content_hash', 'processed'],
  orderBy: [{ column: 'step' }, { column: 'input_hash' }, { column: 'content_hash' }],
  limit: MOST_MEMOS,
});

/** The memos of rows in that order: of each step and input the one that every reader uses, that of the smallest hash. */
export const memosOf = (rows: readonly RowOf<'enrichment_raw_data'>[]): StepMemo[] => {
  const memos = new Map<string, StepMemo>();
  for (const { step, input_hash: inputHash, content_hash: contentHash, processed: answer } of rows) {
    const place = `${inputHash} ${step}`;
    if (!memos.has(place)) memos.set(place, { step, inputHash, contentHash, answer });
  }
  return [...memos.values()];
};

/** Opens the store of what steps leave behind. `now` is the wall clock, ms since 1970. */
export function openStepStore(warehouse: Warehouse, { now }: { readonly now: () => number }): StepStore {
  const unitOf = (key: EntityKey, generation: number) => ({
    key_hash: keyHashOf(key),
    job_id: key.jobId,
    entity_id: key.entityId,
    generation,
    stored_at: new Date(now()),
  });
  return {
    appendMemo: (key, generation, { step, inputHash, contentHash, answer }) =>
      warehouse.append('enrichment_raw_data', [
        {
          ...unitOf(key, generation),
          kind: 'step',
          step,
          input_hash: inputHash,
          content_hash: contentHash,
          source: null,
          raw: null,
          processed: answer,
        },
      ]),
    appendRaw: (key, generation, { step, source, raw, processed }) =>
      warehouse.append('enrichment_raw_data', [
        {
          ...unitOf(key, generation),
          kind: 'raw',
          step,
          input_hash: '',
          content_hash: sha256Base32(canonicalJson(raw ?? null)),
          source,
          raw,
          processed: processed ?? null,
        },
      ]),
  };
}
