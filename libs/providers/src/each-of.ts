import { type Cache, type CacheQuery, gatherTurn, type Loaded } from '@userport/cache';
import { RetryableError, TerminalError } from '@userport/errors';

/** What a vendor said of one thing: an answer, or why there is none. */
export type Bought<T> = { readonly loaded: Loaded<T> } | { readonly error: TerminalError | RetryableError };

/** What became of one thing. */
export type Each<T> = { readonly value: T } | { readonly error: TerminalError | RetryableError };

/** Several things of one kind, for vendors who answer several at once. */
export interface Things<T> {
  readonly cache: Cache;
  /** Each once. */
  readonly keys: readonly string[];
  queryOf(key: string): CacheQuery<T>;
  /** Asks for those that are not kept, together; answers in their order. */
  buy(missing: readonly string[]): Promise<readonly Bought<T>[]>;
}

const endOf = <T>(end: PromiseSettledResult<T>): Each<T> => {
  if (end.status === 'fulfilled') return { value: end.value };
  const reason: unknown = end.reason;
  if (reason instanceof TerminalError || reason instanceof RetryableError) return { error: reason };
  throw reason;
};

/**
 * What became of each, by its key. What failed for one of them leaves the others alone.
 * @throws the error that all of them have in common: then the call failed and not one of them
 */
export async function eachOf<T>({
  cache,
  keys,
  queryOf,
  buy,
}: Things<T>): Promise<ReadonlyMap<string, Each<T>>> {
  // Those that are not kept are known in the same turn, and are asked for together.
  const buyOne = gatherTurn(buy);
  const load = async (key: string): Promise<Loaded<T>> => {
    const bought = await buyOne(key);
    if ('error' in bought) throw bought.error;
    return bought.loaded;
  };
  const distinct = [...new Set(keys)];
  const settled = await Promise.allSettled(
    distinct.map((key) => cache.cached(queryOf(key), () => load(key))),
  );
  const ends = settled.map(endOf);
  const [first] = ends;
  if (first !== undefined && 'error' in first) {
    const { error } = first;
    if (ends.every((end) => 'error' in end && end.error === error)) throw error;
  }
  return new Map(distinct.map((key, index) => [key, ends[index]] as [string, Each<T>]));
}

/** The one thing that was asked for. */
export async function oneOf<T>(thing: Omit<Things<T>, 'keys'> & { readonly key: string }): Promise<T> {
  const { cache, key, queryOf, buy } = thing;
  return cache.cached(queryOf(key), async () => {
    const [bought] = await buy([key]);
    if (bought !== undefined && 'loaded' in bought) return bought.loaded;
    throw bought?.error ?? new RetryableError('The vendor answered for nothing that was asked.');
  });
}
