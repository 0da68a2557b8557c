import type { Bill, Reservation } from '@userport/contracts';
import type { StepOptions } from './define-task';
import type { Lease } from './lease';

type TakeSlot = NonNullable<StepOptions<unknown>['takeSlot']>;

/** A reservation that gives its slot back when it ends. */
const inSlot = (reservation: Reservation, giveBack: () => void): Reservation => ({
  settle(call) {
    reservation.settle(call);
    giveBack();
  },
  release() {
    reservation.release();
    giveBack();
  },
});

/**
 * A bill whose reservations look at the lease in the very turn in which the paid request follows: after the row is
 * stored and, where calls have slots, after the wait for one. A kept answer needs none.
 */
export const guardedBill = (bill: Bill, lease: Pick<Lease, 'check'>, takeSlot?: TakeSlot): Bill => ({
  async reserve(call) {
    lease.check();
    let reservation = await bill.reserve(call);
    try {
      if (takeSlot !== undefined && call.cached !== true) reservation = inSlot(reservation, await takeSlot());
      lease.check();
    } catch (error) {
      reservation.release();
      throw error;
    }
    return reservation;
  },
});
