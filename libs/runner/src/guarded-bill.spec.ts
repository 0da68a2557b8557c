import type { Bill, PlannedCall } from '@userport/contracts';
import { guardedBill } from './guarded-bill';
import { openLease } from './lease';
import { openTestClock } from './testing';

const planned: PlannedCall = { vendor: 'gemini', operation: 'generate_object', estimateUsd: 0.1 };

/** A bill whose lease of 1,000 ms stands in a clock that the test moves; what happens is written down in order. */
function open() {
  const { clock, pass } = openTestClock();
  const lease = openLease(clock, clock.monotonicMs(), 1000, new AbortController().signal);
  const happened: string[] = [];
  const bill: Bill = {
    async reserve() {
      happened.push('reserved');
      return {
        settle: () => void happened.push('settled'),
        release: () => void happened.push('released'),
      };
    },
  };
  const itsTurn = Promise.withResolvers<void>();
  const turn = () => {
    happened.push('waits');
    return itsTurn.promise;
  };
  return { bill, lease, pass, happened, itsTurn, turn };
}

describe('guardedBill', () => {
  it('lets no reservation begin once the lease is over', async () => {
    const { bill, lease, pass, happened } = open();
    pass(800);
    await expect(guardedBill(bill, lease).reserve(planned)).rejects.toMatchObject({ code: 'lease_over' });
    expect(happened).toEqual([]);
  });

  it('waits for its turn once the reservation is stored', async () => {
    const { bill, lease, happened, itsTurn, turn } = open();
    itsTurn.resolve();
    (await guardedBill(bill, lease, turn).reserve(planned)).settle({ units: {}, costUsd: 0.1 });
    expect(happened).toEqual(['reserved', 'waits', 'settled']);
  });

  it('makes no call whose lease ended while it waited, even when no timer has said so', async () => {
    const { bill, lease, pass, happened, itsTurn, turn } = open();
    const reservation = guardedBill(bill, lease, turn).reserve(planned);
    await new Promise((resolve) => setImmediate(resolve));
    pass(800);
    itsTurn.resolve();
    await expect(reservation).rejects.toMatchObject({ code: 'lease_over' });
    expect(happened).toEqual(['reserved', 'waits', 'released']);
  });

  it('releases a reservation whose turn never comes', async () => {
    const { bill, lease, happened, itsTurn, turn } = open();
    itsTurn.reject(new Error('no key'));
    await expect(guardedBill(bill, lease, turn).reserve(planned)).rejects.toThrow('no key');
    expect(happened).toEqual(['reserved', 'waits', 'released']);
  });

  it('does not wait with a kept answer', async () => {
    const { bill, lease, happened, turn } = open();
    await guardedBill(bill, lease, turn).reserve({ ...planned, cached: true });
    expect(happened).toEqual(['reserved']);
  });
});
