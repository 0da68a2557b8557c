import type { Warehouse } from '../warehouse';
import { type Engine } from './duckdb-values';
import { loadEngine, openStore } from './duckdb-engine';
import { type Lane, openLane } from './duckdb-lane';
import { openNames } from './duckdb-names';
import { ensureTables } from './duckdb-tables';

type Names = Pick<Warehouse, 'putIfAbsent' | 'holderOf'>;

let engine: Engine;
let lanes: readonly [Lane, Lane];
let closeStore: () => void;
let nowMs: number;

const names = (incarnation = 'first', lane: Lane = lanes[1]): Names =>
  openNames({ engine, reader: lanes[0], writer: lane, incarnation, now: () => new Date(nowMs) });

beforeEach(async () => {
  nowMs = 1000;
  engine = await loadEngine();
  const store = await openStore(engine, ':memory:');
  lanes = [openLane(await store.connect()), openLane(await store.connect())];
  closeStore = () => store.close();
  await lanes[0].alone('Making the tables', ensureTables);
});
afterEach(async () => {
  await Promise.all(lanes.map((lane) => lane.close()));
  closeStore();
});

describe('openNames', () => {
  it('dates a name by the clock of the store when it was taken', async () => {
    await names().putIfAbsent('name', 'token', {});
    nowMs = 2000;
    expect((await names().putIfAbsent('name', 'other', {})).at).toEqual(new Date(1000));
  });

  it('knows whose holder is gone by the word of the opening', async () => {
    await names('first').putIfAbsent('name', 'token', {});
    expect((await names('first').holderOf('name'))?.holderGone).toBe(false);
    expect((await names('second').holderOf('name'))?.holderGone).toBe(true);
    expect(await names('second').putIfAbsent('name', 'token', {})).toMatchObject({
      won: true,
      holderGone: true,
    });
  });

  it('finds out who won when the answer to its own insert was lost', async () => {
    const [, writer] = lanes;
    const losing: Lane = {
      ...writer,
      alone: (operation, work) =>
        writer.alone(operation, (session) =>
          work({
            ...session,
            async run(sql, bind) {
              const result = await session.run(sql, bind);
              if (sql.startsWith('INSERT')) throw new Error('IO Error: The answer was lost.');
              return result;
            },
          }),
        ),
    };
    expect(await names('first', losing).putIfAbsent('name', 'token', {})).toMatchObject({
      won: true,
      token: 'token',
    });
  });

  it('says so when the insert failed and nobody holds the name', async () => {
    const [, writer] = lanes;
    const broken: Lane = {
      ...writer,
      alone: (operation, work) =>
        writer.alone(operation, (session) =>
          work({
            ...session,
            run: (sql, bind) =>
              sql.startsWith('INSERT')
                ? Promise.reject(new Error('IO Error: No space left.'))
                : session.run(sql, bind),
          }),
        ),
    };
    await expect(names('first', broken).putIfAbsent('name', 'token', {})).rejects.toMatchObject({
      name: 'RetryableError',
      code: 'warehouse_failed',
    });
  });
});
