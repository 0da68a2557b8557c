import type { HttpAnswer } from '@userport/host';
import type { ZodObject, ZodType } from 'zod';
import type { About, Services } from './services';

/** A request that found its route. */
export interface GatewayRequest {
  /** The parts of the path in braces, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The body as parsed JSON; undefined when there was none. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** Answers a request. A plain function: no framework, no HTTP. */
export type Handler = (services: Services, request: GatewayRequest) => Promise<HttpAnswer>;

/** Answers a request out of what the gateway is: without storage, and so without configuration. */
export type Teller = (about: About) => HttpAnswer;

/** What a route is told by, in the table that the router and the OpenAPI document share. */
interface RouteLine {
  readonly method: 'GET' | 'POST';
  /** `{name}` stands for one part of the path. */
  readonly path: string;
  /** Name of the operation in the document. */
  readonly operation: string;
  readonly summary: string;
  readonly query?: ZodObject;
  /** What the body of a 200 is. */
  readonly answer: ZodType;
  /** What else it can answer, by status. */
  readonly problems: Readonly<Record<number, string>>;
  /** True when a body in JSON is expected; its schema follows from the task's contract. */
  readonly takesPayload?: true;
  /** True when anyone may ask, without a token. */
  readonly open?: true;
}

/** One line of the table of routes, with what answers it. */
export type Route = RouteLine & ({ readonly handler: Handler } | { readonly tell: Teller });
