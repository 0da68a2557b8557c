import { loadEngine, openStore } from './duckdb-engine';
import { asOfOneMoment, inTransaction, type Lane, openLane, type Session } from './duckdb-lane';

let lane: Lane;
let other: Lane;
let closeStore: () => void;

beforeEach(async () => {
  const store = await openStore(await loadEngine(), ':memory:');
  lane = openLane(await store.connect());
  other = openLane(await store.connect());
  closeStore = () => store.close();
  await lane.alone('Making a table', (session) => session.run('CREATE TABLE numbers (n BIGINT)'));
});
afterEach(async () => {
  await lane.close();
  await other.close();
  closeStore();
});

const insert = (session: Session, n: number) =>
  session.run('INSERT INTO numbers VALUES ($1)', (statement) => statement.bindBigInt(1, BigInt(n)));

const count = async (session: Session): Promise<number> =>
  Number((await (await session.run('SELECT count(*) FROM numbers')).getRows())[0]?.[0]);

describe('openLane', () => {
  it('runs one piece of work at a time, in the order of asking', async () => {
    const steps: string[] = [];
    const work = (name: string) =>
      lane.alone(name, async (session) => {
        steps.push(`${name} begins`);
        await insert(session, 1);
        steps.push(`${name} ends`);
      });
    await Promise.all([work('first'), work('second')]);
    expect(steps).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });

  it('gives each run of one statement its own values', async () => {
    await Promise.all(
      Array.from({ length: 300 }, (_, n) => lane.alone('Inserting', (session) => insert(session, n))),
    );
    const sum = await lane.alone('Adding', async (session) =>
      (await session.run('SELECT sum(n)::BIGINT FROM numbers')).getRows(),
    );
    expect(sum).toEqual([[44_850n]]);
  });

  it('serves more statements than it keeps prepared', async () => {
    const answers = await Promise.all(
      Array.from({ length: 250 }, (_, n) =>
        lane.alone(
          'Selecting',
          async (session) => (await (await session.run(`SELECT ${n}`)).getRows())[0]?.[0],
        ),
      ),
    );
    expect(answers).toEqual(Array.from({ length: 250 }, (_, n) => n));
    expect(await lane.alone('Selecting', async (session) => (await session.run('SELECT 0')).rowCount)).toBe(
      1,
    );
  });

  it('says what was being done when the engine refused, and goes on', async () => {
    await expect(
      lane.alone('Finding rows', (session) => session.run('SELECT nothing')),
    ).rejects.toMatchObject({
      name: 'TerminalError',
      code: 'warehouse_refused',
      message: expect.stringMatching(/^Finding rows: /) as string,
    });
    expect(await lane.alone('Counting', count)).toBe(0);
  });

  it('lets work finish that was asked for before the close, and refuses what comes after', async () => {
    const asked = lane.alone('Inserting', (session) => insert(session, 1));
    const closing = lane.close();
    await expect(lane.alone('Counting', count)).rejects.toMatchObject({ code: 'warehouse_closed' });
    await expect(asked).resolves.toBeDefined();
    await closing;
    await lane.close();
    expect(await other.alone('Counting', count)).toBe(1);
  });
});

describe('inTransaction', () => {
  it('stores all of it, or nothing', async () => {
    await lane.alone('Inserting', (session) =>
      inTransaction(session, async () => {
        await insert(session, 1);
        await insert(session, 2);
      }),
    );
    const broken = lane.alone('Inserting', (session) =>
      inTransaction(session, async () => {
        await insert(session, 3);
        await session.run('INSERT INTO numbers VALUES (1 / 0, 5)');
      }),
    );
    await expect(broken).rejects.toMatchObject({ code: 'warehouse_refused' });
    expect(await lane.alone('Counting', count)).toBe(2);
  });
});

describe('asOfOneMoment', () => {
  it('sees nothing of what is stored meanwhile', async () => {
    const seen = await lane.alone('Counting', (session) =>
      asOfOneMoment(session, async () => {
        const before = await count(session);
        await other.alone('Inserting', (others) => insert(others, 1));
        return [before, await count(session)];
      }),
    );
    expect(seen).toEqual([0, 0]);
    expect(await lane.alone('Counting', count)).toBe(1);
  });

  it('leaves no broken transaction behind', async () => {
    const broken = lane.alone('Reading', (session) =>
      asOfOneMoment(session, () => session.run('SELECT nothing')),
    );
    await expect(broken).rejects.toMatchObject({ code: 'warehouse_refused' });
    expect(await lane.alone('Counting', count)).toBe(0);
  });
});
