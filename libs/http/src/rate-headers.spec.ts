import { pauseAskedMs } from './rate-headers';

const NOW = Date.UTC(2026, 10, 23);
const asked = (status: number, headers: Record<string, string>) =>
  pauseAskedMs(status, new Headers(headers), NOW);

describe('pauseAskedMs', () => {
  it.each([
    ['Retry-After of a 429 in seconds', 429, { 'retry-after': '12' }, 12_000],
    ['Retry-After of a 503 as a date', 503, { 'retry-after': 'Mon, 23 Nov 2026 00:00:30 GMT' }, 30_000],
    ['the one field of the draft', 200, { ratelimit: '"minute";r=0;t=27' }, 27_000],
    [
      'the longest empty policy of it',
      200,
      { ratelimit: '"s";r=0;t=1, "m";r=0;t=40, "d";r=9;t=9999' },
      40_000,
    ],
    ['the pair of fields', 200, { 'ratelimit-remaining': '0', 'ratelimit-reset': '5' }, 5_000],
    ['the pair with X', 200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1795392007' }, 7_000],
  ])('reads %s', (_what, status, headers: Record<string, string>, ms) => {
    expect(asked(status, headers)).toBe(ms);
  });

  it.each([
    ['an answer without any of them', 429, {}],
    ['Retry-After of a snapshot that is not ready', 202, { 'retry-after': '10' }],
    ['a window with something left', 200, { 'ratelimit-remaining': '3', 'ratelimit-reset': '5' }],
    ['an empty window of unknown end', 200, { 'ratelimit-remaining': '0' }],
    ['an empty field, which means no limit', 200, { 'x-ratelimit-remaining': '', 'x-ratelimit-reset': '5' }],
    [
      'what cannot be read',
      200,
      { ratelimit: 'a lot', 'ratelimit-remaining': '-1', 'ratelimit-reset': 'soon' },
    ],
  ])('asks for nothing by %s', (_what, status, headers: Record<string, string>) => {
    expect(asked(status, headers)).toBeUndefined();
  });

  it('takes a reset that is past for now', () => {
    expect(asked(200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1700000000' })).toBe(0);
  });
});
