import type { ModelFacts } from '@userport/config';
import { explainThrown, httpStatusOf } from './explain-thrown';
import type { House } from './house';
import { type Failure, failureError } from './model-failure';

const facts: ModelFacts = { name: 'gpt-6-luna', vendor: 'openai', leastThinking: 'none' };
const houseOf = (refusal?: Failure): House => ({
  facts,
  timeoutMs: 240_000,
  now: () => 0,
  checkKey: () => undefined,
  send: () => Promise.reject(new Error('not asked here')),
  refusalOf: () => refusal,
});

const live = new AbortController().signal;
const over = AbortSignal.abort();
const refusal: Failure = {
  code: 'rate_limited',
  happened: 'answered 429',
  call: { vendor: 'openai', model: 'gpt-6-luna', charge: 'nothing' },
};
const unreachable = failureError({
  code: 'connection_failed',
  happened: 'broke',
  call: { vendor: 'openai', charge: 'not_sent' },
});

describe('explainThrown', () => {
  it('lets an HTTP error speak for itself, whatever the signals say', () => {
    const { error, charge } = explainThrown(houseOf(refusal), new Error('429'), {
      caller: over,
      deadline: over,
    });
    expect([error.code, charge]).toEqual(['rate_limited', 'nothing']);
  });

  it.each([
    ['aborted', over, live],
    ['aborted', over, over],
    ['timed_out', live, over],
  ])('says %s by the signals', (code, caller, deadline) => {
    const thrown = new Error('This operation was aborted');
    const { error, charge } = explainThrown(houseOf(), thrown, { caller, deadline });
    expect([error.code, charge]).toEqual([code, 'unknown']);
    expect((error.cause as Error).cause).toBe(thrown);
  });

  it('finds our own error inside what the SDK threw', () => {
    const thrown = new Error('Connection error.', { cause: unreachable });
    expect(explainThrown(houseOf(), thrown, { caller: live, deadline: live })).toEqual({
      error: unreachable,
      charge: 'not_sent',
    });
  });

  it('takes anything else for an answer that is none', () => {
    const { error, charge } = explainThrown(houseOf(), new SyntaxError('x'), {
      caller: live,
      deadline: live,
    });
    expect([error.code, charge]).toEqual(['answer_unreadable', 'unknown']);
  });
});

describe('httpStatusOf', () => {
  it('reads the status of an SDK’s error', () => {
    expect(httpStatusOf(Object.assign(new Error('m'), { status: 503 }))).toBe(503);
  });

  it.each([
    [new Error('m')],
    [Object.assign(new Error('m'), { status: undefined })],
    [{ status: 500 }],
    [undefined],
  ])('reads none of %p', (error) => {
    expect(httpStatusOf(error)).toBeUndefined();
  });
});
