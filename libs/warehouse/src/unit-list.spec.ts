import { type EventKind, type JsonObject, taskEvent, type TaskEvent } from '@userport/contracts';
import { rowOfEvent } from './event-rows';
import { openMemoryWarehouse } from './testing';
import { FAILING, listUnits, STALLED, type UnitQuery } from './unit-list';

const HOUR = 3_600_000;
const start = Date.UTC(2026, 2, 1);

interface Happened {
  readonly entity: string;
  readonly kind: EventKind;
  /** Hours after the start. */
  readonly hour: number;
  readonly generation?: number;
  readonly round?: number;
  readonly position?: number;
  readonly task?: string;
  readonly detail?: JsonObject;
}

const eventOf = ({ entity, hour, task = 'custom_column', generation = 1, ...rest }: Happened): TaskEvent =>
  taskEvent({
    jobId: 'job-1',
    entityId: entity,
    taskName: task,
    generation,
    at: new Date(start + hour * HOUR),
    ...rest,
  });

const query = (more: Partial<UnitQuery> = {}): UnitQuery => ({
  from: new Date(start),
  before: new Date(start + 100 * HOUR),
  overdueBefore: new Date(start + 50 * HOUR),
  limit: 100,
  ...more,
});

const setUp = async (happened: readonly Happened[]) => {
  const warehouse = openMemoryWarehouse({ now: () => start });
  await warehouse.append('task_events', happened.map(eventOf).map(rowOfEvent));
  const list = async (rules: typeof FAILING, more: Partial<UnitQuery> = {}) => {
    const { units } = await listUnits(warehouse, rules, query(more));
    return units
      .map(({ entityId, generation }) => `${entityId}${generation > 1 ? `/${generation}` : ''}`)
      .join();
  };
  return { warehouse, list };
};

describe('FAILING', () => {
  it('lists what was parked, quarantined, rejected or not taken, newest first', async () => {
    const { list } = await setUp([
      { entity: 'parked', kind: 'parked', hour: 1 },
      { entity: 'quarantined', kind: 'quarantined', hour: 2 },
      { entity: 'rejected', kind: 'rejected', hour: 3 },
      { entity: 'ignored', kind: 'not_taken', hour: 4, position: 1 },
      { entity: 'claimed', kind: 'claimed', hour: 5 },
    ]);
    expect(await list(FAILING)).toBe('ignored,rejected,quarantined,parked');
  });

  it('lists failures and cancels although they were delivered, and no delivered success', async () => {
    const { list } = await setUp(
      ['success', 'failure', 'cancelled'].flatMap((kind, hour): Happened[] => [
        { entity: kind, kind: 'settled', hour, detail: { kind } },
        { entity: kind, kind: 'delivered', hour, round: 1 },
      ]),
    );
    expect(await list(FAILING)).toBe('cancelled,failure');
  });

  it('lists what is stuck as well', async () => {
    const { list } = await setUp([
      { entity: 'stuck', kind: 'settled', hour: 1, detail: { kind: 'success' } },
    ]);
    expect(await list(FAILING)).toBe('stuck');
  });
});

describe('STALLED', () => {
  const settled: Happened = { entity: 'e', kind: 'settled', hour: 1, detail: { kind: 'success' } };

  it('lists a result that was not delivered for too long', async () => {
    expect(await (await setUp([settled])).list(STALLED)).toBe('e');
    expect(await (await setUp([{ ...settled, hour: 50 }])).list(STALLED)).toBe('');
  });

  it.each(['delivered', 'parked', 'not_taken', 'forgotten'] as const)(
    'leaves out a result that was %s',
    async (kind) => {
      const { list } = await setUp([settled, { entity: 'e', kind, hour: 2, round: 1 }]);
      expect(await list(STALLED)).toBe('');
    },
  );

  it('judges each life on its own', async () => {
    const { list } = await setUp([
      settled,
      { entity: 'e', kind: 'delivered', hour: 2, round: 1 },
      { ...settled, hour: 3, generation: 2 },
    ]);
    expect(await list(STALLED)).toBe('e/2');
  });

  it('lists a request that never came to a result', async () => {
    const { list } = await setUp([
      { entity: 'lost', kind: 'requested', hour: 1 },
      { entity: 'waiting', kind: 'requested', hour: 60 },
      { entity: 'done', kind: 'requested', hour: 2 },
      { entity: 'done', kind: 'settled', hour: 51, detail: { kind: 'success' } },
      { entity: 'crashed', kind: 'requested', hour: 3 },
      { entity: 'crashed', kind: 'quarantined', hour: 4 },
      { entity: 'forgotten', kind: 'requested', hour: 5 },
      { entity: 'forgotten', kind: 'forgotten', hour: 51 },
    ]);
    expect(await list(STALLED)).toBe('lost');
  });

  it('lists a redelivery that did not end, by its round', async () => {
    const { list } = await setUp([
      settled,
      { entity: 'e', kind: 'delivered', hour: 2, round: 1 },
      { entity: 'e', kind: 'redeliver_requested', hour: 3, round: 2 },
      { ...settled, entity: 'f' },
      { entity: 'f', kind: 'redeliver_requested', hour: 3, round: 2 },
      { entity: 'f', kind: 'delivered', hour: 4, round: 2 },
    ]);
    expect(await list(STALLED)).toBe('e');
  });
});

describe('listUnits', () => {
  it('keeps to the window and to the task', async () => {
    const { list } = await setUp([
      { entity: 'early', kind: 'parked', hour: 1 },
      { entity: 'inside', kind: 'parked', hour: 2 },
      { entity: 'other', kind: 'parked', hour: 2, task: 'apollo_leads' },
      { entity: 'late', kind: 'parked', hour: 3 },
    ]);
    const window = { from: new Date(start + 2 * HOUR), before: new Date(start + 3 * HOUR) };
    expect((await list(FAILING, window)).split(',').sort()).toEqual(['inside', 'other']);
    expect(await list(FAILING, { ...window, taskName: 'custom_column' })).toBe('inside');
  });

  it('lists a life once, by its newest event inside the window', async () => {
    const { list } = await setUp([
      { entity: 'e', kind: 'settled', hour: 1, detail: { kind: 'failure' } },
      { entity: 'f', kind: 'parked', hour: 2 },
      { entity: 'e', kind: 'parked', hour: 3, round: 1 },
      { entity: 'e', kind: 'parked', hour: 4, generation: 2, round: 1 },
    ]);
    expect(await list(FAILING)).toBe('e/2,e,f');
    expect(await list(FAILING, { before: new Date(start + 3 * HOUR) })).toBe('f,e');
  });

  it('gives each unit all its events, doubled ones once, in two requests', async () => {
    const { warehouse } = await setUp([
      { entity: 'e', kind: 'requested', hour: 0 },
      { entity: 'e', kind: 'parked', hour: 1 },
      { entity: 'e', kind: 'parked', hour: 1 },
      { entity: 'e', kind: 'requested', hour: 2, generation: 2 },
    ]);
    const find = jest.spyOn(warehouse, 'find');
    const { units, nowMs } = await listUnits(warehouse, FAILING, query({ overdueBefore: new Date(0) }));
    expect(find).toHaveBeenCalledTimes(2);
    expect(nowMs).toBe(start);
    expect(units).toMatchObject([
      { jobId: 'job-1', entityId: 'e', generation: 1, at: new Date(start + HOUR) },
    ]);
    expect(units[0]?.events.map(({ kind }) => kind).sort()).toEqual(['parked', 'requested', 'requested']);
  });

  it('pages through all of them, each once, and says where the next page begins', async () => {
    const { warehouse } = await setUp(
      Array.from({ length: 12 }, (_, index): Happened[] => [
        { entity: `e${index}`, kind: 'settled', hour: index, detail: { kind: 'failure' } },
        { entity: `e${index}`, kind: 'parked', hour: index % 3, round: 1 },
        { entity: `e${index}`, kind: 'rejected', hour: 12 - index },
      ]).flat(),
    );
    const seen: string[] = [];
    let after: UnitQuery['after'];
    let pages = 0;
    do {
      const page = await listUnits(warehouse, FAILING, query({ limit: 5, after }));
      seen.push(...page.units.map(({ entityId }) => entityId));
      after = page.next;
      pages += 1;
    } while (after !== undefined);
    expect(seen.toSorted()).toEqual(Array.from({ length: 12 }, (_, index) => `e${index}`).toSorted());
    expect(pages).toBe(8);
  });

  it('has no next page when nothing is listed', async () => {
    const { warehouse } = await setUp([]);
    expect(await listUnits(warehouse, FAILING, query())).toEqual({ nowMs: start, units: [] });
  });
});
