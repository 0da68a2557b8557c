import type { JsonObject } from '@userport/contracts';
import { type HttpClock, systemClock } from '@userport/http';
import type { CallbackAnswer } from './classify';
import { cleanBody } from './clean';
import { createPoster, type TokenSource } from './post-callback';

/** One stored body on its way to the receiver. */
export interface CallbackPage {
  /** Constant for ever for one (key, generation, position). */
  readonly webhookId: string;
  /** Sent as they are. */
  readonly bytes: Uint8Array;
  /** From 1. */
  readonly position: number;
  readonly total: number;
  readonly generation: number;
  /** True when every page was accepted before. */
  readonly replay: boolean;
  /** True when an unknown answer must not be followed by another try in this delivery. */
  readonly once: boolean;
}

/** Sends stored bytes, never anything else. */
export interface CallbackSender {
  /**
   * Resolves with what the receiver said, whatever it said.
   * @throws RetryableError `aborted`, only when the signal says so
   */
  send(page: CallbackPage, signal: AbortSignal): Promise<CallbackAnswer>;
  /** Best effort: one try, ten seconds, no retries, never rejects; `unanswered` also when it was given up. */
  sendProgress(body: JsonObject, signal: AbortSignal): Promise<CallbackAnswer>;
}

/** How a sender is made. */
export interface CallbackSenderOptions {
  /** DJANGO_BASE_URL; final slashes are left out, and the rest is the audience of the token, to the letter. */
  readonly baseUrl: string;
  /** A Google ID token with e-mail; `fresh` asks for one that is not kept. */
  readonly tokenFor: TokenSource;
  /** One try, ms. Django may take 120 s, because it can call create inside. */
  readonly timeoutMs: number;
  readonly clock?: Pick<HttpClock, 'now' | 'sleep'> & Partial<HttpClock>;
  /** From 0 up to 1; spreads waits by up to a tenth. */
  readonly random?: () => number;
  readonly fetch?: typeof globalThis.fetch;
}

/** The original's three tries, 1 s and 2 s apart. */
const MAX_TRIES = 3;
const FIRST_WAIT_MS = 1_000;
const JITTER = 0.1;

/** A longer wait is the queue's: it holds no instance and outlives this one. */
const LONGEST_WAIT_MS = 30_000;

/** Progress is worth no more; the next one waits for it. */
const PROGRESS_TIMEOUT_MS = 10_000;

const headersOf = (page: CallbackPage, nowMs: number): Record<string, string> => ({
  'webhook-id': page.webhookId,
  'webhook-timestamp': String(Math.floor(nowMs / 1000)),
  'idempotency-key': page.webhookId,
  'x-userport-page': String(page.position),
  'x-userport-total': String(page.total),
  'x-userport-generation': String(page.generation),
  'x-userport-replay': String(page.replay),
});

/** Makes the one way to the Django application. */
export function createCallbackSender(options: CallbackSenderOptions): CallbackSender {
  const { timeoutMs, random = Math.random } = options;
  const clock: HttpClock = { ...systemClock, ...options.clock };
  const { post, abortIfAsked } = createPoster({ ...options, clock });

  const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
    await clock.sleep(ms, signal).catch(() => undefined);
    abortIfAsked(signal);
  };
  const ownWaitMs = (tries: number): number =>
    Math.round(FIRST_WAIT_MS * 2 ** (tries - 1) * (1 + JITTER * random()));

  return {
    send: async (page, signal) => {
      let renewed = false;
      for (let tries = 1; ;) {
        const headers = headersOf(page, clock.now());
        const said = await post({ bytes: page.bytes, headers, freshToken: renewed, timeoutMs }, signal);
        if (said.next === 'stop' || (page.once && said.mayBeApplied)) return said.answer;
        if (said.next === 'renew' && renewed) return said.answer;
        if (said.next === 'renew') {
          renewed = true;
          continue;
        }
        const waitMs = Math.max(ownWaitMs(tries), said.askedMs ?? 0);
        if (tries >= MAX_TRIES || waitMs > LONGEST_WAIT_MS) return said.answer;
        await pause(waitMs, signal);
        tries += 1;
      }
    },
    sendProgress: async (body, signal) => {
      try {
        const bytes = Buffer.from(JSON.stringify(cleanBody(body).value));
        const progress = { bytes, headers: {}, freshToken: false, timeoutMs: PROGRESS_TIMEOUT_MS };
        return (await post(progress, signal)).answer;
      } catch {
        // Best effort: the result says all that progress would have said.
        return { kind: 'unanswered', reason: 'The progress could not be sent.' };
      }
    },
  };
}
