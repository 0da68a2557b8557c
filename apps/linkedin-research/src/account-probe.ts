import { researchProgress, type LeadLinkedinResearchPayload } from '@userport/contracts/linkedin-research';
import { TerminalError } from '@userport/errors';
import type { TaskContext } from '@userport/runner';

/** Django's word for a row that is completed; a row that failed is skipped with another, and takes a completed body. */
const COMPLETED = 'Enrichment already completed';

/**
 * Tells Django that the research begins and learns whether it would ignore the result: its row is one per account, and
 * a completed one takes nothing any more. The answer is kept, so that a later delivery decides the same.
 * @throws TerminalError `account_completed` when it would; the failure that follows is ignored as well and stays listed
 *   as not taken
 */
export async function stopIfCompleted(
  payload: LeadLinkedinResearchPayload,
  context: TaskContext,
): Promise<void> {
  const answer = await context.step('account_probe', {}, () =>
    context.tell(researchProgress(payload, context.jobId, 10, { stage: 'initialization' })),
  );
  if (answer.kind !== 'skipped' || answer.reason !== COMPLETED) return;
  throw new TerminalError(
    'Django has a completed LinkedIn research of this account and ignores any other, so nothing was bought. Reset the ' +
      'account’s status in Django and retry this job.',
    { code: 'account_completed' },
  );
}
