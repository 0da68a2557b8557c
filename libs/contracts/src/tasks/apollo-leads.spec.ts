import { apolloLeads } from './apollo-leads';

const payload = { account_id: '7f1c3e1e-0d55-4c0a-9f3e-1b1b7a5d9c01', product_data: {} };

describe('apolloLeads', () => {
  it('makes the account the unit of work, under the job id that came', () => {
    expect(apolloLeads.entities(payload)).toEqual([{ entityId: payload.account_id, kind: 'account' }]);
    expect(apolloLeads.jobId(payload)).toBeUndefined();
    expect(apolloLeads.jobId({ ...payload, job_id: 'job-1' })).toBe('job-1');
  });

  it('tries three times and has no budget unless the payload says otherwise', () => {
    expect([payload, { ...payload, max_retries: 1 }].map((one) => apolloLeads.maxRetries(one))).toEqual([
      3, 1,
    ]);
    expect(apolloLeads.budgetUsd?.(payload)).toBeUndefined();
    expect(apolloLeads.budgetUsd?.({ ...payload, budget_usd: 2.5 })).toBe(2.5);
  });

  it.each(['failure', 'cancelled'] as const)(
    'closes a job that ended as %s with its reason and stage',
    (kind) => {
      const details = { error_type: 'TerminalError', message: 'No.', stage: 'run', retryable: false };
      const closing = { kind, reason: 'No.', details, jobId: 'job-1', entityId: payload.account_id };
      expect(apolloLeads.closingBodies(payload, closing)).toMatchObject([
        {
          body: {
            job_id: 'job-1',
            account_id: payload.account_id,
            lead_id: null,
            enrichment_type: 'generate_leads',
            source: 'apollo',
            status: 'failed',
            completion_percentage: 100,
            processed_data: { stage: 'run' },
            error_details: details,
          },
        },
      ]);
    },
  );
});
