import { openLanes } from './lanes';

/** Work that ends when the test says so. */
const heldWork = () => {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (item: string): Promise<void> => {
    begun.push(item);
    return new Promise((resolve) => ends.set(item, resolve));
  };
  const end = async (item: string) => {
    ends.get(item)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, work, end };
};

describe('openLanes', () => {
  it('runs as many of a lane at a time as it may, in order', async () => {
    const { begun, work, end } = heldWork();
    const lanes = openLanes<string>(2, work);
    for (const item of ['a', 'b', 'c', 'd']) lanes.add('one', item);
    expect(begun).toEqual(['a', 'b']);
    await end('b');
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  it('bounds each lane by itself', () => {
    const { begun, work } = heldWork();
    const lanes = openLanes<string>(1, work);
    lanes.add('one', 'a');
    lanes.add('one', 'b');
    lanes.add('two', 'c');
    expect(begun).toEqual(['a', 'c']);
  });

  it('begins nothing while paused and goes on where it stood', () => {
    const { begun, work } = heldWork();
    const lanes = openLanes<string>(1, work);
    lanes.pause();
    lanes.add('one', 'a');
    expect(begun).toEqual([]);
    lanes.resume();
    expect(begun).toEqual(['a']);
  });

  it('tells running work that it closes, waits for it and begins nothing more', async () => {
    const begun: string[] = [];
    const lanes = openLanes<string>(1, (item, closing) => {
      begun.push(item);
      return new Promise((resolve) => closing.addEventListener('abort', () => resolve()));
    });
    lanes.add('one', 'a');
    lanes.add('one', 'b');
    await lanes.close();
    lanes.resume();
    expect(begun).toEqual(['a']);
  });
});
