import type { ReadableStream } from 'node:stream/web';
import { RetryableError, TerminalError } from '@userport/errors';
import { failureError, type FailureCode } from './model-failure';

/** Whole time of one call, body included: thinking takes minutes, and Node's own fetch gives up after 300 s. */
export const CALL_TIMEOUT_MS = 240_000;

/** 65,536 output tokens are some 300 KB; with the markup of sources a search answer stays far below this. */
const LARGEST_ANSWER_BYTES = 16 * 1024 * 1024;

/** Codes of Node that say that the request never left: nobody can have charged for it. */
const NEVER_SENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

const propertyOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

/** fetch itself says only "fetch failed"; the code of what failed is in its cause. */
const codeOf = (error: unknown): string => {
  const code = propertyOf(propertyOf(error, 'cause'), 'code');
  return typeof code === 'string' ? code : 'no code';
};

const refuse = (vendor: string, code: FailureCode, happened: string, httpStatus?: number) =>
  failureError({ code, happened, call: { vendor, httpStatus, charge: 'unknown' } });

async function readBounded(vendor: string, response: Response, largestBytes: number): Promise<string> {
  const body: ReadableStream<Uint8Array> | null = response.body;
  if (body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > largestBytes) {
      throw refuse(
        vendor,
        'answer_too_large',
        `the answer is larger than ${largestBytes} bytes`,
        response.status,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

async function exchange(
  vendor: string,
  largestBytes: number,
  input: string | URL | Request,
  init: RequestInit | undefined,
): Promise<Response> {
  // A redirect would carry the key to another host: Gemini's header is not one that fetch strips.
  const response = await fetch(input, { ...init, redirect: 'error' });
  const text = await readBounded(vendor, response, largestBytes);
  const json = isJson(text);
  if (response.ok && !json) {
    const type = response.headers.get('content-type') ?? 'no content type';
    throw refuse(
      vendor,
      'answer_unreadable',
      `answered ${response.status} with ${type}, not JSON`,
      response.status,
    );
  }
  const headers = new Headers(response.headers);
  headers.delete('content-encoding');
  headers.delete('content-length');
  // The SDKs parse by this header, and lose the status when an error page only claims to be JSON.
  headers.set('content-type', json ? 'application/json' : 'text/plain');
  return new Response(text === '' ? null : text, { status: response.status, headers });
}

/**
 * The fetch that both SDKs are given: reads the whole answer, so that time-out and abort cover the body, and at most
 * 16 MiB of it; refuses redirects and answers that are no JSON.
 * @throws RetryableError `connection_failed`, `answer_unreadable`; TerminalError `answer_too_large`. When the signal
 * ended it, what fetch threw.
 */
export const vendorFetch =
  (vendor: string, largestBytes = LARGEST_ANSWER_BYTES) =>
  async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    try {
      return await exchange(vendor, largestBytes, input, init);
    } catch (error) {
      const ours = error instanceof TerminalError || error instanceof RetryableError;
      if (ours || init?.signal?.aborted === true) throw error;
      const code = codeOf(error);
      throw failureError({
        code: 'connection_failed',
        happened: `the connection failed (${code})`,
        call: { vendor, charge: NEVER_SENT.has(code) ? 'not_sent' : 'unknown' },
        cause: error,
      });
    }
  };
