import type { Outcome } from '@userport/runner';
import { answerOf } from './outcome-answers';

const key = { jobId: 'job-1', entityId: 'column-1', generation: 2 };
const error = {
  error_type: 'RetryableError',
  code: 'vendor_busy',
  message: 'Gemini is busy.',
  retryable: true,
};

const rows: readonly (readonly [Outcome, number, string | undefined])[] = [
  [{ name: 'delivered', summary: { values: 3 } }, 200, undefined],
  [{ name: 'resumed', summary: {} }, 200, undefined],
  [{ name: 'replayed', summary: {} }, 200, undefined],
  [{ name: 'not_taken', summary: {} }, 200, undefined],
  [{ name: 'failed', summary: {} }, 200, undefined],
  [{ name: 'cancelled', summary: {} }, 200, undefined],
  [{ name: 'parked', reason: 'refused' }, 200, undefined],
  [{ name: 'rejected', reason: 'other payload' }, 200, undefined],
  [{ name: 'quarantined', reason: 'crashed' }, 200, undefined],
  [{ name: 'superseded', reason: 'newer' }, 200, undefined],
  [{ name: 'held', retryAfterMs: 12_001 }, 409, '13'],
  [{ name: 'retry', error }, 500, undefined],
  [{ name: 'retry', error: { ...error, retry_after_ms: 34_400 } }, 503, '35'],
  [{ name: 'callback_failed', reason: '502', retryAfterMs: 30_000 }, 503, '30'],
  [{ name: 'storage_unreachable', reason: 'down' }, 503, '5'],
  [{ name: 'settling_unknown', reason: 'unclear' }, 500, undefined],
  [{ name: 'payload_missing', reason: 'part 2' }, 503, '5'],
  [{ name: 'draining' }, 503, '5'],
  [{ name: 'too_late' }, 503, '5'],
];

describe('answerOf', () => {
  it.each(rows)('answers %j with the status that the queue is to act on', (outcome, status, retryAfter) => {
    const answer = answerOf(outcome, key, 'trace-1');
    expect(answer.status).toBe(status);
    expect(answer.headers?.['retry-after']).toBe(retryAfter);
    expect(answer.body).toMatchObject({
      job_id: 'job-1',
      entity_id: 'column-1',
      generation: 2,
      trace_id: 'trace-1',
    });
  });

  it('puts the summary of the task into a good answer', () => {
    expect(answerOf({ name: 'delivered', summary: { values: 3 } }, key, '').body).toMatchObject({
      outcome: 'delivered',
      values: 3,
    });
  });

  it('answers a failure as a problem with a stable type', () => {
    expect(answerOf({ name: 'retry', error }, key, 't')).toEqual({
      status: 500,
      headers: { 'content-type': 'application/problem+json' },
      body: {
        type: 'urn:userport:problem:retry',
        title: 'The attempt failed; another may succeed',
        status: 500,
        detail: 'Gemini is busy.',
        job_id: 'job-1',
        entity_id: 'column-1',
        generation: 2,
        state: 'retry',
        trace_id: 't',
        retryable: true,
      },
    });
  });

  it('closes the connection of a stopping instance', () => {
    expect(answerOf({ name: 'draining' }, key, '').headers?.['connection']).toBe('close');
  });
});
