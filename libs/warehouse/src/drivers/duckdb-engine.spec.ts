import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEngine, type OpenedStore, openStore } from './duckdb-engine';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'userport-engine-'));
  path = join(folder, 'deep', 'store.duckdb');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = async (): Promise<OpenedStore> => openStore(await loadEngine(), path);

const setting = async (store: OpenedStore, name: string): Promise<string> => {
  const connection = await store.connect();
  const rows = (await connection.runAndReadAll(`SELECT current_setting('${name}')`)).getRows();
  connection.closeSync();
  return String(rows[0]?.[0]);
};

describe('openStore', () => {
  it('makes the file and its folder', async () => {
    const store = await open();
    await expect(access(path)).resolves.toBeUndefined();
    store.close();
  });

  it('runs on one thread, within bounded memory, and fetches nothing from the network', async () => {
    const store = await open();
    expect(await setting(store, 'threads')).toBe('1');
    expect(await setting(store, 'memory_limit')).toBe('61.0 MiB');
    expect(await setting(store, 'temp_directory')).toBe(`${path}.tmp`);
    expect(await setting(store, 'autoinstall_known_extensions')).toBe('false');
    store.close();
  });

  it('gives one word to all who share an opening, and another to the next one', async () => {
    const [first, second] = [await open(), await open()];
    first.close();
    const third = await open();
    expect([second.incarnation, third.incarnation]).toEqual([first.incarnation, first.incarnation]);
    second.close();
    third.close();
    const next = await open();
    expect(next.incarnation).not.toBe(first.incarnation);
    expect(next.incarnation).toMatch(/^[0-9a-f]{32}$/);
    next.close();
  });

  it('works in the file, not in the memory of the instance', async () => {
    const store = await open();
    const connection = await store.connect();
    expect((await connection.runAndReadAll('SELECT current_database()')).getRows()).toEqual([['store']]);
    connection.closeSync();
    store.close();
  });

  it('refuses a path where no file can be', async () => {
    await expect(openStore(await loadEngine(), folder)).rejects.toMatchObject({
      code: 'warehouse_unopenable',
    });
    const file = join(folder, 'notes.txt');
    await writeFile(file, 'notes');
    await expect(openStore(await loadEngine(), join(file, 'store.duckdb'))).rejects.toMatchObject({
      name: 'TerminalError',
      code: 'warehouse_unopenable',
    });
  });
});
