import { TextDecoder } from 'node:util';
import { RetryableError, TerminalError } from '@userport/errors';
import type { HttpClock } from './clock';
import { HttpCallError, type HttpCallFacts, networkFault, safeUrl } from './http-call-error';
import { excerptOf, type PreparedRequest } from './http-request';
import { readBounded } from './read-bounded';

/** A whole answer, whatever its status. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Of an error status at most 64 KiB. */
  readonly bytes: Uint8Array;
  /** True when there was more and only its beginning was wanted. */
  readonly cut?: boolean;
  /** Decoded by the charset that the answer names, else as UTF-8. */
  text(): string;
}

/** How one try is made. */
export interface ExchangeOptions {
  readonly client: string;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  /** A good answer beyond its bound is refused when not given. */
  readonly tooLong?: 'refuse' | 'cut';
  readonly followRedirects: boolean;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: HttpClock;
}

/** An error's body is read for its message; no vendor's is longer than this. */
const LONGEST_ERROR_BODY_BYTES = 64 * 1024;

/** The facts of a failed call, as the cause that its error carries. */
export const callError = (
  client: string,
  { endpoint, method, url }: PreparedRequest,
  rest: Pick<HttpCallFacts, 'kind' | 'sent'> & Partial<HttpCallFacts>,
): HttpCallError => new HttpCallError({ client, endpoint, method, url: safeUrl(url), ...rest });

/** The facts of an answer that means no. */
export const answerError = (client: string, request: PreparedRequest, answer: HttpAnswer): HttpCallError =>
  callError(client, request, {
    kind: 'refused',
    sent: true,
    status: answer.status,
    // The text of a good answer is a payload and stays out of errors.
    ...(answer.status <= 299 ? {} : { excerpt: excerptOf(answer.text(), request.secrets) }),
  });

/** The error of a call that its caller gave up. */
export const abortedError = (client: string, signal: AbortSignal): RetryableError =>
  new RetryableError(`The call of ${client} was given up by its caller.`, {
    code: 'aborted',
    cause: signal.reason,
  });

const decoderOf = (headers: Headers): TextDecoder => {
  const charset = /charset="?([\w.:-]+)/i.exec(headers.get('content-type') ?? '')?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset);
  } catch {
    return new TextDecoder();
  }
};

const readAnswer = async (response: Response, options: ExchangeOptions, request: PreparedRequest) => {
  const { status, headers } = response;
  const good = response.ok;
  const maxBytes = good
    ? options.maxResponseBytes
    : Math.min(options.maxResponseBytes, LONGEST_ERROR_BODY_BYTES);
  const refusing = good && options.tooLong !== 'cut';
  const { bytes, cut } = await readBounded(response, maxBytes, { headless: refusing });
  if (refusing && cut) {
    throw new TerminalError(
      `${options.client}: the answer of ${request.endpoint} is longer than ${maxBytes} bytes and was not read. ` +
        'Ask for less, or raise the bound of this client.',
      {
        code: 'response_too_large',
        cause: callError(options.client, request, { kind: 'too_large', sent: true, status }),
      },
    );
  }
  return { status, headers, bytes, cut, text: () => decoderOf(headers).decode(bytes) };
};

/**
 * One try: sends a request and reads the answer, whatever its status, within one time-out for both.
 * @throws RetryableError `vendor_timeout`, `vendor_unreachable`, `aborted`; the first two with an HttpCallError as cause
 * @throws TerminalError `response_too_large`
 */
export async function exchange(
  request: PreparedRequest,
  options: ExchangeOptions,
  signal: AbortSignal | undefined,
): Promise<HttpAnswer> {
  const { client, timeoutMs, clock, fetch } = options;
  const patience = new AbortController();
  const cancel = clock.after(timeoutMs, () => patience.abort());
  try {
    const { default: ky } = await import('ky');
    const response = await ky(request.url, {
      method: request.method,
      headers: request.headers,
      ...(request.body === undefined ? {} : { body: request.body }),
      signal: signal === undefined ? patience.signal : AbortSignal.any([signal, patience.signal]),
      redirect: options.followRedirects ? 'follow' : 'manual',
      // ky's own retries cannot wait by a given clock, read Retry-After on few statuses and shorten it, and its
      // time-out ends with the headers. Tries and times are counted here and in http-client.ts.
      retry: 0,
      timeout: false,
      throwHttpErrors: false,
      fetch,
    });
    return await readAnswer(response, options, request);
  } catch (error) {
    if (error instanceof TerminalError) throw error;
    if (signal?.aborted === true) throw abortedError(client, signal);
    if (patience.signal.aborted) {
      throw new RetryableError(`${client}: no whole answer of ${request.endpoint} within ${timeoutMs} ms.`, {
        code: 'vendor_timeout',
        cause: callError(client, request, { kind: 'timeout', sent: true }),
      });
    }
    const fault = networkFault(error);
    throw new RetryableError(
      `${client}: ${request.endpoint} at ${request.url.origin} could not be reached (${fault.networkCode}).`,
      { code: 'vendor_unreachable', cause: callError(client, request, { kind: 'network', ...fault }) },
    );
  } finally {
    cancel();
  }
}
