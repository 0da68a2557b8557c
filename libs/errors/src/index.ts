export { RetryableError, TerminalError } from './errors';
export { describeError, type ErrorRecord } from './describe-error';
