import { RetryableError, TerminalError } from '@userport/errors';
import { codeOf, isGivenUp, isJobWide, isUsedUp } from './purchases';

describe('isUsedUp', () => {
  it.each([
    [new TerminalError('x', { code: 'budget_exhausted' }), true],
    [new RetryableError('x', { code: 'quota_exhausted' }), true],
    [new RetryableError('x', { code: 'rate_limited' }), false],
    [new Error('budget_exhausted'), false],
  ])('judges %s as %s', (error, usedUp) => {
    expect(isUsedUp(error)).toBe(usedUp);
  });
});

describe('isJobWide', () => {
  it('is a final failure that every call would meet', () => {
    const words = ['configuration', 'model_unknown', 'vendor_unauthorized'];
    expect(words.map((code) => isJobWide(new TerminalError('x', { code })))).toEqual([true, true, true]);
    expect(isJobWide(new TerminalError('x', { code: 'prompt_blocked' }))).toBe(false);
    expect(isJobWide(new RetryableError('x', { code: 'vendor_unauthorized' }))).toBe(false);
  });
});

describe('isGivenUp', () => {
  it.each([
    [new TerminalError('x', { code: 'prompt_blocked' }), false, true],
    [new TerminalError('x', { code: 'configuration' }), true, false],
    [new RetryableError('x', { code: 'rate_limited' }), false, false],
    [new RetryableError('x', { code: 'rate_limited' }), true, true],
    [new RangeError('x'), true, false],
  ])('judges %s, last attempt %s, as %s', (error, last, givenUp) => {
    expect(isGivenUp(error, { last })).toBe(givenUp);
  });
});

describe('codeOf', () => {
  it('names a failure in a word', () => {
    expect([codeOf(new TerminalError('x', { code: 'a' })), codeOf('x')]).toEqual(['a', 'unexpected']);
  });
});
