import type { Bill, PlannedCall, Reservation } from '@userport/contracts';
import { openSlots } from './call-slots';

const settle = () => new Promise((resolve) => setImmediate(resolve));

const planned = (operation: string, over: Partial<PlannedCall> = {}): PlannedCall => ({
  vendor: 'gemini',
  operation,
  estimateUsd: 0.001,
  ...over,
});

/** A bill that writes down what happens on it, and calls that pass its slots. */
function openCalls(concurrency: number, gate: () => void = () => undefined) {
  const rows: string[] = [];
  const bill: Bill = {
    async reserve({ operation }) {
      rows.push(`${operation} reserved`);
      return {
        settle: () => void rows.push(`${operation} settled`),
        release: () => void rows.push(`${operation} released`),
      };
    },
  };
  const slotted = openSlots(concurrency)(bill, gate);
  const begun: string[] = [];
  const reserve = async (operation: string, over: Partial<PlannedCall> = {}): Promise<Reservation> => {
    const reservation = await slotted.reserve(planned(operation, over));
    begun.push(operation);
    return reservation;
  };
  return { rows, begun, reserve };
}

const paid = { units: {}, costUsd: 0.001 };

describe('openSlots', () => {
  it('reserves a call while it waits for a slot, and begins it when an earlier one is settled', async () => {
    const { rows, begun, reserve } = openCalls(1);
    const first = await reserve('a');
    const second = reserve('b');
    await settle();
    expect([rows, begun]).toEqual([['a reserved', 'b reserved'], ['a']]);
    first.settle(paid);
    (await second).settle(paid);
    expect([rows, begun]).toEqual([
      ['a reserved', 'b reserved', 'a settled', 'b settled'],
      ['a', 'b'],
    ]);
  });

  it('frees the slot of a call that was never made', async () => {
    const { begun, reserve } = openCalls(1);
    const first = await reserve('a');
    const second = reserve('b');
    first.release();
    await second;
    expect(begun).toEqual(['a', 'b']);
  });

  it('lets the failure of one call be known before the next begins', async () => {
    let trouble: Error | undefined;
    const { rows, begun, reserve } = openCalls(1, () => {
      if (trouble !== undefined) throw trouble;
    });
    const first = await reserve('a');
    const second = reserve('b');
    await settle();
    first.settle(paid);
    await Promise.resolve().then(() => (trouble = new Error('no key')));
    await expect(second).rejects.toThrow('no key');
    expect([rows, begun]).toEqual([['a reserved', 'b reserved', 'a settled', 'b released'], ['a']]);
  });

  it('gives back the slot of a call that the gate stops', async () => {
    const verdicts = [new Error('stopped'), undefined];
    const { begun, reserve } = openCalls(1, () => {
      const verdict = verdicts.shift();
      if (verdict !== undefined) throw verdict;
    });
    await expect(reserve('a')).rejects.toThrow('stopped');
    await reserve('b');
    expect(begun).toEqual(['b']);
  });

  it('begins as many calls as there are slots', async () => {
    const { begun, reserve } = openCalls(2);
    const all = ['a', 'b', 'c', 'd'].map((operation) => reserve(operation));
    await settle();
    expect(begun).toEqual(['a', 'b']);
    (await all[0])?.settle(paid);
    await settle();
    await settle();
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  it('lets a kept answer pass without a slot', async () => {
    const { begun, reserve } = openCalls(1);
    await reserve('a');
    await reserve('b', { cached: true });
    expect(begun).toEqual(['a', 'b']);
  });
});
