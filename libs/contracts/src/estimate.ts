/** From the least to the most that something may come to. */
export interface Interval {
  readonly least: number;
  readonly most: number;
}

/** Calls of one kind that a job may make, as far as its payload tells beforehand. */
export interface EstimatedCalls {
  /** Who is paid, as on the bill. */
  readonly vendor: string;
  /** What is called there, as on the bill. */
  readonly operation: string;
  readonly model?: string;
  /** How many, in one attempt. */
  readonly calls: Interval;
  /** US dollars of all of them together; null when no price is known, which is never zero. */
  readonly usd: Interval | null;
  /** True when answers kept from an earlier job may serve instead, at no cost. */
  readonly keptServe?: boolean;
}
