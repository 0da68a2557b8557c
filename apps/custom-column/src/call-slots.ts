import pLimit from 'p-limit';

/** Runs a step when a slot is free; the step says when its paid call is answered. */
export type Slots = <T>(step: (answered: () => void) => Promise<T>) => Promise<T>;

/**
 * As many paid calls at once as the job allows. A slot is free again as soon as its call is answered, or its step ends without
 * one: while an answer is on its way to the store the vendor need not wait for the next question.
 */
export function openSlots(concurrency: number): Slots {
  const limit = pLimit(concurrency);
  return (step) =>
    new Promise((resolve, reject) => {
      void limit(() => {
        const call = Promise.withResolvers<void>();
        // One turn later, so that a failure is known to the pool before the next call begins.
        step(call.resolve)
          .then(resolve, reject)
          .finally(() => setImmediate(call.resolve));
        return call.promise;
      });
    });
}
