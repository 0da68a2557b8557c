import { RetryableError, TerminalError } from '@userport/errors';
import { openAttempts } from './attempts';
import { recordingContext } from './testing';

const ignore = (): void => undefined;
const busy = () => Promise.reject(new RetryableError('Busy.', { code: 'busy', retryAfterMs: 5000 }));
const refused = () => Promise.reject(new TerminalError('No key.', { code: 'configuration' }));

describe('openAttempts', () => {
  it('leaves a gap with its reason for a step that is refused, and goes on', async () => {
    const attempts = openAttempts(recordingContext(), ignore);
    expect(await attempts.attempt('technologies', {}, refused)).toBeNull();
    expect(await attempts.attempt('site', {}, () => Promise.resolve('page'))).toBe('page');
    expect(attempts.gaps).toEqual([{ step: 'technologies', code: 'configuration', message: 'No key.' }]);
    expect(() => attempts.settle()).not.toThrow();
  });

  it('asks for another delivery while a step may still succeed, after the wait that was asked', async () => {
    const attempts = openAttempts(recordingContext(), ignore);
    await attempts.attempt('site', {}, () => Promise.resolve('page'));
    await attempts.attempt('records', {}, busy);
    const settled = Promise.resolve().then(() => attempts.settle());
    await expect(settled).rejects.toMatchObject({ code: 'steps_failed', retryAfterMs: 5000 });
  });

  it('makes do at the last attempt, unless nothing at all was given', async () => {
    const some = openAttempts(recordingContext({ last: true }), ignore);
    await some.attempt('site', {}, () => Promise.resolve('page'));
    await some.attempt('records', {}, busy);
    expect(() => some.settle()).not.toThrow();
    const none = openAttempts(recordingContext({ last: true }), ignore);
    await none.attempt('site', {}, busy);
    await none.attempt('records', {}, refused);
    expect(() => none.settle()).toThrow(/Nobody who was asked.*records: No key\. site: Busy\./);
  });

  it('takes it for an answer that there is nothing, and fails when nobody answered at all', async () => {
    const nothingThere = () =>
      Promise.reject(new TerminalError('Nothing was found.', { code: 'nothing_found' }));
    const none = openAttempts(recordingContext(), ignore);
    await none.attempt('linkedin_search', {}, refused);
    expect(() => none.settle()).toThrow(/Nobody who was asked.*linkedin_search: No key\./);
    const some = openAttempts(recordingContext(), ignore);
    await some.attempt('linkedin_search', {}, nothingThere);
    await some.attempt('technologies', {}, refused);
    expect(() => some.settle()).not.toThrow();
  });

  it("knows the reader's word for a name that leads nowhere", async () => {
    const notAccepted = () => Promise.reject(new TerminalError('No.', { code: 'vendor_refused' }));
    const site = openAttempts(recordingContext(), ignore);
    await site.attempt('site', {}, notAccepted);
    expect(() => site.settle()).not.toThrow();
    const search = openAttempts(recordingContext(), ignore);
    await search.attempt('linkedin_search', {}, notAccepted);
    expect(() => search.settle()).toThrow(/Nobody/);
  });

  it('names what was answered and cannot be used', () => {
    const attempts = openAttempts(recordingContext(), ignore);
    attempts.miss('market_search', 'search_ungrounded', 'From memory.');
    expect(attempts.gaps).toEqual([
      { step: 'market_search', code: 'search_ungrounded', message: 'From memory.' },
    ]);
  });

  it('passes on that the delivery is to end', async () => {
    const controller = new AbortController();
    const attempts = openAttempts(recordingContext({ signal: controller.signal }), ignore);
    controller.abort(new Error('drained'));
    await expect(attempts.attempt('site', {}, busy)).rejects.toThrow('drained');
  });
});
