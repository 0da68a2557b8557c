import { openSpentElsewhere } from './spent-elsewhere';
import { openMemoryWarehouse } from './testing';
import { usageRow } from './usage-rows';

const START_MS = 1_772_000_000_000;
const MINUTE_MS = 60_000;
const of = { jobId: 'job-1', entityId: 'column-1', generation: 1, taskName: 'custom_column' };
const planned = { vendor: 'gemini', operation: 'search', estimateUsd: 0.4 };

const rowOf = (usageId: string, state: 'reserved' | 'settled', costUsd: number | null, atMs = START_MS) =>
  usageRow(
    usageId,
    of,
    planned,
    { vendor: 'gemini', state, estimateUsd: 0.4, costUsd, units: {}, cached: false },
    new Date(atMs),
  );

const setUp = (fromMs?: number) => {
  const warehouse = openMemoryWarehouse({ now: () => 0 });
  const clock = { nowMs: START_MS };
  const elsewhere = openSpentElsewhere({
    warehouse,
    where: { job_id: 'job-1' },
    now: () => clock.nowMs,
    ...(fromMs === undefined ? {} : { fromMs }),
  });
  const add = (...rows: ReturnType<typeof rowOf>[]) => warehouse.append('provider_usage', rows);
  return { warehouse, clock, elsewhere, add };
};

describe('openSpentElsewhere', () => {
  it('adds the calls of others: settled at their price, open and unknown ones at their estimate', async () => {
    const { elsewhere, add } = setUp();
    await add(rowOf('a', 'reserved', null), rowOf('a', 'settled', 0.1));
    await add(rowOf('b', 'reserved', null));
    await add(rowOf('c', 'reserved', null), rowOf('c', 'settled', null));
    expect(await elsewhere.usd()).toBeCloseTo(0.9, 9);
  });

  it('leaves out what its owner counts', async () => {
    const { elsewhere, add } = setUp();
    elsewhere.own('a');
    await add(rowOf('a', 'reserved', null), rowOf('b', 'settled', 0.2));
    expect(await elsewhere.usd()).toBeCloseTo(0.2, 9);
  });

  it('looks again after ten seconds, at the last ten minutes alone', async () => {
    const { elsewhere, add, clock, warehouse } = setUp();
    await add(rowOf('a', 'reserved', null));
    expect(await elsewhere.usd()).toBeCloseTo(0.4, 9);
    await add(rowOf('a', 'settled', 0.1, START_MS + 1));
    const find = jest.spyOn(warehouse, 'find');
    clock.nowMs += 9_999;
    expect(await elsewhere.usd()).toBeCloseTo(0.4, 9);
    expect(find).not.toHaveBeenCalled();
    clock.nowMs += 1;
    expect(await elsewhere.usd()).toBeCloseTo(0.1, 9);
    expect(find.mock.calls[0]?.[0]).toMatchObject({
      where: { job_id: 'job-1', at: { from: new Date(START_MS - 10 * MINUTE_MS) } },
    });
  });

  it('looks once for all who ask at the same time', async () => {
    const { elsewhere, warehouse } = setUp();
    const find = jest.spyOn(warehouse, 'find');
    await Promise.all([elsewhere.usd(), elsewhere.usd(), elsewhere.usd()]);
    expect(find).toHaveBeenCalledTimes(1);
  });

  it('leaves out what was spent before the span began', async () => {
    const { elsewhere, add } = setUp(START_MS);
    await add(rowOf('a', 'settled', 0.1, START_MS - 1), rowOf('b', 'settled', 0.2, START_MS));
    expect(await elsewhere.usd()).toBeCloseTo(0.2, 9);
  });

  it('tells when it cannot look, and looks again the next time', async () => {
    const { elsewhere, add, warehouse } = setUp();
    await add(rowOf('a', 'settled', 0.1));
    jest.spyOn(warehouse, 'find').mockRejectedValueOnce(new Error('gone'));
    await expect(elsewhere.usd()).rejects.toThrow('gone');
    expect(await elsewhere.usd()).toBeCloseTo(0.1, 9);
  });
});
