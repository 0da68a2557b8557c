import { RetryableError, TerminalError } from '@userport/errors';

/** What stops buying without making what was bought worthless: money or credits are used up. */
const USED_UP = ['budget_exhausted', 'quota_exhausted'];

/** True for a failure after which nothing more can be bought in this job. */
export const isUsedUp = (error: unknown): boolean =>
  (error instanceof TerminalError || error instanceof RetryableError) && USED_UP.includes(error.code);

/** A failure in a word. */
export const codeOf = (error: unknown): string =>
  error instanceof TerminalError || error instanceof RetryableError ? error.code : 'unexpected';
