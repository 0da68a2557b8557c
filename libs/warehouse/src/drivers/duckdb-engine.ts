import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { TerminalError } from '@userport/errors';
import { openingError } from './duckdb-errors';
import type { Engine } from './duckdb-values';

/** The path of a store that lives in memory alone. */
export const MEMORY = ':memory:';

/** One thread: insert p50 1.4 ms against 2.3 ms with the default. No parts of the engine are fetched from the network. */
const ENGINE_OPTIONS = {
  threads: '1',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

/**
 * What the engine may keep of a file in memory; it would keep all of a small one. It was enough to append and read
 * 600 MB of bodies, and payloads of 32 MB. What does not fit is written beside the file. What it has freed goes back to
 * the system early: with its own thresholds (128 and 512 MB) a process keeps 60 MB more (measured).
 */
const fileOptions = (path: string) => ({
  ...ENGINE_OPTIONS,
  memory_limit: '64MB',
  allocator_flush_threshold: '8MB',
  allocator_bulk_deallocation_flush_threshold: '4MB',
  temp_directory: `${path}.tmp`,
});

/** Rows that a checkpoint rewrites together: the smallest that the engine allows, so that appends stay cheap. */
const ROW_GROUP_SIZE = 2048;

/** They rewrite small queries into larger ones; without them a point read takes a third to a half less (measured). */
const NEEDLESS_OPTIMIZERS = 'late_materialization,compressed_materialization,top_n';

/**
 * Loads the engine.
 * @throws TerminalError `configuration` where the package is not installed
 */
export async function loadEngine(): Promise<Engine> {
  try {
    return await import('@duckdb/node-api');
  } catch (cause) {
    throw new TerminalError(
      'DUCKDB_PATH is set, but the package @duckdb/node-api cannot be loaded here; it is left out of deployed bundles. Set BIGQUERY_DATASET instead, or install the package.',
      { cause, code: 'configuration' },
    );
  }
}

/** An open store: connections to it, and the random word of this opening. */
export interface OpenedStore {
  connect(): Promise<DuckDBConnection>;
  /**
   * It lives in the instance's own memory: exactly as long as the file's lock, and the same for all who share it. What
   * was written under another word was written by a process that is gone.
   */
  readonly incarnation: string;
  /** Gives the file free, once the connections are closed and nobody else in this process has it open. */
  close(): void;
}

async function incarnationOf(connection: DuckDBConnection): Promise<string> {
  const word = randomBytes(16).toString('hex');
  await connection.run(`CREATE TABLE IF NOT EXISTS memory.main.incarnation AS SELECT '${word}' AS word`);
  const rows = (await connection.runAndReadAll('SELECT word FROM memory.main.incarnation')).getRows();
  return String(rows[0]?.[0]);
}

/** Attaches the file, made together with its folder if it is not there. The option has no place elsewhere. */
async function attach(connection: DuckDBConnection, path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = path.replaceAll("'", "''");
    await connection.run(`ATTACH IF NOT EXISTS '${file}' AS store (ROW_GROUP_SIZE ${ROW_GROUP_SIZE})`);
  } catch (cause) {
    throw openingError(cause, path);
  }
}

/**
 * Opens a file, or a store in memory. Openings of one file in one process share an instance of the engine: two would
 * not see each other's locks and would destroy the file.
 * @throws TerminalError `warehouse_locked`, `warehouse_unopenable`
 */
export async function openStore(engine: Engine, path: string): Promise<OpenedStore> {
  const inMemory = path === MEMORY;
  const instance: DuckDBInstance = inMemory
    ? await engine.DuckDBInstance.create(MEMORY, ENGINE_OPTIONS)
    : await engine.DuckDBInstance.fromCache(`${MEMORY}${path}`, fileOptions(path));
  const first = await instance.connect();
  try {
    if (!inMemory) await attach(first, path);
    const incarnation = await incarnationOf(first);
    return {
      incarnation,
      async connect() {
        const connection = await instance.connect();
        if (!inMemory) await connection.run('USE store');
        await connection.run(`SET disabled_optimizers = '${NEEDLESS_OPTIMIZERS}'`);
        return connection;
      },
      close: () => instance.closeSync(),
    };
  } catch (error) {
    instance.closeSync();
    throw error;
  } finally {
    first.closeSync();
  }
}
