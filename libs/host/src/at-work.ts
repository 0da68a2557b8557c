import { type EntityKey, keyHashOf } from '@userport/contracts';

/** One life of one unit of work. */
type Life = EntityKey & { readonly generation: number };

/** Does work unless the same is being done here already; then it does nothing and answers undefined. */
export type DoUnlessAtWork = <T>(life: Life, work: () => Promise<T>) => Promise<T | undefined>;

/**
 * Remembers what this instance is at work on. Which of several instances may run a job, the store decides; that a
 * second delivery has to wait for the first one here needs no request, no payload and no memory.
 */
export function openAtWork(): DoUnlessAtWork {
  const lives = new Set<string>();
  return async (life, work) => {
    const word = `${keyHashOf(life)} ${life.generation}`;
    if (lives.has(word)) return undefined;
    lives.add(word);
    try {
      return await work();
    } finally {
      lives.delete(word);
    }
  };
}
