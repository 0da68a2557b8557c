import type { BillTotal, JsonObject } from '@userport/contracts';

/** One paid call as far as it is known. */
export interface KnownCall {
  readonly vendor: string;
  /** `reserved` until the call came to something; `released` when it was never made. */
  readonly state: 'reserved' | 'settled' | 'released';
  /** US dollars: the estimate while it is reserved. */
  readonly estimateUsd: number;
  /** US dollars of a settled call; null when the price is not known. */
  readonly costUsd: number | null;
  readonly units: JsonObject;
  readonly cached: boolean;
}

/** Billionths of a dollar: far below any price, far above the noise of adding fractions in any order. */
const NANOS = 1e9;

const rounded = (usd: number): number => Math.round(usd * NANOS) / NANOS;

const addTo = (sums: Map<string, number>, name: string, amount: number) =>
  sums.set(name, (sums.get(name) ?? 0) + amount);

const asRecord = (sums: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...sums].map(([name, sum]) => [name, rounded(sum)]));

/** What a call cost, or null when nobody knows: never zero for that reason. A kept answer costs nothing. */
const priceOf = ({ state, costUsd, cached }: KnownCall): number | null => {
  if (state !== 'settled') return null;
  return cached ? (costUsd ?? 0) : costUsd;
};

/** Adds calls up. A released call is left out; one that is still reserved counts as unknown. */
export function totalOf(all: Iterable<KnownCall>): BillTotal {
  const calls = [...all].filter(({ state }) => state !== 'released');
  const prices = calls.map(priceOf);
  const units = new Map<string, number>();
  const byVendor = new Map<string, number>();
  calls.forEach((call, index) => {
    const price = prices[index];
    if (price != null) addTo(byVendor, call.vendor, price);
    for (const [name, amount] of Object.entries(call.units)) {
      if (typeof amount === 'number') addTo(units, name, amount);
    }
  });
  return {
    costUsd: rounded(prices.reduce<number>((sum, price) => sum + (price ?? 0), 0)),
    calls: calls.length,
    cachedCalls: calls.filter(({ cached }) => cached).length,
    unknownCalls: prices.filter((price) => price === null).length,
    units: asRecord(units),
    byVendor: asRecord(byVendor),
  };
}

/** What must be taken as spent: the price where it is known, else the estimate. */
export const spentOf = (calls: Iterable<KnownCall>): number =>
  [...calls]
    .filter(({ state }) => state !== 'released')
    .reduce((sum, call) => sum + (priceOf(call) ?? call.estimateUsd), 0);
