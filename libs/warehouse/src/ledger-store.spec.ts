import { RetryableError } from '@userport/errors';
import { type BillFor, type BillOptions, costOf, openBill } from './ledger-store';
import { openMemoryWarehouse } from './testing';
import type { Warehouse } from './warehouse';

const job: BillFor = { jobId: 'job-1', entityId: 'column-1', generation: 1, taskName: 'custom_column' };
const planned = { vendor: 'gemini', operation: 'generate_object', model: 'model-a', estimateUsd: 0.4 };
const settled = { units: { input_tokens: 100 }, costUsd: 0.1 };

const setUp = (
  of: Partial<BillFor> = {},
  more: Partial<BillOptions> = {},
  warehouse = openMemoryWarehouse({ now: () => 0 }),
) => {
  let last = 0;
  const bill = openBill({
    warehouse,
    of: { ...job, ...of },
    now: () => 1_772_000_000_000,
    randomId: () => `usage-${(last += 1)}`,
    ...more,
  });
  return { warehouse, bill };
};

const rowsOf = async (warehouse: Warehouse) => {
  const { rows } = await warehouse.find({
    table: 'provider_usage',
    where: { job_id: 'job-1' },
    orderBy: [{ column: 'usage_id' }, { column: 'state' }],
    limit: 100,
  });
  return rows[0];
};

describe('openBill', () => {
  it('stores a row before the call may be made', async () => {
    const { warehouse, bill } = setUp();
    await bill.reserve(planned);
    expect(await rowsOf(warehouse)).toMatchObject([
      {
        usage_id: 'usage-1',
        state: 'reserved',
        job_id: 'job-1',
        entity_id: 'column-1',
        generation: 1,
        task_name: 'custom_column',
        vendor: 'gemini',
        operation: 'generate_object',
        model: 'model-a',
        units: {},
        cost_usd: 0.4,
        cached: false,
        at: new Date(1_772_000_000_000),
      },
    ]);
  });

  it('holds settlements back until it is flushed, then stores them in one append', async () => {
    const { warehouse, bill } = setUp();
    const reservations = [
      await bill.reserve(planned),
      await bill.reserve(planned),
      await bill.reserve(planned),
    ];
    const append = jest.spyOn(warehouse, 'append');
    reservations[0]?.settle(settled);
    reservations[1]?.settle({ units: {}, costUsd: 0, cached: true });
    reservations[2]?.release();
    expect(append).not.toHaveBeenCalled();
    await bill.flush();
    await bill.flush();
    expect(append).toHaveBeenCalledTimes(1);
    expect((await rowsOf(warehouse)).map(({ state, cost_usd, cached }) => [state, cost_usd, cached])).toEqual(
      [
        ['reserved', 0.4, false],
        ['settled', 0.1, false],
        ['reserved', 0.4, false],
        ['settled', 0, true],
        ['released', 0, false],
        ['reserved', 0.4, false],
      ],
    );
  });

  it('counts the first end of a call and no later one', async () => {
    const { bill } = setUp();
    const reservation = await bill.reserve(planned);
    reservation.settle(settled);
    reservation.settle({ units: {}, costUsd: 99 });
    reservation.release();
    expect(bill.total()).toMatchObject({ costUsd: 0.1, calls: 1, unknownCalls: 0 });
  });

  it('keeps settlements when a flush fails and stores them with the next', async () => {
    const { warehouse, bill } = setUp();
    (await bill.reserve(planned)).settle(settled);
    jest.spyOn(warehouse, 'append').mockRejectedValueOnce(new RetryableError('The disk is full.'));
    await expect(bill.flush()).rejects.toThrow('The disk is full.');
    await bill.flush();
    expect((await rowsOf(warehouse)).map(({ state }) => state)).toEqual(['reserved', 'settled']);
  });

  it('refuses a call that would pass the budget and names budget, spent and needed', async () => {
    const { warehouse, bill } = setUp({ budgetUsd: 0.5 });
    (await bill.reserve(planned)).settle({ units: {}, costUsd: 0.2 });
    await expect(bill.reserve(planned)).rejects.toMatchObject({
      name: 'TerminalError',
      code: 'budget_exhausted',
      message: expect.stringMatching(/0\.5000 .*0\.2000 .*gemini .*0\.4000/) as string,
    });
    expect(await rowsOf(warehouse)).toHaveLength(1);
  });

  it('lets a budget be used to the last cent', async () => {
    const { bill } = setUp({ budgetUsd: 0.3 });
    (await bill.reserve({ ...planned, estimateUsd: 0.1 })).settle({ units: {}, costUsd: 0.1 });
    await expect(bill.reserve({ ...planned, estimateUsd: 0.2 })).resolves.toBeDefined();
  });

  it('keeps the smaller of the two budgets', async () => {
    await expect(setUp({ budgetUsd: 5 }, { maxBudgetUsd: 0.1 }).bill.reserve(planned)).rejects.toMatchObject({
      code: 'budget_exhausted',
    });
    await expect(setUp({ budgetUsd: 0.1 }, { maxBudgetUsd: 5 }).bill.reserve(planned)).rejects.toMatchObject({
      code: 'budget_exhausted',
    });
  });

  it('sets estimates aside at once, so that of two calls at the same time one is refused', async () => {
    const { bill } = setUp({ budgetUsd: 0.5 });
    const ends = await Promise.allSettled([bill.reserve(planned), bill.reserve(planned)]);
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });

  it('gives the estimate back when the call is released', async () => {
    const { bill } = setUp({ budgetUsd: 0.5 });
    (await bill.reserve(planned)).release();
    await expect(bill.reserve(planned)).resolves.toBeDefined();
  });

  it('counts what earlier deliveries of the generation have spent, and not those of another', async () => {
    const { warehouse, bill } = setUp({ budgetUsd: 1 });
    (await bill.reserve(planned)).settle({ units: {}, costUsd: 0.4 });
    await bill.reserve(planned);
    await bill.flush();
    const second = setUp({ budgetUsd: 1 }, { randomId: () => 'later' }, warehouse).bill;
    await expect(second.reserve(planned)).rejects.toMatchObject({
      message: expect.stringContaining('0.8000 are spent') as string,
    });
    const retried = setUp({ budgetUsd: 1, generation: 2 }, { randomId: () => 'retried' }, warehouse).bill;
    await expect(retried.reserve(planned)).resolves.toBeDefined();
  });

  it('asks for nothing but the reservation where there is no budget', async () => {
    const { warehouse, bill } = setUp();
    const find = jest.spyOn(warehouse, 'find');
    await bill.reserve(planned);
    expect(find).not.toHaveBeenCalled();
  });

  it('forbids the call when the row cannot be stored, and gives the estimate back', async () => {
    const { warehouse, bill } = setUp({ budgetUsd: 0.5 });
    jest.spyOn(warehouse, 'append').mockRejectedValueOnce(new RetryableError('The disk is full.'));
    await expect(bill.reserve(planned)).rejects.toThrow('The disk is full.');
    expect(bill.total()).toMatchObject({ calls: 0 });
    await expect(bill.reserve(planned)).resolves.toBeDefined();
  });
});

describe('costOf', () => {
  it('adds up every unit, generation and delivery of a job, each call once', async () => {
    const { warehouse, bill } = setUp();
    (await bill.reserve(planned)).settle(settled);
    await bill.reserve(planned);
    await bill.flush();
    const [reserved] = await rowsOf(warehouse);
    if (reserved !== undefined) await warehouse.append('provider_usage', [reserved]);
    const other = setUp({ entityId: 'column-2', generation: 2 }, { randomId: () => 'other' }, warehouse).bill;
    (await other.reserve({ ...planned, vendor: 'apollo' })).settle({ units: { credits: 2 }, costUsd: 0.3 });
    await other.flush();
    expect(await costOf(warehouse, 'job-1')).toEqual({
      costUsd: 0.4,
      calls: 3,
      cachedCalls: 0,
      unknownCalls: 1,
      units: { input_tokens: 100, credits: 2 },
      byVendor: { gemini: 0.1, apollo: 0.3 },
    });
  });

  it('is nothing for a job that paid nothing', async () => {
    const { warehouse } = setUp();
    expect(await costOf(warehouse, 'job-2')).toEqual({
      costUsd: 0,
      calls: 0,
      cachedCalls: 0,
      unknownCalls: 0,
      units: {},
      byVendor: {},
    });
  });
});
