import { describeError, RetryableError } from '@userport/errors';
import { type Handle, type HttpAnswer, problemAnswer, type ReceivedRequest } from '@userport/host';
import { traceFrom, withLogContext } from '@userport/logging';
import { countValues } from './count-values';
import { notFound, unprocessable } from './problem';
import type { Route } from './route';
import type { About, Services } from './services';

/** A route with the parts of the path that it was asked by. */
interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Asked of a caller when storage or queue did not answer and did not say when they will. */
const COME_BACK_MS = 5_000;

const partsOf = (path: string): string[] => path.split('/').slice(1);

/** The path's parts, decoded; undefined when they cannot be. */
const decodedParts = (path: string): string[] | undefined => {
  try {
    return partsOf(path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path).map(decodeURIComponent);
  } catch {
    return undefined;
  }
};

const matchOf = (route: Route, parts: readonly string[]): Match | undefined => {
  const pattern = partsOf(route.path);
  if (pattern.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, word] of pattern.entries()) {
    const part = parts[index] ?? '';
    const name = /^\{(\w+)\}$/.exec(word)?.[1];
    if (name === undefined && word !== part) return undefined;
    if (name !== undefined && part === '') return undefined;
    if (name !== undefined) params[name] = part;
  }
  return { route, params };
};

const wrongMethod = (method: string, matches: readonly Match[]): HttpAnswer => {
  const allowed = [
    ...new Set(matches.flatMap(({ route }) => (route.method === 'GET' ? ['GET', 'HEAD'] : ['POST']))),
  ];
  return problemAnswer({
    status: 405,
    type: 'method',
    title: 'Wrong method',
    detail: `method: use ${allowed.join(' or ')} here, not ${method.slice(0, 20)}.`,
    headers: { allow: allowed.join(', ') },
  });
};

/** Ten times what a column for 1,000 leads holds; parsed and copied it fills some 300 MB. */
const MOST_VALUES = 500_000;

const tooManyValues = unprocessable('The body', [
  {
    path: '',
    rule: 'values',
    message: `must hold at most ${MOST_VALUES} values, counted over all its lists and objects`,
  },
]);

const UNREADABLE = Symbol('not JSON');

/** The body as JSON; undefined when there is none. */
const jsonOf = (bytes: Uint8Array): unknown => {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return UNREADABLE;
  }
};

const unreadable: HttpAnswer = problemAnswer({
  status: 400,
  type: 'unreadable',
  title: 'Body not readable',
  detail: 'body: must be JSON in UTF-8.',
});

/** An error as an answer: what may pass is asked to come again, all else tells nothing but that it is in the log. */
function failure(error: unknown): HttpAnswer {
  const passing = error instanceof RetryableError;
  const { code } = describeError(error);
  if (passing) {
    return problemAnswer({
      status: 503,
      type: 'unavailable',
      title: 'Storage or queue did not answer',
      detail: `What this needs did not answer (${code}); ask again. A repeated create with its own job_id is safe.`,
      retryAfterMs: error.retryAfterMs ?? COME_BACK_MS,
    });
  }
  const configuration = code === 'configuration';
  return problemAnswer({
    status: configuration ? 503 : 500,
    type: configuration ? 'configuration' : 'unexpected',
    title: configuration ? 'Not configured' : 'Unexpected fault',
    detail: configuration
      ? describeError(error).message
      : 'Something went wrong here; the log has it under the trace of this request.',
    retryAfterMs: configuration ? 60_000 : undefined,
  });
}

/** What a router is made of. */
export interface RouterParts {
  readonly routes: readonly Route[];
  readonly about: About;
  /** Gives the services; opened at the first request that needs them. */
  readonly open: () => Promise<Services>;
  readonly log: Pick<Services['log'], 'error'>;
}

/** Answers requests by a table of routes: 404 for a path that none has, 405 for a method, 400 for a body that is no JSON. */
export function createRouter({ routes, about, open, log }: RouterParts): Handle {
  const answer = async (received: ReceivedRequest): Promise<HttpAnswer> => {
    const parts = decodedParts(received.path);
    const matches = (parts === undefined ? [] : routes.map((route) => matchOf(route, parts))).filter(
      (match) => match !== undefined,
    );
    if (matches.length === 0)
      return notFound(
        'unknown_path',
        'There is nothing at this path; GET /openapi.json lists what there is.',
      );
    const method = received.method === 'HEAD' ? 'GET' : received.method;
    const match = matches.find(({ route }) => route.method === method);
    if (match === undefined) return wrongMethod(received.method, matches);
    const { params, route } = match;
    if ('tell' in route) return route.tell(about);
    const { takesPayload = false } = route;
    if (takesPayload && countValues(received.body, MOST_VALUES) > MOST_VALUES) return tooManyValues;
    const body = takesPayload ? jsonOf(received.body) : undefined;
    if (body === UNREADABLE) return unreadable;
    const { query, headers } = received;
    return route.handler(await open(), { params, query, headers, body });
  };
  return (received) =>
    withLogContext(traceFrom(received.headers), async () => {
      try {
        return await answer(received);
      } catch (error) {
        log.error('A request could not be answered.', { error });
        return failure(error);
      }
    });
}
