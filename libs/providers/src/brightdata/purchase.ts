import { createHttpClient, systemClock } from '@userport/http';
import { costUsd, keyOf, paidCall, type ProviderCall } from '../paid-call';
import type { BrightdataParts } from './brightdata';
import { judgeBrightdata } from './refusals';
import { type Collection, openRequests } from './requests';
import { isData } from './rows';
import { openCollect } from './snapshots';
import { openStop } from './stop';

/** Buys rows. */
export interface Purchase {
  readonly baseUrl: string;
  /** US dollars of so many records. */
  priceOf(records: number): number | null;
  /** All rows of a collection; those with data are charged. */
  buy(of: Collection, mostRecords: number, call: ProviderCall): Promise<readonly unknown[]>;
}

/** As on the bill. */
export const VENDOR = 'brightdata';

const TIMEOUT_MS = 30_000;
const TOTAL_TIMEOUT_MS = 180_000;
/** A company record has up to 200 KB; 100 of them. */
const MAX_RESPONSE_BYTES = 20 * 1024 * 1024;
/** The SDK gives LinkedIn three minutes. */
const SNAPSHOT_WAIT_MS = 240_000;
/** Fewer than the 25 refusals that ban an address: even if all under way are refused at once, it is not banned. */
const IN_FLIGHT = 20;

/** Opens what companies and posts are bought by: one client, one stop. */
export function openPurchase(parts: BrightdataParts): Purchase {
  const { config, cache, instances, http = {}, snapshotWaitMs = SNAPSHOT_WAIT_MS } = parts;
  const clock = http.clock ?? systemClock;
  const baseUrl = config.BRIGHTDATA_BASE_URL;
  const key = () => keyOf(config, 'BRIGHTDATA_API_KEY');
  const stop = openStop(cache, clock.now);
  const client = createHttpClient({
    name: VENDOR,
    baseUrl,
    timeoutMs: TIMEOUT_MS,
    totalTimeoutMs: TOTAL_TIMEOUT_MS,
    maxResponseBytes: MAX_RESPONSE_BYTES,
    rates: { inFlight: IN_FLIGHT, instances },
    retry: { statuses: [408, 500, 502, 503, 504] },
    judge: judgeBrightdata,
    ...http,
  });
  const requests = openRequests(client, stop, key, clock.now);
  const collect = openCollect({ requests, cache, clock, snapshotWaitMs });
  const priceOf = (records: number) => costUsd(VENDOR, 'record', records, clock.now());
  return {
    baseUrl,
    priceOf,
    async buy(of, mostRecords, { bill, signal }) {
      // Before anything is set aside: neither is a matter of money.
      key();
      await stop.check();
      return paidCall({
        bill,
        planned: { vendor: VENDOR, operation: of.endpoint, estimateUsd: priceOf(mostRecords) ?? 0 },
        make: () => collect(of, signal),
        settle: (rows) => {
          const records = rows.filter(isData).length;
          return { units: { records }, costUsd: priceOf(records) };
        },
      });
    },
  };
}
