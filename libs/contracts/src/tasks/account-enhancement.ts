import { defineContract } from '../task-contract';
import { failedAccountBodies } from './account-enhancement/bodies';
import {
  accountEnhancementPayload,
  type AccountEnhancementPayload,
  accountsIn,
} from './account-enhancement/payload';

export {
  accountBodies,
  type AccountFacts,
  type AccountMoney,
  accountProgress,
  type AccountResult,
  type FundingDetails,
  type RecentEvent,
} from './account-enhancement/bodies';
export {
  type AccountEnhancementPayload,
  accountsIn,
  type RequestedAccount,
} from './account-enhancement/payload';

const DEFAULT_MAX_RETRIES = 3;

/** A company by its website: each account of a request is a unit of work with a result of its own. */
export const accountEnhancement = defineContract<AccountEnhancementPayload>({
  name: 'account_enhancement',
  app: 'account-enhancement',
  summary: "Finds out who stands behind an account's website, with proof for every value.",
  payload: accountEnhancementPayload,
  jobId: ({ job_id: jobId }) => jobId ?? undefined,
  entities: (payload) =>
    accountsIn(payload).map(({ accountId: entityId }) => ({ entityId, kind: 'account' })),
  leads: 'none',
  maxRetries: ({ max_retries: maxRetries }) => maxRetries ?? DEFAULT_MAX_RETRIES,
  budgetUsd: ({ budget_usd: budgetUsd }) => budgetUsd ?? undefined,
  volatileFields: ['attempt_number', 'is_bulk', 'max_retries', 'request_id'],
  newPayload: 'refuse',
  repeatedCreate: 'redeliver',
  closingBodies: (_payload, { jobId, entityId, details }) => failedAccountBodies(jobId, entityId, details),
});
