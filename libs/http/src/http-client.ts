import type { ZodType } from 'zod';
import { type HttpClock, systemClock } from './clock';
import { abortedError, exchange, type HttpAnswer } from './exchange';
import { refusedTry, unansweredTry } from './failed-try';
import { checkBaseUrl, type HttpRequest, prepareRequest, type PreparedRequest } from './http-request';
import { parseAnswer } from './parse-answer';
import { openRateGate, type RateLimits } from './rate-gate';
import { pauseAskedMs } from './rate-headers';
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
  /** What the vendor allows; without it nothing is counted and nothing waits. */
  readonly rates?: RateLimits;
  /** Bound of a good answer after decompression; 10 MiB when not given. */
  readonly maxResponseBytes?: number;
  /** Parses an answer; JSON.parse when not given. Throws what is no JSON. */
  readonly parseJson?: (text: string) => unknown;
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
 * `response_invalid`, `rate_limited`, `aborted`; the cause is an {@link HttpCallError}, but for the last two.
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
  /** The same with what stood around it, for vendors who tell a price or a half-done job there. */
  jsonAnswer<T>(request: HttpRequest, schema: ZodType<T>): Promise<JsonAnswer<T>>;
}

/** Checked JSON and what came with it. */
export interface JsonAnswer<T> {
  readonly value: T;
  /** 200 to 299. */
  readonly status: number;
  readonly headers: Headers;
}

/** A company record of Bright Data or a page of Jina has up to a few MiB. */
const DEFAULT_MAX_RESPONSE_BYTES = 10 * 1024 * 1024;

type Try = (prepared: PreparedRequest, request: HttpRequest, deadlineMs: number) => Promise<HttpAnswer>;

interface Tries {
  readonly once: Try;
  /** Holds further calls back, where there is a gate. */
  pauseFor(ms: number): void;
}

/** One try at a time, through the gate where there is one. */
const openTries = (options: HttpClientOptions, clock: HttpClock): Tries => {
  const { name, timeoutMs, rates } = options;
  const gate = rates === undefined ? undefined : openRateGate(name, rates, clock);

  const exchangeBy: Try = (prepared, request, deadlineMs) =>
    exchange(
      prepared,
      {
        client: name,
        timeoutMs: Math.min(request.timeoutMs ?? timeoutMs, deadlineMs - clock.now()),
        maxResponseBytes: options.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES,
        followRedirects: options.followRedirects ?? false,
        fetch: options.fetch ?? globalThis.fetch,
        clock,
      },
      request.signal,
    );

  const pauseFor = (ms: number) => gate?.pauseUntil(clock.now() + ms);

  const once: Try = async (prepared, request, deadlineMs) => {
    if (gate === undefined) return exchangeBy(prepared, request, deadlineMs);
    const passage = { endpoint: prepared.endpoint, signal: request.signal, deadlineMs };
    const answer = await gate.pass(passage, () => exchangeBy(prepared, request, deadlineMs));
    const askedMs = pauseAskedMs(answer.status, answer.headers, clock.now());
    if (askedMs !== undefined) pauseFor(askedMs);
    return answer;
  };
  return { once, pauseFor };
};

/**
 * Makes a client.
 * @throws TerminalError `configuration` when the base address cannot be used
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { name, totalTimeoutMs = Infinity, judge, clock = systemClock } = options;
  const policy: RetryPolicy = { ...DEFAULT_RETRY, ...options.retry };
  const random = options.random ?? Math.random;
  checkBaseUrl(name, options.baseUrl);

  const tries = openTries(options, clock);

  const tryAndJudge = async (prepared: PreparedRequest, request: HttpRequest, deadlineMs: number) => {
    try {
      const answer = await tries.once(prepared, request, deadlineMs);
      const judgement = judge?.(answer) ?? judgeStatus(answer.status, policy);
      if (judgement === undefined) return { answer };
      const failed = refusedTry(name, prepared, answer, judgement, clock.now());
      // Some vendors tell the delay of a 429 in its body alone.
      if (answer.status === 429 && failed.askedMs !== undefined) tries.pauseFor(failed.askedMs);
      return { failed };
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
    for (let made = 1; ; made += 1) {
      const { answer, failed } = await tryAndJudge(prepared, request, deadline);
      if (answer !== undefined) return answer;
      if (!failed.again || made > policy.limit) throw failed.error;
      const ms = waitMs(policy, made, failed.askedMs, random);
      // A wait that would pass the deadline is left to the caller, who reads it from the error.
      if (ms > policy.longestWaitMs || clock.now() + ms >= deadline) throw failed.error;
      await pause(ms, request.signal);
    }
  };

  const send = async (request: HttpRequest): Promise<HttpAnswer> =>
    sendPrepared(prepareRequest(options, request), request);

  const jsonAnswer = async <T>(request: HttpRequest, schema: ZodType<T>): Promise<JsonAnswer<T>> => {
    const headers = { accept: 'application/json', ...options.headers };
    const prepared = prepareRequest({ ...options, headers }, request);
    const answer = await sendPrepared(prepared, request);
    const value = parseAnswer(name, prepared, answer, schema, options.parseJson);
    return { value, status: answer.status, headers: answer.headers };
  };

  return {
    exchange: async (request) => tries.once(prepareRequest(options, request), request, Infinity),
    send,
    text: async (request) => (await send(request)).text(),
    json: async (request, schema) => (await jsonAnswer(request, schema)).value,
    jsonAnswer,
  };
}
