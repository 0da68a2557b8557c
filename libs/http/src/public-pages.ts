import { lookup as systemLookup } from 'node:dns';
import { type IncomingMessage, request as sendHttp } from 'node:http';
import { request as sendHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { RetryableError, TerminalError } from '@userport/errors';
import { type HttpClock, systemClock } from './clock';
import { answerError, exchange, type HttpAnswer } from './exchange';
import type { PreparedRequest } from './http-request';
import { cleanPageText, decodePage, type PageText } from './page-text';
import { checkPublicUrl, isExempt, isPublicAddress, type PublicAddressOptions } from './public-address';
import { retryAfterMs } from './retry-after';

/** A page as it was found. */
export interface PublicPage extends PageText {
  /** Where it stood in the end, after redirects. */
  readonly url: string;
  readonly contentType: string;
  readonly charset: string;
  /** True when the charset is not the one that the page names. */
  readonly charsetGuessed: boolean;
}

/** How pages are read. */
export interface PublicPagesOptions extends PublicAddressOptions {
  /** One request, read to its end, ms. */
  readonly timeoutMs: number;
  /** More of a page is not read; 10 MiB when not given. */
  readonly maxBytes?: number;
  /** More of a text is not kept, characters; a million when not given. */
  readonly maxChars?: number;
  readonly clock?: HttpClock;
}

/** Reads pages whose addresses came from users. */
export interface PublicPages {
  /**
   * Reads a page, cleaned and bounded.
   * @throws TerminalError `address_refused`, `page_missing`, `page_refused`, `page_not_text`, `too_many_redirects`
   * @throws RetryableError `page_unavailable`, and as an HTTP client's `vendor_timeout`, `vendor_unreachable`, `aborted`
   */
  read(address: string, signal?: AbortSignal): Promise<PublicPage>;
}

/** Browsers follow twenty; a page that needs more than five leads nowhere. */
const MOST_REDIRECTS = 5;
const MAX_BYTES = 10 * 1024 * 1024;
const CLIENT = 'page';

const DECODERS: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** Answers that have no body, and for which a Response takes none. */
const BODILESS = new Set([204, 205, 304]);

const bodyOf = (incoming: IncomingMessage): Readable => {
  const unfold = DECODERS[(incoming.headers['content-encoding'] ?? '').trim().toLowerCase()]?.();
  if (unfold === undefined) return incoming;
  const unfolded = incoming.pipe(unfold) as unknown as Readable;
  // `pipe` hands on neither the end of the one nor the fault of the other.
  incoming.once('error', (error) => unfolded.destroy(error));
  unfolded.once('close', () => incoming.destroy());
  return unfolded;
};

const responseOf = (incoming: IncomingMessage): Response => {
  const { statusCode: status = 502, headers } = incoming;
  const kept = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat().join(', ')] as [string, string]],
  );
  const body = BODILESS.has(status) ? null : (Readable.toWeb(bodyOf(incoming)) as ReadableStream);
  return new Response(body, { status, headers: kept });
};

/**
 * Looks up a name for a connection and refuses what is not public, so that a name that changes its address after it
 * was checked leads nowhere.
 */
export const guardedLookup: LookupFunction = (host, options, done) => {
  systemLookup(host, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error !== null || first === undefined) return done(error, [], 0);
    const closed = addresses.some(({ address }) => !isPublicAddress(address));
    if (closed)
      return done(Object.assign(new TerminalError('not public'), { code: 'ADDRESS_REFUSED' }), [], 0);
    if (options.all === true) return done(null, addresses);
    return done(null, first.address, first.family);
  });
};

/** A fetch whose connections are opened to public addresses alone, unless they are exempt. */
const fetchBy = (lookup: LookupFunction | undefined): typeof globalThis.fetch =>
  ((input: Request) =>
    new Promise<Response>((resolve, reject) => {
      const url = new URL(input.url);
      const send = url.protocol === 'https:' ? sendHttps : sendHttp;
      const headers = Object.fromEntries(input.headers);
      const options = { method: input.method, headers, signal: input.signal, ...(lookup && { lookup }) };
      send(url, options, (incoming) => resolve(responseOf(incoming)))
        .once('error', reject)
        .end();
    })) as typeof globalThis.fetch;

const HEADERS = {
  accept: 'text/html,application/xhtml+xml,text/plain;q=0.9',
  'accept-encoding': 'gzip, deflate, br',
  'user-agent': 'userport-workers',
};

const TEXT_TYPES = /^(text\/|application\/(xhtml\+xml|xml|json))/i;

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

/** What an answer that is no page means. */
const failure = (answer: HttpAnswer, request: PreparedRequest, nowMs: number): Error => {
  const { status } = answer;
  const cause = answerError(CLIENT, request, answer);
  const host = request.url.host;
  if (status === 429 || status === 408 || status >= 500) {
    return new RetryableError(`${host} answered ${status}; the page may be there later.`, {
      code: 'page_unavailable',
      cause,
      retryAfterMs: retryAfterMs(answer.headers, nowMs),
    });
  }
  const missing = status === 404 || status === 410;
  const said = missing ? 'There is no such page. Check the address.' : 'It does not show the page to us.';
  return new TerminalError(`${host} answered ${status}. ${said}`, {
    code: missing ? 'page_missing' : 'page_refused',
    cause,
  });
};

const pageOf = (answer: HttpAnswer, url: URL, maxChars: number | undefined): PublicPage => {
  const contentType = answer.headers.get('content-type') ?? 'text/html';
  if (!TEXT_TYPES.test(contentType)) {
    throw new TerminalError(`${url.host} answered ${contentType.slice(0, 80)}, which is no text to read.`, {
      code: 'page_not_text',
    });
  }
  const { text, charset, guessed } = decodePage(answer.bytes, contentType);
  const cleaned = cleanPageText(text, maxChars);
  const cut = cleaned.cut || answer.cut === true;
  return { ...cleaned, cut, url: url.href, contentType, charset, charsetGuessed: guessed };
};

/** Makes a reader of pages. Every address is checked, those of redirects too, and so is each connection. */
export function openPublicPages(options: PublicPagesOptions): PublicPages {
  const { timeoutMs, maxBytes = MAX_BYTES, maxChars, clock = systemClock, exempt = [] } = options;

  const request = async (url: URL, signal: AbortSignal | undefined) => {
    const prepared: PreparedRequest = {
      method: 'GET',
      url,
      headers: new Headers(HEADERS),
      body: undefined,
      endpoint: 'a page',
      secrets: [],
    };
    const guarded = !isExempt(url, exempt) && isIP(url.hostname) === 0;
    const settings = {
      client: CLIENT,
      timeoutMs,
      maxResponseBytes: maxBytes,
      tooLong: 'cut' as const,
      followRedirects: false,
      fetch: fetchBy(guarded ? guardedLookup : undefined),
      clock,
    };
    return { prepared, answer: await exchange(prepared, settings, signal) };
  };

  return {
    async read(address, signal) {
      let url = await checkPublicUrl(address, options);
      for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
        const { prepared, answer } = await request(url, signal);
        const location = isRedirect(answer.status) ? answer.headers.get('location') : null;
        if (location === null) {
          if (answer.status < 200 || answer.status > 299) throw failure(answer, prepared, clock.now());
          return pageOf(answer, url, maxChars);
        }
        // Only what is ours already may lead to what is ours.
        const ours = isExempt(url, exempt) ? options : { ...options, exempt: [] };
        url = await checkPublicUrl(
          URL.canParse(location, url.href) ? new URL(location, url) : location,
          ours,
        );
      }
      throw new TerminalError(`${url.host} redirects more than ${MOST_REDIRECTS} times.`, {
        code: 'too_many_redirects',
      });
    },
  };
}
