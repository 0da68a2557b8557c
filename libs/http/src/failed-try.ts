import { RetryableError, TerminalError } from '@userport/errors';
import { answerError, type HttpAnswer } from './exchange';
import { HttpCallError } from './http-call-error';
import type { PreparedRequest } from './http-request';
import { retryAfterMs } from './retry-after';
import type { Judgement, RetryPolicy } from './retry-policy';

const ADVICE: Readonly<Record<number, string>> = {
  401: 'Check the key.',
  402: 'Check the balance of the account.',
  403: 'Check what the key may do.',
  408: 'It will be tried again.',
  429: 'It asks for fewer calls; it will be tried again.',
};

const adviceOf = (status: number): string => {
  if (status >= 300 && status <= 399) return 'It points to another address: correct the base address.';
  if (status >= 500) return 'The fault is on its side.';
  return ADVICE[status] ?? 'The request does not suit it.';
};

/** A try that failed: the error to throw in the end, and whether another try in place makes sense. */
export interface FailedTry {
  readonly error: unknown;
  readonly again: boolean;
  readonly askedMs?: number | undefined;
}

/** An answer that means no, as the error of the pair that its judgement asks for. */
export const refusedTry = (
  client: string,
  request: PreparedRequest,
  answer: HttpAnswer,
  { verdict, message, code, retryAfterMs: saidMs }: Judgement,
  nowMs: number,
): FailedTry => {
  const askedMs = saidMs ?? retryAfterMs(answer.headers, nowMs);
  const said = message ?? `answered ${answer.status}. ${adviceOf(answer.status)}`;
  const text = `${client}: ${request.endpoint} ${said}`;
  const cause = answerError(client, request, answer);
  const error =
    verdict === 'never'
      ? new TerminalError(text, { code: code ?? 'vendor_refused', cause })
      : new RetryableError(text, { code: code ?? 'vendor_unavailable', cause, retryAfterMs: askedMs });
  return { error, again: verdict === 'again', askedMs };
};

/** A call that was not answered: again when it never left, or when the policy says that repeating does no harm. */
export const unansweredTry = (error: unknown, method: string, { unanswered }: RetryPolicy): FailedTry => {
  const facts = error instanceof RetryableError && error.cause instanceof HttpCallError && error.cause.facts;
  if (!facts) return { error, again: false };
  const harmless = unanswered === 'get' ? method === 'GET' : unanswered;
  return { error, again: !facts.sent || harmless };
};
