import { RetryableError, TerminalError } from '@userport/errors';
import pLimit from 'p-limit';

/** How one entity ended. */
export type Ended<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

/** What a pool needs besides its work. */
export interface PoolOptions {
  /** Entities in work at the same time. */
  readonly concurrency: number;
  /** How many more may be in work a moment later, when the first ones have asked. */
  readonly spare?: number;
  readonly signal: AbortSignal;
  /** Called after each entity that ended, with how many have. */
  onEnded(count: number): void;
}

/** Passing failures in a row, beyond what is in flight, after which the vendor is taken to be down. */
const PATIENCE = 5;

/** By then the questions of the first entities are on their way. */
const SPARE_AFTER_MS = 20;

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
  const spares = setTimeout(() => (limit.concurrency = concurrency + spare), SPARE_AFTER_MS);
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
  const ends = await Promise.all(
    items.map((item) =>
      limit(async () => {
        const end = await one(item);
        ended += 1;
        if (!signal.aborted) onEnded(ended);
        return end;
      }),
    ),
  );
  clearTimeout(spares);
  return ends;
}
