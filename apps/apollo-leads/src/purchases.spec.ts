import { RetryableError, TerminalError } from '@userport/errors';
import { codeOf, isUsedUp } from './purchases';

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

describe('codeOf', () => {
  it('names a failure in a word', () => {
    expect([codeOf(new TerminalError('x', { code: 'a' })), codeOf('x')]).toEqual(['a', 'unexpected']);
  });
});
