import { RetryableError } from '@userport/errors';
import { type BillFor, type LedgerOptions, openLedger } from './ledger-store';
import { openMemoryWarehouse } from './testing';
import type { Warehouse } from './warehouse';

const job: BillFor = { jobId: 'job-1', entityId: 'column-1', generation: 1, taskName: 'custom_column' };
const planned = { vendor: 'gemini', operation: 'generate_object', model: 'model-a', estimateUsd: 0.4 };
const settled = { units: { input_tokens: 100 }, costUsd: 0.1 };

const DAY_MS = 24 * 60 * 60 * 1000;

/** A ledger as an instance opens it, and the bill of the job above. */
const setUp = (
  of: Partial<BillFor> = {},
  more: Partial<LedgerOptions> = {},
  warehouse = openMemoryWarehouse({ now: () => 0 }),
) => {
  let last = 0;
  const ledger = openLedger({
    warehouse,
    now: () => 1_772_000_000_000,
    randomId: () => `usage-${(last += 1)}`,
    ...more,
  });
  return { warehouse, ledger, bill: ledger.openBill({ ...job, ...of }) };
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
  it('stores no row before a call that is never paid for, and counts it', async () => {
    const { warehouse, bill } = setUp({ budgetUsd: 0 });
    const reservation = await bill.reserve({ ...planned, estimateUsd: 0, free: true });
    expect(await rowsOf(warehouse)).toEqual([]);
    reservation.settle({ units: { credits: 0 }, costUsd: 0 });
    await bill.flush();
    expect(await rowsOf(warehouse)).toMatchObject([{ state: 'settled', cost_usd: 0 }]);
    expect(bill.total()).toMatchObject({ calls: 1, costUsd: 0, unknownCalls: 0 });
  });

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

  it('stores settlements together with the row of the next call', async () => {
    const { warehouse, bill } = setUp();
    (await bill.reserve(planned)).settle(settled);
    const append = jest.spyOn(warehouse, 'append');
    await bill.reserve(planned);
    expect(append).toHaveBeenCalledTimes(1);
    expect((await rowsOf(warehouse)).map(({ usage_id: id, state }) => [id, state])).toEqual([
      ['usage-1', 'reserved'],
      ['usage-1', 'settled'],
      ['usage-2', 'reserved'],
    ]);
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
      message: expect.stringMatching(
        /is 0\.500000 US dollars; 0\.200000 are spent.* gemini needs about 0\.400000\. .*budget_usd/,
      ) as string,
    });
    expect((await rowsOf(warehouse)).map(({ state }) => state)).toEqual(['reserved']);
  });

  it('lets a budget be used to the last cent', async () => {
    const { bill } = setUp({ budgetUsd: 0.3 });
    (await bill.reserve({ ...planned, estimateUsd: 0.1 })).settle({ units: {}, costUsd: 0.1 });
    await expect(bill.reserve({ ...planned, estimateUsd: 0.2 })).resolves.toBeDefined();
  });

  it('takes the budget of the payload, else that of the configuration', async () => {
    const { ledger } = setUp({}, { jobBudgetUsd: 0.5 });
    await ledger.openBill({ ...job, jobId: 'rich', budgetUsd: 5 }).reserve({ ...planned, estimateUsd: 4 });
    const poor = ledger.openBill({ ...job, jobId: 'poor', budgetUsd: 0.1 });
    await expect(poor.reserve(planned)).rejects.toMatchObject({ code: 'budget_exhausted' });
    const other = ledger.openBill({ ...job, jobId: 'other' });
    await other.reserve(planned);
    await expect(other.reserve({ ...planned, estimateUsd: 0.6 })).rejects.toThrow(
      /budget of this job is 0.5/,
    );
  });

  it('lets a second call wait for the first, and begin when that one came to less than its estimate', async () => {
    const { bill } = setUp({ budgetUsd: 0.5 });
    const first = await bill.reserve(planned);
    const second = bill.reserve(planned);
    first.settle({ units: {}, costUsd: 0.1 });
    await expect(second).resolves.toBeDefined();
  });

  it('refuses a waiting call when the first came to what leaves no room', async () => {
    const { bill } = setUp({ budgetUsd: 0.5 });
    const first = await bill.reserve(planned);
    const second = bill.reserve(planned);
    first.settle({ units: {}, costUsd: 0.2 });
    await expect(second).rejects.toThrow(/0\.200000 are spent/);
  });

  it('takes a price that is not known for the estimate', async () => {
    const { bill } = setUp({ budgetUsd: 0.5 });
    (await bill.reserve(planned)).settle({ units: {}, costUsd: null });
    await expect(bill.reserve(planned)).rejects.toThrow(/0\.400000 are spent/);
  });

  it('shares the budget of a job among its units, and gives every generation its own', async () => {
    const { ledger } = setUp();
    const unit = (entityId: string, generation = 1) =>
      ledger.openBill({ ...job, entityId, generation, budgetUsd: 0.5 });
    (await unit('account-1').reserve(planned)).settle({ units: {}, costUsd: 0.3 });
    await expect(unit('account-2').reserve(planned)).rejects.toThrow(/0\.300000 are spent/);
    await expect(unit('account-1', 2).reserve(planned)).resolves.toBeDefined();
  });

  it('shares the budget of a day among all jobs, and begins anew at midnight', async () => {
    let nowMs = 1_772_000_000_000;
    const { ledger } = setUp({}, { dayBudgetUsd: 0.5, now: () => nowMs });
    const { settle } = await ledger.openBill({ ...job, jobId: 'a' }).reserve(planned);
    settle({ units: {}, costUsd: 0.3 });
    const other = ledger.openBill({ ...job, jobId: 'b' });
    await expect(other.reserve(planned)).rejects.toThrow(
      /budget of the day 2026-02-25 is 0\.500000 .*0\.300000 are spent.*DAY_BUDGET_USD/,
    );
    nowMs += DAY_MS;
    await expect(other.reserve(planned)).resolves.toBeDefined();
  });

  it('gives back what it set aside for the job when the day refuses', async () => {
    const { ledger } = setUp({}, { dayBudgetUsd: 0.3 });
    const bill = ledger.openBill({ ...job, budgetUsd: 0.5 });
    await expect(bill.reserve(planned)).rejects.toThrow(/the day/);
    await expect(bill.reserve({ ...planned, estimateUsd: 0.2 })).resolves.toBeDefined();
  });

  it('counts what other instances spent today', async () => {
    const { warehouse } = setUp();
    const [one, other] = ['one', 'other'].map((word) =>
      setUp({}, { dayBudgetUsd: 0.5, randomId: () => word }, warehouse),
    );
    await one?.bill.reserve(planned);
    await expect(other?.bill.reserve(planned)).rejects.toThrow(/0\.400000 are spent/);
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
      message: expect.stringContaining('0.800000 are spent') as string,
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
    const { warehouse, bill, ledger } = setUp();
    (await bill.reserve(planned)).settle(settled);
    await bill.reserve(planned);
    await bill.flush();
    const [reserved] = await rowsOf(warehouse);
    if (reserved !== undefined) await warehouse.append('provider_usage', [reserved]);
    const other = setUp({ entityId: 'column-2', generation: 2 }, { randomId: () => 'other' }, warehouse).bill;
    (await other.reserve({ ...planned, vendor: 'apollo' })).settle({ units: { credits: 2 }, costUsd: 0.3 });
    await other.flush();
    expect(await ledger.costOf('job-1')).toEqual({
      costUsd: 0.4,
      calls: 3,
      cachedCalls: 0,
      unknownCalls: 1,
      units: { input_tokens: 100, credits: 2 },
      byVendor: { gemini: 0.1, apollo: 0.3 },
    });
  });

  it('is nothing for a job that paid nothing', async () => {
    const { ledger } = setUp();
    expect(await ledger.costOf('job-2')).toEqual({
      costUsd: 0,
      calls: 0,
      cachedCalls: 0,
      unknownCalls: 0,
      units: {},
      byVendor: {},
    });
  });
});
