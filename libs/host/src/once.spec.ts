import { once } from './once';

describe('once', () => {
  it('opens at the first call and gives the same to all', async () => {
    let opened = 0;
    const open = once(() => Promise.resolve((opened += 1)));
    expect(opened).toBe(0);
    expect(await Promise.all([open(), open(), open()])).toEqual([1, 1, 1]);
  });

  it('tries again after a failure', async () => {
    let opened = 0;
    const open = once(() => {
      opened += 1;
      return opened === 1 ? Promise.reject(new TypeError('not yet')) : Promise.resolve(opened);
    });
    await expect(open()).rejects.toThrow('not yet');
    expect(await open()).toBe(2);
  });
});
