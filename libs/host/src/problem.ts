import type { JsonObject } from '@userport/contracts';
import type { HttpAnswer } from './http-types';

/** Where the kinds of problem are told apart; a name, not a page. */
const TYPE_PREFIX = 'urn:userport:problem:';

/** A problem to answer with (RFC 9457). Django reads `detail`. */
export interface Problem {
  readonly status: number;
  /** Stable word for machines, such as `body_too_large`. */
  readonly type: string;
  readonly title: string;
  /** What is wrong and what to do, in words for the caller. */
  readonly detail: string;
  readonly retryAfterMs?: number | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly more?: JsonObject;
}

/** Seconds as Retry-After wants them: whole, at least 1. */
export const retryAfterSeconds = (ms: number): string => `${Math.max(1, Math.ceil(ms / 1000))}`;

/** A problem as an answer. */
export const problemAnswer = ({
  status,
  type,
  title,
  detail,
  retryAfterMs,
  headers,
  more,
}: Problem): HttpAnswer => ({
  status,
  headers: {
    'content-type': 'application/problem+json',
    ...(retryAfterMs === undefined ? {} : { 'retry-after': retryAfterSeconds(retryAfterMs) }),
    ...headers,
  },
  body: { type: `${TYPE_PREFIX}${type}`, title, status, detail, ...more },
});
