/** How a call failed. */
export type HttpFailureKind =
  /** Answered with a status, or with words inside a 200, that mean no. */
  | 'refused'
  /** No whole answer in time. */
  | 'timeout'
  /** No connection, or one that broke. */
  | 'network'
  /** The answer is longer than its bound. */
  | 'too_large'
  /** The answer is not the JSON that was agreed. */
  | 'invalid';

/** What is known of a failed call; free of query values, secrets and the text of good answers. */
export interface HttpCallFacts {
  /** Name of the client: the vendor's. */
  readonly client: string;
  /** What was called, in the adapter's words, such as `people search`. */
  readonly endpoint: string;
  readonly method: string;
  /** Origin, path and the names of the query; never its values. */
  readonly url: string;
  readonly kind: HttpFailureKind;
  readonly status?: number | undefined;
  /** At most 300 characters of an error's body, secrets replaced. */
  readonly excerpt?: string | undefined;
  /** The system's word for a network fault, such as `ECONNREFUSED`. */
  readonly networkCode?: string | undefined;
  /** False when the request certainly never reached the other side. */
  readonly sent: boolean;
}

/** Facts of a failed call. Never thrown itself: it rides as the cause of a TerminalError or RetryableError. */
export class HttpCallError extends Error {
  override readonly name = 'HttpCallError';
  readonly facts: HttpCallFacts;

  constructor(facts: HttpCallFacts) {
    const said = [facts.status, facts.networkCode, facts.excerpt].filter((part) => part !== undefined);
    super(`${facts.method} ${facts.url} ${facts.kind}${said.length === 0 ? '' : `: ${said.join(' ')}`}`);
    this.facts = facts;
  }
}

/** An address that may be shown: without user, without fragment, the query's names without their values. */
export function safeUrl(address: string | URL): string {
  const url = new URL(address);
  const names = [...new Set(url.searchParams.keys())].map((name) => encodeURIComponent(name));
  return `${url.origin}${url.pathname}${names.length === 0 ? '' : `?${names.join('&')}`}`;
}

/** Faults that come before a connection stands; after any other the request may have been read. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** The system's word for a fault, looked up along the causes, and whether the request may have been sent. */
export function networkFault(error: unknown): { readonly networkCode: string; readonly sent: boolean } {
  let networkCode = 'no further word';
  let at = error;
  for (let depth = 0; depth < 5 && typeof at === 'object' && at !== null; depth += 1) {
    if ('code' in at && typeof at.code === 'string') networkCode = at.code;
    at = 'cause' in at ? at.cause : undefined;
  }
  return { networkCode, sent: !NEVER_SENT.has(networkCode) };
}
