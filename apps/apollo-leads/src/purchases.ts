import { RetryableError, TerminalError } from '@userport/errors';

/** What stops buying without making what was bought worthless: money or credits are used up. */
const USED_UP = ['budget_exhausted', 'quota_exhausted'];
/** What every further call would meet. */
const JOB_WIDE = ['configuration', 'model_unknown', 'vendor_unauthorized'];

const isOurs = (error: unknown): error is TerminalError | RetryableError =>
  error instanceof TerminalError || error instanceof RetryableError;

/** True for a failure after which nothing more can be bought in this job. */
export const isUsedUp = (error: unknown): boolean => isOurs(error) && USED_UP.includes(error.code);

/** True for a final failure that every further call would meet, so that it is the job's and not one lead's. */
export const isJobWide = (error: unknown): boolean =>
  error instanceof TerminalError && JOB_WIDE.includes(error.code);

/** True when the work goes on without what failed: nothing changes it, or this attempt is the last. */
export const isGivenUp = (
  error: unknown,
  attempt: { readonly last: boolean },
): error is TerminalError | RetryableError =>
  isOurs(error) && !isJobWide(error) && (error instanceof TerminalError || attempt.last);

/** A failure in a word. */
export const codeOf = (error: unknown): string => (isOurs(error) ? error.code : 'unexpected');
