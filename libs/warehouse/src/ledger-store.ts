import type { Bill, BillTotal } from '@userport/contracts';
import { type KnownCall, spentOf, totalOf } from './bill-total';
import { openPurse, type Purse } from './purse';
import { openSpentElsewhere, type SpentElsewhere } from './spent-elsewhere';
import { callsOf, readUsageRows, type UsageOf, type UsageRow, usageRow } from './usage-rows';
import type { Warehouse } from './warehouse';

/** For whom a bill is opened. */
export interface BillFor extends UsageOf {
  /** The payload's own budget in US dollars, if it names one. */
  readonly budgetUsd?: number | undefined;
}

/** What the ledger of an instance is opened with. */
export interface LedgerOptions {
  readonly warehouse: Pick<Warehouse, 'append' | 'find'>;
  /** Wall clock, ms since 1970; dates the rows and says which day it is (UTC). */
  readonly now: () => number;
  /** A fresh word for each call. */
  readonly randomId: () => string;
  /** US dollars of a job whose payload names no budget; none when not given. */
  readonly jobBudgetUsd?: number | undefined;
  /** US dollars of all jobs of a day; none when not given. */
  readonly dayBudgetUsd?: number | undefined;
}

/** The bill of one delivery. */
export interface OpenBill extends Bill {
  /** Stores settlements that are still only in memory; when that fails they stay for the next flush. */
  flush(): Promise<void>;
  /** What this delivery has cost. */
  total(): BillTotal;
}

/** What was paid, and for whom. */
export interface Ledger {
  /**
   * Opens the bill of one delivery: one stored row before each paid call; settlements go along with the next row, or
   * with the flush. All units of a job in one generation share its budget, all jobs share that of the day: exactly
   * within an instance, across instances as they last saw each other.
   */
  openBill(of: BillFor): OpenBill;
  /**
   * What a job has cost over all its units, generations and deliveries. A call that was reserved and never settled
   * counts as unknown, never as zero.
   */
  costOf(jobId: string): Promise<BillTotal>;
}

/** A purse, and the view of what others take from it. */
interface SharedPurse {
  readonly purse: Purse;
  readonly elsewhere: SpentElsewhere;
}

/** Jobs that an instance remembers; one that was forgotten is read from the rows again. */
const MOST_PURSES = 1000;

/** Purses by whose they are, the oldest forgotten first. */
function openPurses() {
  const purses = new Map<string, SharedPurse>();
  return (key: string, open: () => SharedPurse): SharedPurse => {
    const purse = purses.get(key) ?? open();
    purses.set(key, purse);
    const [oldest] = purses.keys();
    if (purses.size > MOST_PURSES && oldest !== undefined) purses.delete(oldest);
    return purse;
  };
}

/** The purses that a call of a bill takes from, as of now. */
function openPursesOf({ warehouse, now, jobBudgetUsd, dayBudgetUsd }: LedgerOptions) {
  const purseOf = openPurses();
  const ofJob = ({ jobId, generation }: BillFor, budgetUsd: number): SharedPurse => {
    const elsewhere = openSpentElsewhere({ warehouse, where: { job_id: jobId, generation }, now });
    const remedy = 'Ask again with a larger budget_usd, or raise JOB_BUDGET_USD.';
    const purse = openPurse({ whose: 'this job', budgetUsd, remedy, elsewhereUsd: () => elsewhere.usd() });
    return { purse, elsewhere };
  };
  const ofDay = (day: string, budgetUsd: number): SharedPurse => {
    const elsewhere = openSpentElsewhere({ warehouse, where: {}, fromMs: Date.parse(day), now });
    const remedy = 'Raise DAY_BUDGET_USD and retry the job, or retry it tomorrow.';
    const whose = `the day ${day}`;
    return {
      purse: openPurse({ whose, budgetUsd, remedy, elsewhereUsd: () => elsewhere.usd() }),
      elsewhere,
    };
  };
  return (of: BillFor): SharedPurse[] => {
    const jobUsd = of.budgetUsd ?? jobBudgetUsd;
    const day = new Date(now()).toISOString().slice(0, 10);
    return [
      ...(jobUsd === undefined ? [] : [purseOf(`job ${of.jobId} ${of.generation}`, () => ofJob(of, jobUsd))]),
      ...(dayBudgetUsd === undefined ? [] : [purseOf(`day ${day}`, () => ofDay(day, dayBudgetUsd))]),
    ];
  };
}

type PursesOf = ReturnType<typeof openPursesOf>;

function openBill(options: LedgerOptions, of: BillFor, pursesOf: PursesOf): OpenBill {
  const { warehouse, randomId, now } = options;
  const calls = new Map<string, KnownCall>();
  const held: UsageRow[] = [];

  /** Stores rows, and with them the settlements that wait; when that fails those wait on. */
  const store = async (rows: readonly UsageRow[]): Promise<void> => {
    const settlements = held.splice(0);
    if (rows.length + settlements.length === 0) return;
    try {
      await warehouse.append('provider_usage', [...rows, ...settlements]);
    } catch (error) {
      held.unshift(...settlements);
      throw error;
    }
  };

  /** Sets an estimate aside in every purse, or in none. */
  const setAside = async (usageId: string, planned: Parameters<Bill['reserve']>[0]) => {
    const aside: Awaited<ReturnType<Purse['setAside']>>[] = [];
    const end = (usd: number): void => aside.forEach((part) => part.end(usd));
    try {
      for (const { purse, elsewhere } of pursesOf(of)) {
        elsewhere.own(usageId);
        aside.push(await purse.setAside(planned));
      }
    } catch (error) {
      end(0);
      throw error;
    }
    return end;
  };

  return {
    async reserve(planned) {
      const paid = planned.cached !== true && planned.free !== true;
      const usageId = randomId();
      const endAside = paid ? await setAside(usageId, planned) : () => undefined;
      const { vendor, estimateUsd } = planned;
      const nothing = { costUsd: null, units: {}, cached: false };
      const call: KnownCall = { vendor, state: 'reserved', estimateUsd, ...nothing };
      calls.set(usageId, call);
      try {
        if (paid) await store([usageRow(usageId, of, planned, call, new Date(now()))]);
      } catch (error) {
        calls.delete(usageId);
        endAside(0);
        throw error;
      }
      const end = (ended: Partial<KnownCall>): void => {
        if (calls.get(usageId) !== call) return;
        const next = { ...call, ...ended };
        calls.set(usageId, next);
        held.push(usageRow(usageId, of, planned, next, new Date(now())));
        // What is not known counts with its estimate.
        endAside(spentOf([next]));
      };
      return {
        settle: ({ units, costUsd, cached = false }) => end({ state: 'settled', units, costUsd, cached }),
        release: () => end({ state: 'released', costUsd: 0 }),
      };
    },
    flush: () => store([]),
    total: () => totalOf(calls.values()),
  };
}

/** Opens the ledger of an instance: one for all its jobs, so that they share the budget of the day. */
export function openLedger(options: LedgerOptions): Ledger {
  const pursesOf = openPursesOf(options);
  return {
    openBill: (of) => openBill(options, of, pursesOf),
    costOf: async (jobId) => totalOf(callsOf(await readUsageRows(options.warehouse, { job_id: jobId }))),
  };
}
