import { existsSync } from 'node:fs';
import { loadConfig, type Section } from '@userport/config';

/** Where the demo keeps its jobs. */
export const DEMO_STORE = '.local/demo/store.duckdb';

/**
 * The configuration of the store that a command works on: the file that was named, the deployment's, or the demo's.
 * @throws Error when there is no such file
 */
export function namedStore(file: string | undefined): Section<'warehouse'> {
  const { warehouse } = loadConfig(['warehouse']);
  if (file === undefined && warehouse.BIGQUERY_DATASET !== undefined) return warehouse;
  const path = file ?? warehouse.DUCKDB_PATH ?? DEMO_STORE;
  if (!existsSync(path))
    throw new Error(`There is no store at ${path}. Run npm run demo, or name one with --store.`);
  const { BIGQUERY_DATASET: _dataset, ...others } = warehouse;
  return { ...others, DUCKDB_PATH: path };
}
