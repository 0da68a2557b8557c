import { describeError } from '@userport/errors';
import type { CacheStore, KeptAnswer } from '@userport/warehouse';
import { gatherTurn, gatherWhileBusy } from './gather';

/** Where the cache says what an operator should know. */
export interface CacheLog {
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** A kept answer, what it cost once, and since when it is there. */
export interface Kept {
  /** JSON. */
  readonly value: unknown;
  /** US dollars; null when that is not known. */
  readonly costUsd: number | null;
  readonly storedAtMs: number;
}

/** Which of several kept answers counts. */
export type Which = 'newest' | 'first';

/** Reading and keeping that never fail: a cache is a convenience, the vendor is asked instead. */
export interface KeptAnswers {
  /**
   * The newest, or the first that is so young, which stays the same whoever keeps another one after it. Undefined when
   * there is none, or the store cannot be read.
   */
  read(key: string, maxAgeMs: number, which?: Which): Promise<Kept | undefined>;
  keep(answer: Omit<KeptAnswer, 'answer'> & Pick<Kept, 'value' | 'costUsd'>): Promise<void>;
}

/** Expired rows leave that often, while anything is written at all. */
const CLEAN_UP_EVERY_MS = 60 * 60 * 1000;

interface Asked {
  readonly key: string;
  readonly maxAgeMs: number;
  readonly which: Which;
}

interface Envelope {
  readonly value: unknown;
  readonly cost_usd: number | null;
}

const isEnvelope = (row: unknown): row is Envelope =>
  typeof row === 'object' &&
  row !== null &&
  'value' in row &&
  'cost_usd' in row &&
  (row.cost_usd === null || typeof row.cost_usd === 'number');

/** Opens a store for look-ups that are gathered: those of one turn are read together. */
export function openKeptAnswers(store: CacheStore, log: CacheLog, now: () => number): KeptAnswers {
  let cleanedUpMs = -Infinity;

  const attempt = async <T>(what: string, act: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await act();
    } catch (error) {
      log.warn(what, { error: describeError(error).message });
      return undefined;
    }
  };

  const read = gatherTurn(async (asked: readonly Asked[]) => {
    const nowMs = now();
    const oldest = new Date(nowMs - Math.max(...asked.map(({ maxAgeMs }) => maxAgeMs)));
    const found = await attempt('Kept answers cannot be read: the vendors are asked instead.', () =>
      store.read(
        asked.map(({ key }) => key),
        oldest,
      ),
    );
    return asked.map(({ key, maxAgeMs, which }): Kept | undefined => {
      const newest = found?.get(key);
      const wanted = which === 'first' ? [...(newest?.older ?? []), newest] : [newest];
      const young = wanted.find((row) => row !== undefined && nowMs - row.storedAt.getTime() <= maxAgeMs);
      if (young === undefined || !isEnvelope(young.answer)) return undefined;
      const { value, cost_usd: costUsd } = young.answer;
      return { value, costUsd, storedAtMs: young.storedAt.getTime() };
    });
  });

  const cleanUp = async (): Promise<void> => {
    if (now() - cleanedUpMs < CLEAN_UP_EVERY_MS) return;
    cleanedUpMs = now();
    await attempt('Expired answers could not be removed; the next hour tries again.', () =>
      store.removeExpired(),
    );
  };

  const keep = gatherWhileBusy(async (answers: readonly KeptAnswer[]) => {
    await attempt('Answers cannot be kept: they are used and asked for again the next time.', () =>
      store.keep(answers),
    );
    await cleanUp();
  });

  return {
    read: (key, maxAgeMs, which = 'newest') => read({ key, maxAgeMs, which }),
    keep: ({ value, costUsd, ...answer }) => keep({ ...answer, answer: { value, cost_usd: costUsd } }),
  };
}
