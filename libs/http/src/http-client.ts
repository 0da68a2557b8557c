import type { ZodType } from 'zod';
import { type HttpClock, systemClock } from './clock';
import { abortedError, exchange, type HttpAnswer } from './exchange';
import { refusedTry, unansweredTry } from './failed-try';
import { checkBaseUrl, type HttpRequest, prepareRequest, type PreparedRequest } from './http-request';
import { parseAnswer } from './parse-answer';
import { DEFAULT_RETRY, type Judgement, judgeStatus, type RetryPolicy, waitMs } from './retry-policy';

/** How a client of one vendor is made. */
export interface HttpClientOptions {
  /** The vendor's name, for errors. */
  readonly name: string;
  readonly baseUrl: string;
  /** One try, answer read to its end, ms. */
  readonly timeoutMs: number;
  /** All tries and the waits between them, ms; not bounded when not given. */
  readonly totalTimeoutMs?: number | undefined;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Where the vendor's table differs from {@link RetryPolicy}'s default. */
  readonly retry?: Partial<RetryPolicy>;
  /**
   * What an answer means when its status does not tell: an error inside a 200, out of credits said with 403. Asked
   * first; undefined leaves it to the status.
   */
  readonly judge?: (answer: HttpAnswer) => Judgement | undefined;
  /** Bound of a good answer after decompression; 10 MiB when not given. */
  readonly maxResponseBytes?: number;
  /** False when not given: a redirect is then an answer like any other. */
  readonly followRedirects?: boolean;
  readonly fetch?: typeof globalThis.fetch;
  readonly clock?: HttpClock;
  /** From 0 up to 1. */
  readonly random?: () => number;
}

/**
 * Calls one vendor. Connections are kept and used again by the process's own pool.
 *
 * `send`, `text` and `json` try again by the vendor's table and throw
 * TerminalError `vendor_refused`, `response_too_large`, `response_unexpected`, `configuration`, or
 * RetryableError `vendor_unavailable` (with the delay asked for), `vendor_timeout`, `vendor_unreachable`,
 * `response_invalid`, `aborted`; the cause is an {@link HttpCallError}.
 */
export interface HttpClient {
  /** One try; answers with any status. Throws only when there was no whole answer. */
  exchange(request: HttpRequest): Promise<HttpAnswer>;
  /** A good answer. */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** The text of a good answer. */
  text(request: HttpRequest): Promise<string>;
  /** The JSON of a good answer, checked; list in the schema only the fields that are used. */
  json<T>(request: HttpRequest, schema: ZodType<T>): Promise<T>;
}

/** A company record of Bright Data or a page of Jina has up to a few MiB. */
const DEFAULT_MAX_RESPONSE_BYTES = 10 * 1024 * 1024;

/** What to do about a status, where the status alone tells. */
/**
 * Makes a client.
 * @throws TerminalError `configuration` when the base address cannot be used
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { name, timeoutMs, totalTimeoutMs = Infinity, judge, clock = systemClock } = options;
  const policy: RetryPolicy = { ...DEFAULT_RETRY, ...options.retry };
  const random = options.random ?? Math.random;
  checkBaseUrl(name, options.baseUrl);

  const tryOnce = (prepared: PreparedRequest, request: HttpRequest, leftMs: number): Promise<HttpAnswer> =>
    exchange(
      prepared,
      {
        client: name,
        timeoutMs: Math.min(request.timeoutMs ?? timeoutMs, leftMs),
        maxResponseBytes: options.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES,
        followRedirects: options.followRedirects ?? false,
        fetch: options.fetch ?? globalThis.fetch,
        clock,
      },
      request.signal,
    );

  const tryAndJudge = async (prepared: PreparedRequest, request: HttpRequest, leftMs: number) => {
    try {
      const answer = await tryOnce(prepared, request, leftMs);
      const judgement = judge?.(answer) ?? judgeStatus(answer.status, policy);
      if (judgement === undefined) return { answer };
      return { failed: refusedTry(name, prepared, answer, judgement, clock.now()) };
    } catch (error) {
      return { failed: unansweredTry(error, prepared.method, policy) };
    }
  };

  const pause = async (ms: number, signal: AbortSignal = new AbortController().signal): Promise<void> => {
    try {
      await clock.sleep(ms, signal);
    } catch {
      throw abortedError(name, signal);
    }
  };

  const sendPrepared = async (prepared: PreparedRequest, request: HttpRequest): Promise<HttpAnswer> => {
    const deadline = clock.now() + totalTimeoutMs;
    for (let tries = 1; ; tries += 1) {
      const { answer, failed } = await tryAndJudge(prepared, request, deadline - clock.now());
      if (answer !== undefined) return answer;
      if (!failed.again || tries > policy.limit) throw failed.error;
      const ms = waitMs(policy, tries, failed.askedMs, random);
      // A wait that would pass the deadline is left to the caller, who reads it from the error.
      if (ms > policy.longestWaitMs || clock.now() + ms >= deadline) throw failed.error;
      await pause(ms, request.signal);
    }
  };

  const send = async (request: HttpRequest): Promise<HttpAnswer> =>
    sendPrepared(prepareRequest(options, request), request);

  return {
    exchange: async (request) => tryOnce(prepareRequest(options, request), request, Infinity),
    send,
    text: async (request) => (await send(request)).text(),
    json: async (request, schema) => {
      const prepared = prepareRequest(
        { ...options, headers: { accept: 'application/json', ...options.headers } },
        request,
      );
      return parseAnswer(name, prepared, await sendPrepared(prepared, request), schema);
    },
  };
}
