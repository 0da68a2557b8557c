import { backoffMs, QUEUE_RETRY, retryAfterMs } from './retry-rules';

describe('backoffMs', () => {
  it('doubles, then grows linearly, then stays, as the example in queue.proto says', () => {
    const rules = { maxAttempts: 100, minBackoffMs: 10_000, maxBackoffMs: 300_000, maxDoublings: 3 };
    const waits = [1, 2, 3, 4, 5, 6, 7, 8].map((retry) => backoffMs(rules, retry) / 1000);
    expect(waits).toEqual([10, 20, 40, 80, 160, 240, 300, 300]);
  });

  it('waits 10 s at first and 10 min from the seventh retry on by the rules of this project', () => {
    expect([1, 2, 6, 7, 99].map((retry) => backoffMs(QUEUE_RETRY, retry))).toEqual([
      10_000, 20_000, 320_000, 600_000, 600_000,
    ]);
  });
});

describe('retryAfterMs', () => {
  const nowMs = Date.UTC(2026, 4, 4, 12, 0, 0);

  it.each([
    ['17', 17_000],
    ['0', 0],
    ['Mon, 04 May 2026 12:00:30 GMT', 30_000],
    ['Mon, 04 May 2026 11:00:00 GMT', 0],
    ['999999', 3_600_000],
    ['soon', 0],
    ['', 0],
    [undefined, 0],
  ])('reads %p as %p ms', (header, expectedMs) => {
    expect(retryAfterMs(header, nowMs)).toBe(expectedMs);
  });
});
