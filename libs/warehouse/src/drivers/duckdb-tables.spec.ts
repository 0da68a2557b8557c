import { loadEngine, openStore } from './duckdb-engine';
import { type Lane, openLane } from './duckdb-lane';
import { ensureTables } from './duckdb-tables';

let lane: Lane;
let closeStore: () => void;

beforeEach(async () => {
  const store = await openStore(await loadEngine(), ':memory:');
  lane = openLane(await store.connect());
  closeStore = () => store.close();
});
afterEach(async () => {
  await lane.close();
  closeStore();
});

const ensure = () => lane.alone('Making the tables', ensureTables);

describe('ensureTables', () => {
  it('makes them, and finds them in order the second time', async () => {
    await ensure();
    await expect(ensure()).resolves.toBeUndefined();
  });

  it('refuses a file of another version, naming table and columns', async () => {
    await lane.alone('Making an old table', (session) =>
      session.run('CREATE TABLE task_payloads (payload_hash VARCHAR, part BIGINT)'),
    );
    await expect(ensure()).rejects.toMatchObject({
      name: 'TerminalError',
      code: 'tables_differ',
      message:
        'Table task_payloads of the DuckDB file has the columns payload_hash, part; this version needs payload_hash, part, parts, bytes, sha256, stored_at, apart. Move the file away or set DUCKDB_PATH to a new one.',
    });
  });
});
