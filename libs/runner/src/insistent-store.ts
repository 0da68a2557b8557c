import { RetryableError, TerminalError } from '@userport/errors';
import type { Clock, JobStore } from './ports';

/** Waits between the tries of one storage operation: long enough for a blip, short beside a lease. */
const WAITS_MS = [50, 250] as const;

const NEVER = new AbortController().signal;

/**
 * The same store, each operation tried three times in place. All of them are idempotent: after an unclear answer the
 * repeat finds what the first try did.
 * @throws RetryableError `storage` after the last try, with the engine's error as cause
 * @throws TerminalError at once, as the engine gave it: what it can never take is not asked of it again
 */
export function insistentStore(store: JobStore, clock: Clock): JobStore {
  const insist = async <T>(operation: string, call: () => Promise<T>): Promise<T> => {
    for (let tries = 0; ; tries += 1) {
      try {
        return await call();
      } catch (cause) {
        if (cause instanceof TerminalError) throw cause;
        const waitMs = WAITS_MS[tries];
        if (waitMs === undefined) {
          throw new RetryableError(`Storage did not take ${operation} in ${tries + 1} tries.`, {
            cause,
            code: 'storage',
          });
        }
        await clock.sleep(waitMs, NEVER);
      }
    }
  };
  return {
    lookup: (...args) => insist('lookup', () => store.lookup(...args)),
    putIfAbsent: (...args) => insist('putIfAbsent', () => store.putIfAbsent(...args)),
    holderOf: (name) => insist('holderOf', () => store.holderOf(name)),
    appendEvents: (events) => insist('appendEvents', () => store.appendEvents(events)),
    appendBodies: (...args) => insist('appendBodies', () => store.appendBodies(...args)),
    readBodies: (...args) => insist('readBodies', () => store.readBodies(...args)),
    appendMemo: (...args) => insist('appendMemo', () => store.appendMemo(...args)),
    appendRaw: (...args) => insist('appendRaw', () => store.appendRaw(...args)),
  };
}

/** True for a failure of storage, which is never the task's own and spends no attempt. */
export const isStorageError = (error: unknown): boolean =>
  error instanceof RetryableError && error.code === 'storage';
