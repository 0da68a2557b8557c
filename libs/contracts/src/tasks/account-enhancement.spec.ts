import { accountEnhancement } from './account-enhancement';

const accounts = [
  { account_id: 'account-1', website: 'https://quarrystone.example' },
  { account_id: 'account-2', website: null },
];

describe('accountEnhancement', () => {
  it('makes each account a unit of work of one job', () => {
    expect(accountEnhancement.entities({ accounts })).toEqual([
      { entityId: 'account-1', kind: 'account' },
      { entityId: 'account-2', kind: 'account' },
    ]);
    expect(accountEnhancement.jobId({ accounts })).toBeUndefined();
    expect(accountEnhancement.jobId({ accounts, job_id: 'job-1' })).toBe('job-1');
  });

  it('tries three times, without a budget, unless the payload says otherwise', () => {
    const { maxRetries, budgetUsd } = accountEnhancement;
    expect([maxRetries({ accounts }), maxRetries({ accounts, max_retries: 1 })]).toEqual([3, 1]);
    expect([budgetUsd?.({ accounts }), budgetUsd?.({ accounts, budget_usd: 2 })]).toEqual([undefined, 2]);
  });

  it.each(['failure', 'cancelled'] as const)('closes a job that ended as %s with its reason', (kind) => {
    const details = { error_type: 'TerminalError', message: 'No.', stage: 'run', retryable: false };
    const closing = { kind, reason: 'No.', details, jobId: 'job-1', entityId: 'account-2' };
    expect(accountEnhancement.closingBodies({ accounts }, closing)).toEqual([
      {
        body: {
          job_id: 'job-1',
          account_id: 'account-2',
          lead_id: null,
          enrichment_type: 'company_info',
          source: 'jina_ai',
          is_partial: false,
          orchestration_data: null,
          status: 'failed',
          completion_percentage: 100,
          error_details: details,
        },
      },
    ]);
  });
});
