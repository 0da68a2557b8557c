import { takenNames } from './taken-names';

describe('takenNames', () => {
  it('takes a name once while its task is held, however long that is', () => {
    const names = takenNames(1000, 10);
    expect(names.take('a', 0)).toBe(true);
    expect(names.take('a', 1_000_000)).toBe(false);
  });

  it('forgets a name when its time after the task is over', () => {
    const names = takenNames(1000, 10);
    names.take('a', 0);
    names.release('a', 500);
    expect(names.take('a', 1499)).toBe(false);
    expect(names.take('a', 1500)).toBe(true);
  });

  it('forgets the oldest first when it holds more than it may', () => {
    const names = takenNames(1000, 2);
    for (const name of ['a', 'b', 'c']) {
      names.take(name, 0);
      names.release(name, 0);
    }
    expect(names.take('c', 1)).toBe(false);
    expect(names.take('b', 1)).toBe(false);
    expect(names.take('a', 1)).toBe(true);
  });

  it('ignores the release of a name that nobody holds', () => {
    const names = takenNames(1000, 2);
    names.release('a', 0);
    expect(names.take('a', 1)).toBe(true);
  });
});
