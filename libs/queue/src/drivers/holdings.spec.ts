import { RetryableError } from '@userport/errors';
import { openHoldings } from './holdings';

describe('openHoldings', () => {
  it('takes what fits and refuses what does not', () => {
    const holdings = openHoldings(10);
    holdings.add(6);
    expect(() => holdings.checkRoom(4)).not.toThrow();
    expect(() => holdings.checkRoom(5)).toThrow(RetryableError);
    holdings.remove(6);
    expect(() => holdings.checkRoom(10)).not.toThrow();
  });

  it('tells everyone who waits when the last task is gone', async () => {
    const holdings = openHoldings();
    holdings.add(1);
    holdings.add(1);
    const told: string[] = [];
    const waits = ['a', 'b'].map((name) => holdings.idle().then(() => told.push(name)));
    holdings.remove(1);
    await Promise.resolve();
    expect(told).toEqual([]);
    holdings.remove(1);
    await Promise.all(waits);
    expect(told).toEqual(['a', 'b']);
  });

  it('is idle at once when it holds nothing or is closed', async () => {
    const holdings = openHoldings();
    await holdings.idle();
    holdings.add(1);
    holdings.close();
    await holdings.idle();
    expect(() => holdings.checkRoom(1)).toThrow('closed');
  });
});
