import type { JsonObject } from './json';

/** A paid call about to be made. */
export interface PlannedCall {
  /** Who is paid: `gemini`, `openai`, `apollo` and so on. */
  readonly vendor: string;
  /** What is called there, such as `generate_object` or `bulk_match`. */
  readonly operation: string;
  readonly model?: string | undefined;
  /** US dollars that the call will likely cost; what it cost is settled after it. */
  readonly estimateUsd: number;
  /** True when a kept answer serves: nothing is set aside or stored before it, and no budget refuses it. */
  readonly cached?: boolean;
  /** True for a call that never costs anything: treated in the same way, and it counts as a call. */
  readonly free?: boolean;
}

/** What a paid call came to. */
export interface SettledCall {
  /**
   * Counted units by name: tokens, queries, credits, records; `misses` and `refusals`, calls that found nothing or were refused, at zero; of
   * a kept answer `saved_usd`, what it cost once.
   */
  readonly units: JsonObject;
  /** US dollars; null when the price is not known, which is never the same as zero. */
  readonly costUsd: number | null;
  /** True when a kept answer served and nothing was paid. */
  readonly cached?: boolean;
}

/** The right to spend an estimate, until it is settled. */
export interface Reservation {
  /** Records what the call really came to. */
  settle(call: SettledCall): void;
  /** The call was never made: gives the estimate back. */
  release(): void;
}

/** The port through which every paid call passes. */
export interface Bill {
  /**
   * Sets an estimate aside before a paid call. The row that says so is stored when this resolves; for a kept answer
   * there is none, since nothing can be lost.
   * @throws TerminalError `budget_exhausted` naming budget, spent and needed; the call must then not be made.
   */
  reserve(call: PlannedCall): Promise<Reservation>;
}

/** What a job has cost so far. */
export interface BillTotal {
  /** US dollars of all settled calls whose price is known. */
  readonly costUsd: number;
  readonly calls: number;
  readonly cachedCalls: number;
  /** Calls that were reserved and never settled, or whose price is not known. */
  readonly unknownCalls: number;
  /** Units added up by name over all calls. */
  readonly units: Readonly<Record<string, number>>;
  /** US dollars by vendor. */
  readonly byVendor: Readonly<Record<string, number>>;
}
