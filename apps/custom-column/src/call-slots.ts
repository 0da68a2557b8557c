import pLimit from 'p-limit';
import type { Gate } from './entity-pool';

/** For one entity: takes a slot when one is free, if its gate lets it pass then; what it resolves to gives the slot back. */
export type Slots = (gate: Gate) => () => Promise<() => void>;

/** As many slots as a job may have paid calls under way at once. */
export function openSlots(concurrency: number): Slots {
  const limit = pLimit(concurrency);
  const take = () =>
    new Promise<() => void>((taken) => {
      void limit(
        () =>
          new Promise<void>((giveBack) => {
            // After every promise that is ready, so that a failure is known to the gates before the next call begins;
            // before the next answer is read, so that of many at once none waits for the others.
            taken(() => process.nextTick(giveBack));
          }),
      );
    });
  return (gate) => async () => {
    const giveBack = await take();
    try {
      gate();
    } catch (error) {
      giveBack();
      throw error;
    }
    return giveBack;
  };
}
