import { TerminalError } from '@userport/errors';
import { isSecretName, redactText } from '@userport/logging';
import { safeUrl } from './http-call-error';

/** One call. */
export interface HttpRequest {
  /** GET when not given. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Joined to the base address with one slash, whatever slashes there are. Its data must be encoded. */
  readonly path: string;
  /** Undefined leaves a name out; a list repeats it. */
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[] | undefined>>;
  /** Win over the client's. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is; not together with `json`. */
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** What is called, for errors: `people search`. The method and path when not given. */
  readonly endpoint?: string;
  /** Time-out of this call, ms; the client's when not given. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

type QueryValue = string | number | boolean;

/** A request in the form in which it is sent. */
export interface PreparedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string | Uint8Array<ArrayBuffer> | undefined;
  readonly endpoint: string;
  /** Values of secret headers and query fields: never to be shown, not even when the other side repeats them. */
  readonly secrets: readonly string[];
}

/** Shorter values are words rather than secrets, and replacing them would garble a text. */
const SHORTEST_SECRET = 6;
const LONGEST_EXCERPT = 300;

/**
 * Checks a base address once, when a client is made.
 * @throws TerminalError `configuration`
 */
export function checkBaseUrl(name: string, baseUrl: string): void {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const usable = url !== undefined && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '';
  if (usable && url.username === '' && url.password === '') return;
  throw new TerminalError(
    `The base address of ${name} must be http or https, without user, query and fragment. Correct its configuration.`,
    { code: 'configuration' },
  );
}

const addressOf = (baseUrl: string, { path, query = {} }: HttpRequest): URL => {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`);
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) {
      if (one !== undefined) url.searchParams.append(name, String(one));
    }
  }
  return url;
};

const headersOf = (client: string, sets: readonly Readonly<Record<string, string>>[]): Headers => {
  const headers = new Headers();
  for (const [name, value] of sets.flatMap((set) => Object.entries(set))) {
    try {
      headers.set(name, value);
    } catch {
      // The platform's own error holds the value, which may be a key: it must not become a cause.
      throw new TerminalError(
        `The header ${name} of ${client} holds a character that HTTP forbids. Check the configured value for line breaks.`,
        { code: 'configuration' },
      );
    }
  }
  return headers;
};

const secretsOf = (headers: Headers, url: URL): string[] =>
  [...headers, ...url.searchParams]
    .filter(([name]) => isSecretName(name))
    .map(([, value]) => value.replace(/^(bearer|basic|token|api)\s+/i, ''))
    .filter((value) => value.length >= SHORTEST_SECRET);

/**
 * Joins address, query, headers and body.
 * @throws TerminalError `configuration` when a header cannot be sent
 */
export function prepareRequest(
  client: {
    readonly name: string;
    readonly baseUrl: string;
    readonly headers?: Readonly<Record<string, string>>;
  },
  request: HttpRequest,
): PreparedRequest {
  const url = addressOf(client.baseUrl, request);
  const method = request.method ?? 'GET';
  const json: Record<string, string> =
    request.json === undefined ? {} : { 'content-type': 'application/json' };
  const headers = headersOf(client.name, [json, client.headers ?? {}, request.headers ?? {}]);
  return {
    method,
    url,
    headers,
    body: request.json === undefined ? request.body : JSON.stringify(request.json),
    endpoint: request.endpoint ?? `${method} ${new URL(safeUrl(url)).pathname}`,
    secrets: secretsOf(headers, url),
  };
}

/** The beginning of an answer's text that may be shown: one line, bounded, without the request's own secrets. */
export function excerptOf(text: string, secrets: readonly string[]): string {
  const bare = secrets.reduce(
    (kept, secret) => kept.replaceAll(secret, '[redacted]'),
    text.slice(0, 20 * LONGEST_EXCERPT),
  );
  const line = redactText(bare)
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .toWellFormed()
    .trim();
  return line.length > LONGEST_EXCERPT ? `${line.slice(0, LONGEST_EXCERPT)}…` : line;
}
