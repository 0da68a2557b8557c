import { RetryableError, TerminalError } from '@userport/errors';

/** Parts of the work, in the words of the original. */
export type Stage =
  | 'initialization'
  | 'fetching_apollo_org_id'
  | 'fetching_employees'
  | 'initial_evaluation'
  | 'structuring_leads'
  | 'enriching_leads'
  | 'evaluating_leads';

/** Does a part of the work; a failure of it tells which part it was. */
export async function atStage<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TerminalError || error instanceof RetryableError) error.stage ??= stage;
    throw error;
  }
}
