import { retryAfterMs } from './retry-after';

const NOW = Date.UTC(2026, 10, 23, 12, 0, 0);

describe('retryAfterMs', () => {
  it.each([
    ['0', 0],
    ['120', 120_000],
    [' 7 ', 7_000],
    ['1.5', 1_500],
    ['0.0001', 1],
    ['Mon, 23 Nov 2026 12:00:30 GMT', 30_000],
    ['Mon, 23 Nov 2026 11:59:00 GMT', 0],
  ])('reads %p as %p ms', (value, expected) => {
    expect(retryAfterMs(new Headers({ 'retry-after': value }), NOW)).toBe(expected);
  });

  it.each(['', 'soon', '-5', '1e3', '2026-11-23', 'Mon, 99 Nov 2026 12:00:30 GMT', '12345678901'])(
    'does not guess at %p',
    (value) => {
      expect(retryAfterMs(new Headers({ 'retry-after': value }), NOW)).toBeUndefined();
    },
  );

  it('says nothing without the header', () => {
    expect(retryAfterMs(new Headers(), NOW)).toBeUndefined();
  });
});
