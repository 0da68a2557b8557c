import type { Cache } from '@userport/cache';
import { RetryableError } from '@userport/errors';
import type { HttpClock } from '@userport/http';
import { z } from 'zod';
import { EMPTY_SNAPSHOT, EXPIRED_SNAPSHOT } from './refusals';
import { codeOf, type Collection, type Requests, statusOf } from './requests';

/** What the collecting is made of. */
export interface CollectorParts {
  readonly requests: Requests;
  readonly cache: Cache;
  readonly clock: HttpClock;
  /** How long one attempt waits for a snapshot, ms. */
  readonly snapshotWaitMs: number;
}

/**
 * Collects all rows of a collection, error rows too.
 * @throws RetryableError `snapshot_pending` when it takes longer than one attempt waits: the next one goes on with the
 * same snapshot and buys nothing; `snapshot_failed`, `vendor_stopped`, `aborted`; and as the HTTP client
 */
export type Collect = (collection: Collection, signal: AbortSignal) => Promise<readonly unknown[]>;

/** The synchronous call takes no more: https://docs.brightdata.com/api-reference/web-scraper-api/synchronous-requests */
const MOST_SYNCHRONOUS = 20;
/** The vendor's own clients ask every ten seconds. */
const POLL_MS = 10_000;
/** A snapshot is kept for 30 days, but its data are as old as it is. */
const PENDING_MS = 24 * 60 * 60 * 1000;
/** Told to the queue when a snapshot is not ready. */
const COME_BACK_MS = 60_000;

/**
 * The rows of a snapshot. `ready` is said a little before the rows are there, so a download may say not yet, too.
 * @throws RetryableError `snapshot_failed`, `snapshot_pending`, `aborted`
 */
async function awaitRows(
  { requests, clock, snapshotWaitMs }: CollectorParts,
  snapshotId: string,
  endpoint: string,
  signal: AbortSignal,
): Promise<readonly unknown[]> {
  const deadlineMs = clock.now() + snapshotWaitMs;
  for (;;) {
    const status = await requests.progress(snapshotId, endpoint, signal);
    if (status === 'failed') {
      const message = `brightdata: ${endpoint} failed on its side; it will be collected anew.`;
      throw new RetryableError(message, { code: 'snapshot_failed' });
    }
    const got = status === 'ready' ? await requests.download(snapshotId, endpoint, signal) : undefined;
    if (got?.rows !== undefined) return got.rows;
    const waitMs = got?.waitMs ?? POLL_MS;
    if (clock.now() + waitMs > deadlineMs) {
      throw new RetryableError(
        `brightdata: ${endpoint} is not ready after ${Math.round(snapshotWaitMs / 1000)} s. The next attempt goes on ` +
          'with the same snapshot and buys nothing again.',
        { code: 'snapshot_pending', retryAfterMs: COME_BACK_MS },
      );
    }
    await clock.sleep(waitMs, signal).catch(() => {
      throw new RetryableError(`brightdata: the wait for ${endpoint} was given up by its caller.`, {
        code: 'aborted',
        cause: signal.reason,
      });
    });
  }
}

const pendingFact = z.object({ snapshot_id: z.string().nullable() });

/** Remembers, for every instance, which snapshot was begun and not read, so that it is not bought again. */
const openPending = (cache: Cache) => {
  const identityOf = ({ datasetId, inputs, discoverBy, limitPerInput }: Collection) => ({
    vendor: 'brightdata',
    method: 'snapshot',
    schemaVersion: 1,
    scope: 'shared',
    request: { datasetId, inputs, discoverBy, limitPerInput },
  });
  return {
    note: (of: Collection, snapshotId: string | null) =>
      cache.remember(identityOf(of), { snapshot_id: snapshotId }),
    async find(of: Collection): Promise<string | undefined> {
      const fact = pendingFact.safeParse((await cache.recall(identityOf(of), PENDING_MS))?.value);
      return fact.success ? (fact.data.snapshot_id ?? undefined) : undefined;
    },
  };
};

/** True for a snapshot that nobody will ever read. */
const isGone = (error: unknown): boolean => codeOf(error) === EXPIRED_SNAPSHOT || statusOf(error) === 404;

/** Opens the collecting: the synchronous call first, a snapshot where that is not enough or fails on the vendor's side. */
export function openCollect(parts: CollectorParts): Collect {
  const { requests } = parts;
  const pending = openPending(parts.cache);

  const begin = async (of: Collection, signal: AbortSignal) => {
    const synchronous = of.discoverBy === undefined && of.inputs.length <= MOST_SYNCHRONOUS;
    if (!synchronous) return requests.trigger(of, signal);
    try {
      return await requests.scrape(of, signal);
    } catch (error) {
      // A call that may have been carried out, since it was never answered, is not made again in another way.
      if ((statusOf(error) ?? 0) < 500) throw error;
      return requests.trigger(of, signal);
    }
  };

  const finish = async (snapshotId: string, of: Collection, signal: AbortSignal) => {
    try {
      const rows = await awaitRows(parts, snapshotId, of.endpoint, signal);
      await pending.note(of, null);
      return rows;
    } catch (error) {
      const empty = codeOf(error) === EMPTY_SNAPSHOT;
      if (empty || isGone(error) || codeOf(error) === 'snapshot_failed') await pending.note(of, null);
      if (empty) return [];
      throw error;
    }
  };

  const goOn = async (of: Collection, signal: AbortSignal): Promise<readonly unknown[] | undefined> => {
    const snapshotId = await pending.find(of);
    if (snapshotId === undefined) return undefined;
    try {
      return await finish(snapshotId, of, signal);
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  };

  return async (of, signal) => {
    const rows = await goOn(of, signal);
    if (rows !== undefined) return rows;
    const begun = await begin(of, signal);
    if ('rows' in begun) return begun.rows;
    await pending.note(of, begun.snapshotId);
    return finish(begun.snapshotId, of, signal);
  };
}
