import { DEFAULT_RETRY, judgeStatus, waitMs } from './retry-policy';

describe('judgeStatus', () => {
  const policy = { ...DEFAULT_RETRY, statuses: [429, 503], laterStatuses: [402, 403] };

  it.each([
    [200, undefined],
    [204, undefined],
    [302, { verdict: 'never' }],
    [401, { verdict: 'never' }],
    [402, { verdict: 'later' }],
    [429, { verdict: 'again' }],
    [500, { verdict: 'never' }],
  ])('judges %d by the table of the vendor', (status, expected) => {
    expect(judgeStatus(status, policy)).toEqual(expected);
  });
});

describe('waitMs', () => {
  it.each([
    [1, 0, 250],
    [1, 1, 500],
    [2, 0, 500],
    [3, 0.5, 1_500],
    [10, 1, 30_000],
  ])('waits after %d failed tries, with chance %d, %d ms', (tries, chance, expected) => {
    expect(waitMs(DEFAULT_RETRY, tries, undefined, () => chance)).toBe(expected);
  });

  it('takes what the other side asks for as it is', () => {
    expect(waitMs(DEFAULT_RETRY, 1, 7_000, () => 0)).toBe(7_000);
  });
});
