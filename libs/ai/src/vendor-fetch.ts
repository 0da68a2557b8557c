import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { RetryableError, TerminalError } from '@userport/errors';
import { failureError, type FailureCode } from './model-failure';

/** Whole time of one call, body included: thinking takes minutes. */
export const CALL_TIMEOUT_MS = 240_000;

/** 65,536 output tokens are some 300 KB; with the markup of sources a search answer stays far below this. */
const LARGEST_ANSWER_BYTES = 16 * 1024 * 1024;

/** A connection that nobody has used so long is closed: a vendor closes it sooner or later, and a request could cross that. */
const IDLE_MS = 4000;

/** Codes of Node that say that the request never left: nobody can have charged for it. */
const NEVER_SENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

const codeOf = (error: unknown): string => {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : 'no code';
};

const refuse = (vendor: string, code: FailureCode, happened: string, httpStatus?: number) =>
  failureError({ code, happened, call: { vendor, httpStatus, charge: 'unknown' } });

/** Nobody asks for a packed body; some proxies pack it all the same. */
const UNPACKERS: ReadonlyMap<string, () => Transform> = new Map([
  ['br', createBrotliDecompress],
  ['deflate', createInflate],
  ['gzip', createGunzip],
]);

function unpacked(answer: IncomingMessage): Readable {
  const unpacker = UNPACKERS.get(answer.headers['content-encoding']?.toLowerCase() ?? '');
  if (unpacker === undefined) return answer;
  // Whoever reads the end of the pipe hears of every error in it.
  return pipeline(answer, unpacker(), () => undefined);
}

async function readBounded(vendor: string, answer: IncomingMessage, largestBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of unpacked(answer) as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > largestBytes) {
      throw refuse(
        vendor,
        'answer_too_large',
        `the answer is larger than ${largestBytes} bytes`,
        answer.statusCode,
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

/** Makes what sends one request and resolves with the head of its answer, over connections that are kept a while. */
function openSender() {
  const options = { keepAlive: true, timeout: IDLE_MS };
  const agent = new HttpAgent(options);
  const tlsAgent = new HttpsAgent(options);
  return async (address: URL, { method, headers, body, signal }: RequestInit): Promise<IncomingMessage> => {
    const bytes = typeof body === 'string' ? Buffer.from(body) : await new Response(body).bytes();
    return new Promise((resolve, reject) => {
      const tls = address.protocol === 'https:';
      const outgoing = (tls ? httpsRequest : httpRequest)(
        address,
        {
          method: method ?? 'GET',
          agent: tls ? tlsAgent : agent,
          headers: {
            'accept-encoding': 'identity',
            ...Object.fromEntries(new Headers(headers)),
            'content-length': bytes.byteLength,
          },
          ...(signal == null ? {} : { signal }),
        },
        resolve,
      );
      // Also after the head has come: what breaks the body then, the body's reader hears too.
      outgoing.on('error', reject);
      outgoing.end(bytes);
    });
  };
}

/** Headers as fetch tells them; the SDKs parse by the type, and lose the status when an error page claims to be JSON. */
function headersOf(answer: IncomingMessage, json: boolean): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) headers.set(name, [value].flat().join(', '));
  }
  headers.delete('content-encoding');
  headers.delete('content-length');
  headers.set('content-type', json ? 'application/json' : 'text/plain');
  return headers;
}

async function readAnswer(vendor: string, answer: IncomingMessage, largestBytes: number): Promise<Response> {
  const { statusCode: status = 0 } = answer;
  if (status >= 300 && status < 400) {
    answer.destroy();
    const happened = `it was redirected (${status}), which would carry the key to another host`;
    throw refuse(vendor, 'connection_failed', happened, status);
  }
  const text = await readBounded(vendor, answer, largestBytes);
  const json = isJson(text);
  if (status < 300 && !json) {
    const type = answer.headers['content-type'] ?? 'no content type';
    throw refuse(vendor, 'answer_unreadable', `answered ${status} with ${type}, not JSON`, status);
  }
  return new Response(text === '' ? null : text, { status, headers: headersOf(answer, json) });
}

/**
 * The fetch that both SDKs are given: reads the whole answer, so that time-out and abort cover the body, and at most
 * 16 MiB of it; refuses redirects and answers that are no JSON. It stands on Node's own HTTP, since a call through
 * Node's `fetch` takes twice the processor time (1.1 ms against 0.5, measured), for which answers that come together
 * wait in turn.
 * @throws RetryableError `connection_failed`, `answer_unreadable`; TerminalError `answer_too_large`. When the signal
 * ended it, its reason.
 */
export function vendorFetch(
  vendor: string,
  largestBytes = LARGEST_ANSWER_BYTES,
): (input: string | URL | Request, init?: RequestInit) => Promise<Response> {
  const send = openSender();
  return async (input, init = {}) => {
    // Both SDKs give an address and say everything else in `init`.
    const address = new URL(input instanceof Request ? input.url : input);
    const { signal } = init;
    try {
      return await readAnswer(vendor, await send(address, init), largestBytes);
    } catch (error) {
      if (error instanceof TerminalError || error instanceof RetryableError) throw error;
      if (signal?.aborted === true) throw signal.reason;
      const code = codeOf(error);
      throw failureError({
        code: 'connection_failed',
        happened: `the connection failed (${code})`,
        call: { vendor, charge: NEVER_SENT.has(code) ? 'not_sent' : 'unknown' },
        cause: error,
      });
    }
  };
}
