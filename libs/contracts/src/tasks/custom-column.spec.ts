import { customColumn } from './custom-column';

const payload = {
  column_id: 'column-1',
  entity_ids: ['e1', 'e2'],
  column_config: { name: 'n', question: 'q?', response_type: 'string' as const },
  context_data: {},
  orchestration_data: { next_columns: ['c2'], entity_ids: ['e1', 'e2'], tenant_id: 't' },
};
const closing = {
  reason: 'The key of Gemini is not set.',
  details: {
    error_type: 'TerminalError',
    message: 'The key of Gemini is not set.',
    stage: 'run',
    retryable: false,
  },
  jobId: 'job-1',
  entityId: 'column-1',
};

describe('customColumn', () => {
  it('makes the column the unit of work, under the job id that came', () => {
    expect(customColumn.entities(payload)).toEqual([{ entityId: 'column-1', kind: 'column' }]);
    expect(customColumn.jobId(payload)).toBeUndefined();
    expect(customColumn.jobId({ ...payload, job_id: 'b_1' })).toBe('b_1');
  });

  it('says only that a repeated create is known: sent again, the result would start the next column again', () => {
    expect(customColumn.repeatedCreate).toBe('acknowledge');
    expect(customColumn.newPayload).toBe('refuse');
  });

  it('tries three times unless the payload says otherwise', () => {
    expect(customColumn.maxRetries(payload)).toBe(3);
    expect(customColumn.maxRetries({ ...payload, max_retries: 1 })).toBe(1);
  });

  it('closes a failed job with an error for every entity, and lets the chain go on', () => {
    const bodies = customColumn.closingBodies(payload, { kind: 'failure', ...closing });
    expect(bodies.map(({ body, once }) => [body['status'], once])).toEqual([
      ['processing', undefined],
      ['completed', true],
    ]);
    expect(bodies[0]?.body['processed_data']).toMatchObject({
      values: ['e1', 'e2'].map((id) => ({
        column_id: 'column-1',
        entity_id: id,
        status: 'error',
        error_details: { error: closing.reason, ...closing.details },
      })),
    });
    expect(bodies[1]?.body).toMatchObject({
      orchestration_data: payload.orchestration_data,
      error_details: closing.details,
      processed_data: { successful_count: 0, failed_count: 2, avg_confidence: null },
    });
  });

  it('closes a cancelled job without continuing the chain', () => {
    const bodies = customColumn.closingBodies(payload, { kind: 'cancelled', ...closing });
    expect(bodies.map(({ body, once }) => [body['status'], body['orchestration_data'], once])).toEqual([
      ['processing', null, undefined],
      ['completed', null, undefined],
    ]);
  });

  it.each([
    ['nothing', {}],
    ['wrong types', { entity_ids: 'e1', orchestration_data: ['c2'] }],
    ['a list with holes', { entity_ids: [null, 7] }],
  ])('closes a payload of which it can read %s', (_what, broken) => {
    const bodies = customColumn.closingBodies(broken as unknown as typeof payload, {
      kind: 'failure',
      ...closing,
    });
    expect(bodies).toHaveLength(1);
    expect(bodies[0]?.body).toMatchObject({
      account_id: 'column-1',
      status: 'completed',
      orchestration_data: null,
    });
  });
});
