import type { HostileRequest } from './requests';
import type { WireAnswer } from './wire';

/** What an answer can be guilty of. */
export type Fault = 'let_in' | 'server_error' | 'not_answered' | 'too_slow' | 'told_a_secret';

/** Answers of 503 that semantics allow: nothing was done, and the caller is asked to come again. */
const MAY_COME_AGAIN: ReadonlySet<string> = new Set([
  // This function runs another task: it may be a deployment on its way.
  'unknown_task',
  // The receiver did not take the result yet, which is stored.
  'callback_failed',
  // Storage does not give the payload that the delivery names.
  'payload_missing',
  // More than 64 MiB of bodies in work.
  'too_much_in_work',
]);

/** Paths that need no token. */
const isOpen = ({ path }: HostileRequest): boolean => path.split('?', 1)[0] === '/health';

/** Requests that are no HTTP, or end before they are whole: closing the connection is an answer to these. */
export const isBroken = ({ framing, method }: HostileRequest): boolean =>
  ['too_long', 'too_short', 'both', 'not_a_number', 'bad_chunk'].includes(framing) || method === 'CONNECT';

/** True for an answer that no wrong token may get; what Node's own parser refuses never came to the door. */
const isLetIn = ({ token }: HostileRequest, { status = 0 }: WireAnswer): boolean =>
  token !== 'good' && ![0, 400, 401, 403, 417, 431].includes(status);

/** Of what an answer is guilty, if of anything. */
export function faultOf(
  request: HostileRequest,
  answer: WireAnswer,
  secrets: readonly string[],
): Fault | undefined {
  const { status, problem, timedOut, text } = answer;
  if (timedOut) return 'too_slow';
  if (secrets.some((secret) => text.includes(secret))) return 'told_a_secret';
  if (status === undefined) return isBroken(request) ? undefined : 'not_answered';
  const mayComeAgain = status === 503 && problem !== undefined && MAY_COME_AGAIN.has(problem);
  if (status >= 500 && !mayComeAgain) return 'server_error';
  return !isOpen(request) && isLetIn(request, answer) ? 'let_in' : undefined;
}

/** The lines of the log that say nothing of which request they belong to; what the platform prints is no such line. */
export const linesWithoutTrace = (lines: readonly string[]): string[] =>
  lines.filter((line) => line.startsWith('{"severity"') && !line.includes('"trace_id":"'));

/** The lines that hold one of the secrets. */
export const linesWith = (lines: readonly string[], secrets: readonly string[]): string[] =>
  lines.filter((line) => secrets.some((secret) => line.includes(secret)));
