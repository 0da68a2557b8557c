import type { JsonObject } from '@userport/contracts';

/** A request whose body has been read whole, in bytes. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path without query, decoded by nobody. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names; repeated ones joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What is answered; `body` leaves as JSON. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: JsonObject;
}

/** Answers one request. A rejection becomes a 500 that tells nothing but the trace. */
export type Handle = (request: ReceivedRequest) => Promise<HttpAnswer>;
