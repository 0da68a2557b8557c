import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { queueNameOf } from '../queue-name';

/** What is known of a task when it is sent. */
export interface Attempt {
  readonly name: string;
  readonly taskName: string;
  /** When this attempt was due, ms since 1970. */
  readonly etaMs: number;
  /** Attempts before this one, answered or not. */
  readonly retryCount: number;
  /** Attempts before this one that were answered by anything but a 5xx. */
  readonly executionCount: number;
  /** The HTTP status of the attempt before, if it was answered. */
  readonly previousResponse?: number | undefined;
  readonly retryReason?: string | undefined;
  readonly traceId?: string | undefined;
}

/** The headers that a task carries (cloud.google.com/tasks/docs/creating-http-target-tasks). They inform, they prove nothing. */
export function deliveryHeaders(attempt: Attempt, token: string | undefined): Record<string, string> {
  const { previousResponse, retryReason, traceId } = attempt;
  return {
    'Content-Type': 'application/json',
    'X-CloudTasks-QueueName': queueNameOf(attempt.taskName),
    'X-CloudTasks-TaskName': attempt.name,
    'X-CloudTasks-TaskRetryCount': `${attempt.retryCount}`,
    'X-CloudTasks-TaskExecutionCount': `${attempt.executionCount}`,
    'X-CloudTasks-TaskETA': (attempt.etaMs / 1000).toFixed(3),
    ...(previousResponse === undefined ? {} : { 'X-CloudTasks-TaskPreviousResponse': `${previousResponse}` }),
    ...(retryReason === undefined ? {} : { 'X-CloudTasks-TaskRetryReason': retryReason }),
    ...(traceId === undefined ? {} : { 'X-Request-ID': traceId }),
    ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
  };
}

/** What a function answered, or why it did not. */
export type DispatchAnswer =
  | { readonly name: 'answered'; readonly status: number; readonly retryAfter: string | undefined }
  | { readonly name: 'not_answered'; readonly reason: string };

/**
 * Posts a task and waits for the whole answer, whose body nobody needs. Node's own client and not fetch: fetch gives
 * up after 300 s without headers, while a function may take 30 minutes. A connection of its own for each: one that
 * was kept open and closed by the other side just now would cost an attempt.
 */
function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
  signal: AbortSignal,
): Promise<DispatchAnswer> {
  const request = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      { method: 'POST', headers: { ...headers, 'Content-Length': body.length }, agent: false, signal },
      (response) => {
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            name: 'answered',
            status: response.statusCode ?? 0,
            retryAfter: response.headers['retry-after'],
          }),
        );
        response.resume();
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

/** Where and how a task is sent. */
export interface Dispatch {
  /** Base address of the function; the audience of the token. */
  readonly address: string;
  readonly attempt: Attempt;
  readonly body: Buffer;
  readonly tokenFor?: ((audience: string) => Promise<string>) | undefined;
  /** Aborts the listening; the function is not told and works on. */
  readonly signal: AbortSignal;
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';

/** Makes one attempt. Never rejects: whatever went wrong is an attempt that was not answered. */
export async function dispatch(send: Dispatch): Promise<DispatchAnswer> {
  const { address, attempt, body, signal } = send;
  let token: string | undefined;
  try {
    token = await send.tokenFor?.(address);
  } catch (error) {
    return { name: 'not_answered', reason: `no ID token could be had: ${codeOf(error)}` };
  }
  try {
    const url = `${address}/api/v1/tasks/${attempt.taskName}`;
    return await post(url, deliveryHeaders(attempt, token), body, signal);
  } catch (error) {
    const reason = signal.aborted ? 'no longer waited for' : `not reached: ${codeOf(error)}`;
    return { name: 'not_answered', reason };
  }
}
