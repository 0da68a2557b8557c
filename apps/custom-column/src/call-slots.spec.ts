import { openSlots } from './call-slots';

const turn = () => new Promise((resolve) => setImmediate(resolve));
const open = () => undefined;

/** Takers that write down when they have their slot. */
function openTakers(concurrency: number) {
  const slots = openSlots(concurrency);
  const taken: string[] = [];
  const take = async (name: string, gate: () => void = open): Promise<() => void> => {
    const giveBack = await slots(gate)();
    taken.push(name);
    return giveBack;
  };
  return { taken, take };
}

describe('openSlots', () => {
  it('gives as many slots at once as there are, in the order in which they were asked for', async () => {
    const { taken, take } = openTakers(2);
    const all = ['a', 'b', 'c', 'd'].map((name) => take(name));
    await turn();
    expect(taken).toEqual(['a', 'b']);
    (await all[1])?.();
    await turn();
    await turn();
    expect(taken).toEqual(['a', 'b', 'c']);
  });

  it('frees a slot after every promise that is ready, and once however often it is said', async () => {
    const { taken, take } = openTakers(1);
    const giveBack = await take('a');
    const others = ['b', 'c'].map((name) => take(name));
    giveBack();
    giveBack();
    await Promise.resolve();
    expect(taken).toEqual(['a']);
    await others[0];
    await turn();
    expect(taken).toEqual(['a', 'b']);
  });

  it('lets the failure of one call be known before the next begins, and passes its slot on', async () => {
    const trouble: Error[] = [];
    const gate = () => {
      if (trouble[0] !== undefined) throw trouble[0];
    };
    const { taken, take } = openTakers(1);
    const giveBack = await take('a');
    const second = take('b', gate);
    const third = take('c');
    giveBack();
    trouble.push(new Error('no key'));
    await expect(second).rejects.toThrow('no key');
    await third;
    expect(taken).toEqual(['a', 'c']);
  });
});
