import { RetryableError } from '@userport/errors';
import { createHttpClient, type HttpClock } from '@userport/http';
import { type CallbackTry, classifyAnswer, classifyFailure } from './classify';

/** Gives a Google ID token with e-mail; `fresh` asks for one that is not kept. */
export type TokenSource = (audience: string, options?: { readonly fresh?: boolean }) => Promise<string>;

/** One request to the callback. */
export interface CallbackPost {
  /** Sent as they are. */
  readonly bytes: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  readonly freshToken: boolean;
  readonly timeoutMs: number;
}

/** Posts once and reads what was said. */
export interface Poster {
  /** @throws RetryableError `aborted`, only when the signal says so */
  post(post: CallbackPost, signal: AbortSignal): Promise<CallbackTry>;
  /** @throws RetryableError `aborted` when the signal says so */
  abortIfAsked(signal: AbortSignal): void;
}

/** Where to post, as whom and by which time. */
export interface PosterOptions {
  readonly baseUrl: string;
  readonly tokenFor: TokenSource;
  readonly timeoutMs: number;
  readonly clock: HttpClock;
  readonly fetch?: typeof globalThis.fetch;
}

/** The final slash is needed: without it Django redirects, and the redirected POST ends as 405. */
const PATH = '/api/v2/internal/enrichment-callback/';

/** Django's answers have a few hundred bytes. */
const MAX_ANSWER_BYTES = 64 * 1024;

const abortIfAsked = (signal: AbortSignal): void => {
  if (!signal.aborted) return;
  throw new RetryableError('The callback was given up by its caller.', {
    code: 'aborted',
    cause: signal.reason,
  });
};

/**
 * Makes what posts to Django. The audience of the token is the base address without final slash, to the letter.
 * Redirects are not followed: they would carry the token elsewhere.
 * @throws TerminalError `configuration` when the base address cannot be used
 */
export function createPoster(options: PosterOptions): Poster {
  const { tokenFor, timeoutMs, clock, fetch = globalThis.fetch } = options;
  const audience = options.baseUrl.replace(/\/+$/, '');
  const http = createHttpClient({
    name: 'callback',
    baseUrl: audience,
    timeoutMs,
    maxResponseBytes: MAX_ANSWER_BYTES,
    clock,
    fetch,
  });
  const exchange = (token: string, post: CallbackPost, signal: AbortSignal) =>
    http.exchange({
      method: 'POST',
      path: PATH,
      endpoint: 'the callback of Django',
      headers: { ...post.headers, 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: new Uint8Array(post.bytes),
      timeoutMs: post.timeoutMs,
      signal,
    });
  return {
    abortIfAsked,
    post: async (post, signal) => {
      abortIfAsked(signal);
      let sent = false;
      try {
        const token = await tokenFor(audience, { fresh: post.freshToken });
        abortIfAsked(signal);
        sent = true;
        return classifyAnswer(await exchange(token, post, signal), clock.now());
      } catch (error) {
        abortIfAsked(signal);
        const failed = classifyFailure(error);
        return { ...failed, mayBeApplied: sent && failed.mayBeApplied };
      }
    },
  };
}
