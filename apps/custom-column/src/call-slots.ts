import type { Bill, Reservation } from '@userport/contracts';
import pLimit from 'p-limit';
import type { Gate } from './entity-pool';

/** The same bill, whose calls wait for a slot once they are reserved; the gate is passed again when one is free. */
export type Slots = (bill: Bill, gate: Gate) => Bill;

/** Takes a slot; what it resolves to gives it back. */
function openTaking(concurrency: number): () => Promise<() => void> {
  const limit = pLimit(concurrency);
  return () =>
    new Promise((take) => {
      void limit(
        () =>
          new Promise<void>((giveBack) => {
            take(giveBack);
          }),
      );
    });
}

/**
 * As many paid calls at once as the job allows. A call has its slot from when its reservation is stored until that ends:
 * while one is being reserved, or an answer is on its way to the store, the vendor need not wait for the next question.
 */
export function openSlots(concurrency: number): Slots {
  const takeSlot = openTaking(concurrency);
  const inSlot = async (reservation: Reservation, gate: Gate): Promise<Reservation> => {
    const giveBack = await takeSlot();
    try {
      gate();
    } catch (error) {
      reservation.release();
      giveBack();
      throw error;
    }
    // One turn later, so that a failure is known to the pool before the next call begins.
    const end = (): void => void setImmediate(giveBack);
    return {
      settle(call) {
        reservation.settle(call);
        end();
      },
      release() {
        reservation.release();
        end();
      },
    };
  };
  return (bill, gate) => ({
    async reserve(call) {
      const reservation = await bill.reserve(call);
      return call.cached === true ? reservation : inSlot(reservation, gate);
    },
  });
}
