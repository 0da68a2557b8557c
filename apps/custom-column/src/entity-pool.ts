import { RetryableError, TerminalError } from '@userport/errors';
import pLimit from 'p-limit';

/** How one entity ended. */
export type Ended<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

/** What a pool needs besides its work. */
export interface PoolOptions {
  /** Entities in work at the same time. */
  readonly concurrency: number;
  /**
   * How many more may be in work a moment later, when the first ones have asked: prepared, so that each question goes
   * out as soon as there is an answer. With spare ones beginnings are spread, away from answers.
   */
  readonly spare?: number;
  readonly signal: AbortSignal;
  /** Called after each entity that ended, with how many have. */
  onEnded(count: number): void;
}

/** Passing failures in a row, beyond what is in flight, after which the vendor is taken to be down. */
const PATIENCE = 5;

/**
 * The first ones begin spread over this time. Of answers that come together each waits until all are read and kept, and
 * so do the questions that follow them, round after round.
 */
const SPREAD_MS = 60;
/**
 * The next entities are prepared at full tenths of a second, at least so long after the answer before them: by then it
 * and its neighbours are kept, and the questions that waited for them are on their way. What is prepared at once is
 * also reserved at once, with one request.
 */
const LULL_MS = 100;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Final errors that are nothing about one entity: every other call would end the same way. */
const JOB_WIDE = new Set([
  'budget_exhausted',
  'configuration',
  'model_gone',
  'model_unknown',
  'quota_exhausted',
  'vendor_unauthorized',
]);

/** True for an error that every other entity would meet as well. */
export const isJobWide = (error: unknown): error is TerminalError =>
  error instanceof TerminalError && JOB_WIDE.has(error.code);

/** Throws what speaks against another paid call, if anything does. */
export type Gate = () => void;

/**
 * Works on all entities in one pool: as soon as one ends the next begins. An entity that fails is an ended entity;
 * the others go on. After an error that all would meet (no key, no budget), or several passing failures in a row
 * (rate limit, outage), no further paid call is begun: the gate, which the work must pass before each, throws that
 * trouble, so that entities whose answers are already kept still end well and the rest end at once.
 * @returns how each ended, in order; entities that an abort cut short end with its reason
 */
export async function workAll<I, T>(
  items: readonly I[],
  work: (item: I, gate: Gate) => Promise<T>,
  { concurrency, spare = 0, signal, onEnded }: PoolOptions,
): Promise<Ended<T>[]> {
  const limit = pLimit(concurrency);
  const spares = setTimeout(() => (limit.concurrency = concurrency + spare), LULL_MS);
  let failuresInRow = 0;
  let trouble: TerminalError | RetryableError | undefined;
  let ended = 0;
  const gate: Gate = () => {
    signal.throwIfAborted();
    if (trouble !== undefined) throw trouble;
  };
  const one = async (item: I): Promise<Ended<T>> => {
    try {
      signal.throwIfAborted();
      const value = await work(item, gate);
      failuresInRow = 0;
      return { ok: true, value };
    } catch (error) {
      if (signal.aborted) return { ok: false, error: signal.reason };
      if (isJobWide(error)) trouble ??= error;
      if (error instanceof TerminalError) return { ok: false, error };
      failuresInRow += 1;
      if (error instanceof RetryableError && failuresInRow >= PATIENCE + concurrency + spare)
        trouble ??= error;
      return { ok: false, error };
    }
  };
  const inTurn = async (item: I, index: number): Promise<Ended<T>> => {
    if (spare > 0 && index > 0 && index < concurrency) await wait((index * SPREAD_MS) / concurrency);
    const beganMs = performance.now();
    const end = await one(item);
    ended += 1;
    if (!signal.aborted) onEnded(ended);
    // Whoever was answered from what is kept has held nobody up.
    const asked = performance.now() - beganMs >= LULL_MS;
    if (spare > 0 && asked && limit.pendingCount > 0) await wait(2 * LULL_MS - (performance.now() % LULL_MS));
    return end;
  };
  const ends = await Promise.all(items.map((item, index) => limit(() => inTurn(item, index))));
  clearTimeout(spares);
  return ends;
}
