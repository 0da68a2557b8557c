import { openCache } from '@userport/cache';
import { loadConfig } from '@userport/config';
import type { Bill, PlannedCall, SettledCall } from '@userport/contracts';
import { manualClock } from '@userport/http/testing';
import { openCacheStore } from '@userport/warehouse';
import { openMemoryWarehouse } from '@userport/warehouse/testing';
import type { ProviderCall, ProviderParts } from './paid-call';

/** The day on which the fixtures were recorded. */
export const NOW = Date.UTC(2026, 10, 23, 9);

/** A line of the bill: what was planned, and how it ended. */
export type BillLine = PlannedCall & (Partial<SettledCall> & { readonly end: 'settled' | 'released' });

/** What a provider needs to be tried out, and what it left behind. */
export interface ProviderKit {
  readonly parts: ProviderParts;
  readonly clock: ReturnType<typeof manualClock>;
  readonly lines: readonly BillLine[];
  /** Warnings of the cache. */
  readonly said: readonly unknown[];
  readonly warehouse: ReturnType<typeof openMemoryWarehouse>;
  call(more?: Partial<ProviderCall>): ProviderCall;
}

/** Where a provider's questions are answered: by recorded answers, by the sandbox, or by what variables name. */
export interface Place {
  readonly name: string;
  /** Its clock, ms since 1970. */
  readonly nowMs: number;
  start(): Promise<{
    readonly environment: Readonly<Record<string, string>>;
    close(): Promise<void>;
  }>;
}

/** A server that is up already, where the variables of a provider's addresses are set: `npm run sandbox` prints them. */
export function namedPlace(...variables: readonly string[]): Place[] {
  const named = variables.map((name) => [name, process.env[name] ?? ''] as const);
  if (named.some(([, value]) => value === '')) return [];
  const start = async () => ({
    environment: Object.fromEntries(named),
    close: () => Promise.resolve(),
  });
  return [{ name: 'the addresses of the environment', nowMs: Date.now(), start }];
}

const openBill = (lines: BillLine[]): Bill => ({
  reserve: async (planned) => ({
    settle: (settled) => void lines.push({ ...planned, ...settled, end: 'settled' }),
    release: () => void lines.push({ ...planned, end: 'released' }),
  }),
});

/**
 * A provider's surroundings: configuration from variables, a cache in memory, a bill that notes its lines, a clock
 * that never waits.
 */
export function openKit(
  environment: Readonly<Record<string, string>>,
  {
    headers,
    nowMs = NOW,
  }: { readonly headers?: Readonly<Record<string, string>>; readonly nowMs?: number } = {},
): ProviderKit {
  const clock = manualClock(nowMs);
  const warehouse = openMemoryWarehouse({ now: clock.now });
  const store = openCacheStore(warehouse, 'api_request_cache', clock);
  const said: unknown[] = [];
  const lines: BillLine[] = [];
  const bill = openBill(lines);
  const cache = openCache({ store, now: clock.now, log: { warn: (...line) => void said.push(line) } });
  const { providers: config } = loadConfig(['providers'], environment);
  const http = { clock, random: () => 0, ...(headers && { headers }) };
  return {
    parts: { config, cache, instances: 1, http },
    clock,
    lines,
    said,
    warehouse,
    call: (more) => ({ signal: new AbortController().signal, bill, ...more }),
  };
}
