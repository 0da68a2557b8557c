import { createHash } from 'node:crypto';
import { copyFile, rm } from 'node:fs/promises';
import { type EntityKey, keyHashOf, type ResultKind } from '@userport/contracts';
import { foldJob, type JobStatus, statusOf } from '@userport/runner';
import { openStores, openWarehouse, type Warehouse } from '@userport/warehouse';

/** A result as its file holds it. */
export interface StoredResult {
  readonly kind: ResultKind;
  readonly total: number;
  /** SHA-256 (hex) of the winner's bodies by position. */
  readonly bodies: ReadonlyMap<number, string>;
  /** Positions whose acceptance is written down, in any round. */
  readonly accepted: ReadonlySet<number>;
}

/** What the file holds of one generation of one unit of work. */
export interface StoredGeneration {
  readonly generation: number;
  readonly status: JobStatus;
  /** Tokens of all `settled` rows; more than one means two results. */
  readonly settledBy: readonly string[];
  readonly result: StoredResult | undefined;
  /** Kept answers of paid steps. */
  readonly memos: number;
}

/** A file that nobody has open any more, or a copy of one. */
export interface StoredFile {
  of(key: EntityKey): Promise<readonly StoredGeneration[]>;
  close(): Promise<void>;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const MOST_ROWS = 10_000;

/** Rows as they are, before any reader de-duplicates them. */
async function settledTokens(warehouse: Warehouse, key: EntityKey, generation: number): Promise<string[]> {
  const where = { key_hash: keyHashOf(key), kind: 'settled', generation };
  const { rows } = await warehouse.find({ table: 'task_events', where, limit: MOST_ROWS });
  return [...new Set(rows[0].map(({ token }) => token ?? ''))];
}

async function bodiesOf(
  warehouse: Warehouse,
  key: EntityKey,
  generation: number,
  token: string,
): Promise<Map<number, string>> {
  const where = { key_hash: keyHashOf(key), generation, token };
  const { rows } = await warehouse.find({ table: 'enrichment_callbacks', where, limit: MOST_ROWS });
  return new Map(rows[0].map(({ position, body }) => [position, sha256(body)]));
}

/** What a store holds of one unit of work, generation by generation. */
export async function readUnit(warehouse: Warehouse, key: EntityKey): Promise<StoredGeneration[]> {
  const stores = openStores(warehouse, { now: Date.now, randomId: () => '' });
  const { events, nowMs } = await stores.events.ofKey(key);
  const generations = foldJob(events).generations.map(async (state): Promise<StoredGeneration> => {
    const { generation, settled } = state;
    const settledBy = await settledTokens(warehouse, key, generation);
    const { memos } = await stores.jobs.lookup(key, generation);
    const accepted = new Set([...state.rounds.values()].flatMap((round) => [...round.accepted]));
    const result = settled && {
      kind: settled.kind,
      total: settled.total,
      bodies: await bodiesOf(warehouse, key, generation, settled.token),
      accepted,
    };
    return { generation, status: statusOf(state, nowMs), settledBy, result, memos: memos.length };
  });
  return Promise.all(generations);
}

/** Copies the file and its log as a dead process has left them. */
export async function copyStore(path: string, copy: string): Promise<void> {
  await rm(`${copy}.wal`, { force: true });
  await copyFile(path, copy);
  await copyFile(`${path}.wal`, `${copy}.wal`).catch(() => undefined);
}

/** Opens a file that no process has open. */
export async function openStored(path: string): Promise<StoredFile> {
  const warehouse = await openWarehouse({ DUCKDB_PATH: path, BIGQUERY_LOCATION: 'US' });
  return { of: (key) => readUnit(warehouse, key), close: () => warehouse.close() };
}
