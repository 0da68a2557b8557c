import type { Bill, PlannedCall } from '@userport/contracts';
import { guardedBill } from './guarded-bill';
import { openLease } from './lease';
import { openTestClock } from './testing';

const planned: PlannedCall = { vendor: 'gemini', operation: 'generate_object', estimateUsd: 0.1 };
const paid = { units: {}, costUsd: 0.1 };

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
  const slot = Promise.withResolvers<() => void>();
  const takeSlot = () => {
    happened.push('waits');
    return slot.promise;
  };
  const giveBack = () => void happened.push('given back');
  return { bill, lease, pass, happened, slot, takeSlot, giveBack };
}

describe('guardedBill', () => {
  it('lets no reservation begin once the lease is over', async () => {
    const { bill, lease, pass, happened } = open();
    pass(800);
    await expect(guardedBill(bill, lease).reserve(planned)).rejects.toMatchObject({ code: 'lease_over' });
    expect(happened).toEqual([]);
  });

  it('waits for a slot once the reservation is stored, and gives it back when the call ends', async () => {
    const { bill, lease, happened, slot, takeSlot, giveBack } = open();
    const guarded = guardedBill(bill, lease, takeSlot);
    slot.resolve(giveBack);
    const first = await guarded.reserve(planned);
    expect(happened).toEqual(['reserved', 'waits']);
    first.settle(paid);
    (await guarded.reserve(planned)).release();
    expect(happened.slice(2)).toEqual([
      'settled',
      'given back',
      'reserved',
      'waits',
      'released',
      'given back',
    ]);
  });

  it('makes no call whose lease ended while it waited for a slot, even when no timer has said so', async () => {
    const { bill, lease, pass, happened, slot, takeSlot, giveBack } = open();
    const reservation = guardedBill(bill, lease, takeSlot).reserve(planned);
    await new Promise((resolve) => setImmediate(resolve));
    pass(800);
    slot.resolve(giveBack);
    await expect(reservation).rejects.toMatchObject({ code: 'lease_over' });
    expect(happened).toEqual(['reserved', 'waits', 'released', 'given back']);
  });

  it('releases a reservation whose slot is refused', async () => {
    const { bill, lease, happened, slot, takeSlot } = open();
    slot.reject(new Error('no key'));
    await expect(guardedBill(bill, lease, takeSlot).reserve(planned)).rejects.toThrow('no key');
    expect(happened).toEqual(['reserved', 'waits', 'released']);
  });

  it('needs no slot for a kept answer', async () => {
    const { bill, lease, happened, takeSlot } = open();
    await guardedBill(bill, lease, takeSlot).reserve({ ...planned, cached: true });
    expect(happened).toEqual(['reserved']);
  });
});
