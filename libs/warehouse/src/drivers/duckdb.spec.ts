import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWarehouse } from '../warehouse.suite';
import { openDuckdb } from './duckdb';

const folders: string[] = [];

const freshFile = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'userport-duckdb-'));
  folders.push(folder);
  return join(folder, 'made', 'on', 'demand', 'store.duckdb');
};

afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

describeWarehouse('DuckDB in memory', () => openDuckdb({ path: ':memory:' }));
describeWarehouse('DuckDB in a file', async () => openDuckdb({ path: await freshFile() }));
