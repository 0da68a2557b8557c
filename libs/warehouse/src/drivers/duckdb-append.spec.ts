import { bodyRow, eventRow } from '../suite/sample-rows';
import type { RowOf } from '../tables';
import { appendRows } from './duckdb-append';
import { type Engine, engineValues } from './duckdb-values';
import { loadEngine, openStore } from './duckdb-engine';
import { type Lane, openLane } from './duckdb-lane';
import { ensureTables } from './duckdb-tables';

let engine: Engine;
let lane: Lane;
let closeStore: () => void;

beforeEach(async () => {
  engine = await loadEngine();
  const store = await openStore(engine, ':memory:');
  lane = openLane(await store.connect());
  closeStore = () => store.close();
  await lane.alone('Making the tables', ensureTables);
});
afterEach(async () => {
  await lane.close();
  closeStore();
});

const append = (rows: readonly RowOf<'task_events'>[]) =>
  lane.alone('Appending', (session) =>
    appendRows(
      session,
      engine,
      'task_events',
      rows.map((row) => engineValues(engine, 'task_events', row)),
    ),
  );

const answer = (sql: string) =>
  lane.alone('Reading', async (session) =>
    (await (await session.run(sql)).getRows()).map((row) => row.join(' ')),
  );

const events = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    eventRow({ key_hash: 'key', event_id: `e${index}`, epoch: index }),
  );

describe('appendRows', () => {
  it.each([1, 2, 64, 65, 4321])('stores %i rows, each once', async (count) => {
    await append(events(count));
    expect(
      await answer('SELECT count(*), count(DISTINCT event_id), sum(epoch)::BIGINT FROM task_events'),
    ).toEqual([`${count} ${count} ${(count * (count - 1)) / 2}`]);
  });

  it('stores nothing of a batch that the engine refuses, and goes on', async () => {
    const rows = events(6).map((row, index) =>
      index === 5 ? { ...row, kind: null as unknown as string } : row,
    );
    await expect(append(rows)).rejects.toBeDefined();
    expect(await answer('SELECT count(*) FROM task_events')).toEqual(['0']);
    await append(events(6));
    expect(await answer('SELECT count(*) FROM task_events')).toEqual(['6']);
  });

  it('stores rows with long values all together, or none', async () => {
    const rows = [
      bodyRow({ key_hash: 'key', body: new Uint8Array(50_000), position: 1 }),
      { ...bodyRow({ key_hash: 'key', position: 2 }), kind: null as unknown as string },
    ];
    const stored = lane.alone('Appending', (session) =>
      appendRows(
        session,
        engine,
        'enrichment_callbacks',
        rows.map((row) => engineValues(engine, 'enrichment_callbacks', row)),
      ),
    );
    await expect(stored).rejects.toMatchObject({ code: 'warehouse_refused' });
    expect(await answer('SELECT count(*) FROM pieces')).toEqual(['0']);
    expect(await answer('SELECT count(*) FROM enrichment_callbacks')).toEqual(['0']);
  });
});
