import { spentOf } from './bill-total';
import { callsOf, readUsageRows, type UsageRow } from './usage-rows';
import type { Find, Warehouse } from './warehouse';

/** What others have spent of a budget, by the rows of the ledger. */
export interface SpentElsewhere {
  /** Says that a call is the caller's own, and counted by the caller. */
  own(usageId: string): void;
  /** US dollars of all other calls, read again every ten seconds; a call whose price is not known counts with its estimate. */
  usd(): Promise<number>;
}

/** What is looked at. */
export interface SpentElsewhereOptions {
  readonly warehouse: Pick<Warehouse, 'find'>;
  /** Which calls share the budget. */
  readonly where: Find<'provider_usage'>['where'];
  /** First moment that counts, ms since 1970; from the beginning when not given. */
  readonly fromMs?: number;
  /** Wall clock, ms since 1970. */
  readonly now: () => number;
}

/** A query takes BigQuery a second; what others spend meanwhile is not seen. */
const READ_EVERY_MS = 10_000;
/** Rows are dated by the clock of who wrote them, which may be wrong by ten minutes. */
const LATE_MS = 10 * 60 * 1000;

/** Opens the view; a row is read once and those of the last ten minutes again, so that a look stays small. */
export function openSpentElsewhere(options: SpentElsewhereOptions): SpentElsewhere {
  const { warehouse, where, fromMs = -Infinity, now } = options;
  const ownIds = new Set<string>();
  const rows = new Map<string, UsageRow>();
  let readAtMs = -Infinity;
  let usd = 0;
  let reading: Promise<void> | undefined;

  const read = async (): Promise<void> => {
    const nowMs = now();
    const sinceMs = Math.max(fromMs, readAtMs - LATE_MS);
    const bound = sinceMs === -Infinity ? {} : { at: { from: new Date(sinceMs) } };
    for (const row of await readUsageRows(warehouse, { ...where, ...bound })) {
      if (!ownIds.has(row.usage_id)) rows.set(`${row.usage_id} ${row.state}`, row);
    }
    usd = spentOf(callsOf(rows.values()));
    readAtMs = nowMs;
  };

  return {
    own: (usageId) => void ownIds.add(usageId),
    async usd() {
      if (Math.abs(now() - readAtMs) >= READ_EVERY_MS) {
        reading ??= read().finally(() => (reading = undefined));
        await reading;
      }
      return usd;
    },
  };
}
