import type { EntityKey } from '@userport/contracts';
import { forgetName } from './names';
import type { Clock, JobStore } from './ports';

/** A look that is older is made again: nothing of a job leaves longer than this after it was forgotten. */
const LOOK_HOLDS_MS = 2_000;

/** Whether the job of a delivery has been forgotten while it was under way. */
export interface ForgetWatch {
  /**
   * Looks again unless it has done so just now. What follows in the same turn may rely on the answer.
   * @param goesOn false when nobody is interested in the answer any more
   */
  isForgotten(goesOn?: () => boolean): Promise<boolean>;
}

/**
 * Opens the watch of a delivery. It begins with the look at the job that every delivery begins with, so that one which
 * is over at once asks nothing more of its store.
 */
export function openForgetWatch(
  store: Pick<JobStore, 'holderOf'>,
  key: EntityKey,
  clock: Pick<Clock, 'monotonicMs'>,
): ForgetWatch {
  let lookedMs = clock.monotonicMs();
  let isForgotten = false;
  return {
    async isForgotten(goesOn = () => true) {
      // A process that stood still while it waited for the answer knows what was, not what is.
      while (!isForgotten && clock.monotonicMs() - lookedMs > LOOK_HOLDS_MS && goesOn()) {
        const askedMs = clock.monotonicMs();
        isForgotten = (await store.holderOf(forgetName(key))) !== undefined;
        lookedMs = askedMs;
      }
      return isForgotten;
    },
  };
}
