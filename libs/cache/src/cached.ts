import type { Bill } from '@userport/contracts';
import { RetryableError, TerminalError } from '@userport/errors';
import type { CacheStore } from '@userport/warehouse';
import { cacheKeyOf, type RequestIdentity } from './cache-key';
import { type CacheLog, openKeptAnswers, type Which } from './kept-answers';

/** One look-up. */
export interface CacheQuery<T> {
  readonly identity: RequestIdentity;
  /** An older answer does not serve, ms. */
  readonly maxAgeMs: number;
  /** Passes over what is kept, and still keeps the new answer. */
  readonly fresh?: boolean | undefined;
  /** Makes the answer from what was kept; when it throws, there was no answer. */
  parse(kept: unknown): T;
  /** Its line on the bill: `reader`, `column_value`. */
  readonly operation: string;
  readonly model?: string | undefined;
  readonly bill: Bill;
  readonly signal: AbortSignal;
}

/** What a vendor answered. */
export interface Loaded<T> {
  readonly answer: T;
  /** What is kept: JSON from which `parse` makes the answer; undefined when it must not serve again. */
  readonly kept: unknown;
  /** US dollars that were paid; null when that is not known. */
  readonly costUsd: number | null;
  /** Token counts of a model's answer. */
  readonly tokens?: { readonly input: number; readonly output: number };
}

/** A fact that every process of a deployment should know for a while. */
export interface SharedFact {
  readonly value: unknown;
  /** ms since 1970. */
  readonly storedAtMs: number;
}

/** Answers that are not bought twice. */
export interface Cache {
  /**
   * The kept answer, else a new one. Of callers who ask for the same at the same time one asks the vendor and all get
   * its answer; look-ups of one turn are one query. A kept answer is a line on the bill at zero. What `load` throws is
   * never kept; when it was thrown because its caller gave up or had no budget, another caller asks instead.
   * A cache that cannot be read or written is said in the log and changes nothing else.
   */
  cached<T>(query: CacheQuery<T>, load: () => Promise<Loaded<T>>): Promise<T>;
  /** Tells the other processes a fact, such as that a vendor asked to be left alone. Never fails. */
  remember(identity: RequestIdentity, value: unknown): Promise<void>;
  /**
   * The newest such fact, or the first that is so young: the one for all when several processes told one at the same
   * time. Undefined when there is none so young or it cannot be read.
   */
  recall(identity: RequestIdentity, maxAgeMs: number, which?: Which): Promise<SharedFact | undefined>;
}

/** What a cache is made of. */
export interface CacheParts {
  readonly store: CacheStore;
  readonly log: CacheLog;
  /** Wall clock, ms since 1970. */
  readonly now: () => number;
}

/** How a flight ended: where its answer came from, or that it failed by its leader's own circumstances. */
type Landing<T> =
  | { readonly answer: T; readonly costUsd: number | null; readonly wasKept: boolean }
  | { readonly error: unknown; readonly ownFault: boolean };

const aborted = (signal: AbortSignal): RetryableError =>
  new RetryableError('The look-up was given up by its caller.', { code: 'aborted', cause: signal.reason });

/** Waits for what another caller has begun, and no longer than one's own patience. */
const whileWanted = async <T>(flight: Promise<T>, signal: AbortSignal): Promise<T> => {
  if (signal.aborted) throw aborted(signal);
  const landed = new AbortController();
  const givenUp = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(aborted(signal)), { once: true, signal: landed.signal });
  });
  return Promise.race([flight, givenUp]).finally(() => landed.abort());
};

/** Errors that say something of the caller and nothing of the vendor. */
const isOwnFault = (error: unknown, signal: AbortSignal): boolean =>
  signal.aborted ||
  ((error instanceof TerminalError || error instanceof RetryableError) &&
    ['aborted', 'budget_exhausted'].includes(error.code));

/** A line at zero for an answer that somebody paid for before; what it cost then is what it saves now. */
async function billKept<T>({ bill, identity, operation, model }: CacheQuery<T>, savedUsd: number | null) {
  const line = await bill.reserve({
    vendor: identity.vendor,
    operation,
    ...(model !== undefined && { model }),
    estimateUsd: 0,
    cached: true,
  });
  line.settle({ units: savedUsd === null ? {} : { saved_usd: savedUsd }, costUsd: 0, cached: true });
}

/** Opens a cache over one of the two tables; one a process, so that callers find each other. */
export function openCache({ store, log, now }: CacheParts): Cache {
  const answers = openKeptAnswers(store, log, now);
  const flights = new Map<string, Promise<Landing<unknown>>>();

  const readKept = async <T>(query: CacheQuery<T>, key: string): Promise<Landing<T> | undefined> => {
    const kept = query.fresh === true ? undefined : await answers.read(key, query.maxAgeMs);
    if (kept === undefined) return undefined;
    try {
      return { answer: query.parse(kept.value), costUsd: kept.costUsd, wasKept: true };
    } catch {
      return undefined;
    }
  };

  const fly = async <T>(query: CacheQuery<T>, key: string, load: () => Promise<Loaded<T>>) => {
    try {
      const kept = await readKept(query, key);
      if (kept !== undefined) return kept;
      const { answer, kept: value, costUsd, tokens } = await load();
      if (value !== undefined) {
        const { vendor, scope } = query.identity;
        const model = tokens && {
          name: query.model ?? '',
          inputTokens: tokens.input,
          outputTokens: tokens.output,
        };
        await answers.keep({ key, vendor, scope, value, costUsd, ...(model && { model }) });
      }
      return { answer, costUsd, wasKept: false };
    } catch (error) {
      return { error, ownFault: isOwnFault(error, query.signal) };
    }
  };

  const lead = <T>(query: CacheQuery<T>, flightKey: string, key: string, load: () => Promise<Loaded<T>>) => {
    const flight = fly(query, key, load).finally(() => flights.delete(flightKey));
    flights.set(flightKey, flight);
    return flight;
  };

  return {
    async cached<T>(query: CacheQuery<T>, load: () => Promise<Loaded<T>>): Promise<T> {
      const key = cacheKeyOf(query.identity);
      const flightKey = `${key} ${query.fresh === true} ${query.maxAgeMs}`;
      for (;;) {
        const other = flights.get(flightKey) as Promise<Landing<T>> | undefined;
        const landing =
          other === undefined
            ? await lead(query, flightKey, key, load)
            : await whileWanted(other, query.signal);
        if ('error' in landing) {
          if (other !== undefined && landing.ownFault) continue;
          throw landing.error;
        }
        if (landing.wasKept || other !== undefined) await billKept(query, landing.costUsd);
        return landing.answer;
      }
    },
    remember: ({ vendor, scope, ...rest }, value) =>
      answers.keep({ key: cacheKeyOf({ vendor, scope, ...rest }), vendor, scope, value, costUsd: 0 }),
    recall: (identity, maxAgeMs, which) => answers.read(cacheKeyOf(identity), maxAgeMs, which),
  };
}
