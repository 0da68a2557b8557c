import { openDraining } from './draining';

describe('openDraining', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('ends at once when nothing is under way', async () => {
    const draining = openDraining();
    await draining.start(8_000);
    expect(draining.started).toBe(true);
    expect(draining.signal.aborted).toBe(false);
  });

  it('waits for requests under way and does not stop work that ends in time', async () => {
    const draining = openDraining();
    const done = draining.begin();
    const stopped = draining.start(8_000);
    await jest.advanceTimersByTimeAsync(7_999);
    done();
    await stopped;
    expect(draining.signal.aborted).toBe(false);
  });

  it('tells work to stop when the grace is over, and gives up 1.5 s later', async () => {
    const draining = openDraining();
    draining.begin();
    let over = false;
    const stopped = draining.start(8_000).then(() => {
      over = true;
    });
    await jest.advanceTimersByTimeAsync(8_000);
    expect(draining.signal.aborted).toBe(true);
    await jest.advanceTimersByTimeAsync(1_499);
    expect(over).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await stopped;
    expect(over).toBe(true);
  });

  it('counts a request out once, however often its end is told', async () => {
    const draining = openDraining();
    const first = draining.begin();
    draining.begin();
    first();
    first();
    let over = false;
    void draining.start(8_000).then(() => {
      over = true;
    });
    await jest.advanceTimersByTimeAsync(100);
    expect(over).toBe(false);
  });
});
