import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventRow, eventsOf, fresh, MOMENT } from '../suite/sample-rows';
import type { Warehouse } from '../warehouse';
import { describeWarehouse } from '../warehouse.suite';
import { openDuckdb } from './duckdb';

const folders: string[] = [];

const freshFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'userport-duckdb-'));
  folders.push(folder);
  return folder;
};

const freshFile = async (): Promise<string> =>
  join(await freshFolder(), 'made', "on demand, even if it's odd", 'a.duckdb');

const open = async (path: string): Promise<Warehouse> => {
  const warehouse = await openDuckdb({ path });
  await warehouse.ensureTables();
  return warehouse;
};

afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

describeWarehouse('DuckDB in memory', () => openDuckdb({ path: ':memory:' }));
describeWarehouse('DuckDB in a file', async () => openDuckdb({ path: await freshFile() }));

describe('openDuckdb', () => {
  it('finds everything again when the file is opened the next time', async () => {
    const path = await freshFile();
    const first = await open(path);
    const row = eventRow({ key_hash: 'key', detail: { text: 'x'.repeat(50_000) } });
    await first.append('task_events', [row]);
    const { at } = await first.putIfAbsent('name', 'token', { kind: 'claim' });
    await first.close();
    const second = await open(path);
    expect((await second.find(eventsOf('key'))).rows[0]).toEqual([row]);
    expect(await second.holderOf('name')).toMatchObject({ token: 'token', labels: { kind: 'claim' }, at });
    await second.close();
  });

  it('proves by opening the file that earlier holders are gone, and only those', async () => {
    const path = await freshFile();
    const first = await open(path);
    await first.putIfAbsent('early', 'token', {});
    expect((await first.holderOf('early'))?.holderGone).toBe(false);
    await first.close();
    const second = await open(path);
    await second.putIfAbsent('late', 'token', {});
    expect((await second.holderOf('early'))?.holderGone).toBe(true);
    expect((await second.putIfAbsent('early', 'other', {})).holderGone).toBe(true);
    expect((await second.holderOf('late'))?.holderGone).toBe(false);
    await second.close();
  });

  it('shares one file between openings in one process', async () => {
    const path = await freshFile();
    const [first, second] = [await open(path), await open(path)];
    await first.putIfAbsent('name', 'token', {});
    await first.append('task_events', [eventRow({ key_hash: 'key' })]);
    expect(await second.putIfAbsent('name', 'other', {})).toMatchObject({ won: false, holderGone: false });
    await first.close();
    expect((await second.find(eventsOf('key'))).rows[0]).toHaveLength(1);
    await second.close();
  });

  it('keeps stores in memory apart', async () => {
    const [first, second] = [await open(':memory:'), await open(':memory:')];
    await first.putIfAbsent('name', 'token', {});
    expect(await second.holderOf('name')).toBeUndefined();
    await Promise.all([first.close(), second.close()]);
  });

  it('tells its own time even when the clock of the machine is set', async () => {
    const warehouse = await open(':memory:');
    const { at } = await warehouse.putIfAbsent('name', 'token', {});
    const jump = jest.spyOn(Date, 'now').mockReturnValue(at.getTime() + 3_600_000);
    const { now } = await warehouse.find(eventsOf('none'));
    jump.mockRestore();
    expect(now.getTime() - at.getTime()).toBeLessThan(60_000);
    expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(60_000);
    await warehouse.close();
  });

  it('keeps JSON that UTF-8 cannot say, and searches on past it', async () => {
    const warehouse = await open(':memory:');
    const key_hash = fresh('key');
    const odd = eventRow({ key_hash, event_id: 'e1', detail: { kind: 'failure', half: '\uD800' } });
    const plain = eventRow({ key_hash, event_id: 'e2', detail: { kind: 'failure' } });
    await warehouse.append('task_events', [odd, plain]);
    expect((await warehouse.find(eventsOf(key_hash))).rows[0]).toEqual([odd, plain]);
    const found = await warehouse.find(eventsOf(key_hash, { fields: { detail: { kind: 'failure' } } }));
    expect(found.rows[0]).toEqual([plain]);
    await warehouse.close();
  });

  it('removes what long values hold together with their rows', async () => {
    const path = await freshFile();
    const warehouse = await open(path);
    const row = {
      vendor: 'apollo',
      scope: 'shared',
      answer: { text: 'x'.repeat(100_000) },
      stored_at: MOMENT,
    };
    await warehouse.append('api_request_cache', [
      { ...row, cache_key: 'gone' },
      { ...row, cache_key: 'kept' },
    ]);
    expect(await warehouse.remove('api_request_cache', { cache_key: 'gone' })).toBe(1);
    const { rows } = await warehouse.find({ table: 'api_request_cache', where: {}, limit: 9 });
    expect(rows[0]).toEqual([{ ...row, cache_key: 'kept' }]);
    await warehouse.close();
  });

  it('says that the tables are missing when nobody made them', async () => {
    const warehouse = await openDuckdb({ path: ':memory:' });
    await expect(warehouse.find(eventsOf('key'))).rejects.toMatchObject({
      name: 'TerminalError',
      code: 'tables_missing',
    });
    await warehouse.ensureTables();
    expect((await warehouse.find(eventsOf('key'))).rows[0]).toEqual([]);
    await warehouse.close();
  });

  it('lets what was asked for before the close finish', async () => {
    const path = await freshFile();
    const warehouse = await open(path);
    const appends = Array.from({ length: 20 }, () =>
      warehouse.append('task_events', [eventRow({ key_hash: 'key' })]),
    );
    await Promise.all([warehouse.close(), ...appends]);
    const again = await open(path);
    expect((await again.find(eventsOf('key'))).rows[0]).toHaveLength(20);
    await again.close();
  });

  it('refuses a file that another engine wrote, and says what to do', async () => {
    const path = join(await freshFolder(), 'notes.txt');
    await writeFile(path, 'These are notes and no database, however long one looks at them.');
    await expect(openDuckdb({ path })).rejects.toMatchObject({
      name: 'TerminalError',
      code: 'warehouse_unopenable',
      message: expect.stringContaining(path) as string,
    });
  });
});

const HOLD = `
  const { DuckDBInstance } = require('@duckdb/node-api');
  DuckDBInstance.create(process.argv[1]).then((instance) => {
    console.log('open');
    process.stdin.on('end', () => instance.closeSync()).resume();
  });`;

const holders: ChildProcess[] = [];

const startHolder = async (path: string): Promise<ChildProcess> => {
  const holder = spawn(process.execPath, ['-e', HOLD, path], { stdio: ['pipe', 'pipe', 'inherit'] });
  holders.push(holder);
  await once(holder.stdout, 'data');
  return holder;
};

describe('a file that another process has open', () => {
  afterEach(() => holders.forEach((holder) => holder.kill('SIGKILL')));

  it('is refused, naming the file, the process and what to do', async () => {
    const path = join(await freshFolder(), 'a.duckdb');
    const holder = await startHolder(path);
    await expect(openDuckdb({ path })).rejects.toMatchObject({
      name: 'TerminalError',
      code: 'warehouse_locked',
      message: `Another process (PID ${holder.pid}) has the DuckDB file ${path} open, and it takes one process at a time. Stop that process, or set DUCKDB_PATH to another file.`,
    });
    holder.stdin?.end();
    await once(holder, 'exit');
    await (await open(path)).close();
  });

  it('is free again when that process was killed', async () => {
    const path = join(await freshFolder(), 'a.duckdb');
    const holder = await startHolder(path);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    await (await open(path)).close();
  });
});
