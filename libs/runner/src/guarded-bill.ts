import type { Bill } from '@userport/contracts';
import type { Lease } from './lease';

/**
 * A bill whose reservations look at the lease in the very turn in which the paid request follows: after the row is
 * stored and, where calls wait for their turn, after that wait. A kept answer does not wait.
 */
export const guardedBill = (
  bill: Bill,
  lease: Pick<Lease, 'check'>,
  turn: () => Promise<void> = () => Promise.resolve(),
): Bill => ({
  async reserve(call) {
    lease.check();
    const reservation = await bill.reserve(call);
    try {
      if (call.cached !== true) await turn();
      lease.check();
    } catch (error) {
      reservation.release();
      throw error;
    }
    return reservation;
  },
});
