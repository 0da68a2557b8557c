import fc from 'fast-check';
import { bodies, NASTY_TEXTS, PRIVATE_MARK, type Taken } from './bodies';
import { TOKEN_KINDS, type TokenKind } from './tokens';

/** How the length of a body is told, and whether that is true. */
const FRAMINGS = [
  ...(['length', 'chunked', 'none', 'too_long', 'too_short', 'both', 'not_a_number', 'bad_chunk'] as const),
] as const;

/** One of the ways to tell a length; `length`, `chunked` and `none` are honest. */
export type Framing = (typeof FRAMINGS)[number];

/** One generated request, before it becomes bytes. */
export interface HostileRequest {
  /** Index of the server. */
  readonly target: number;
  readonly token: TokenKind;
  readonly method: string;
  /** As it is sent; may be nothing that a URL could be. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly framing: Framing;
  readonly body: Buffer;
}

/** What is known of a server that is sent hostile requests. */
export interface HostileTarget extends Taken {
  /** What it serves; `{name}` in a path stands for one part. */
  readonly routes: readonly { readonly method: string; readonly path: string }[];
  /** What may stand for a part besides nasty texts, such as names of tasks. */
  readonly words: readonly string[];
}

const METHODS = [
  ...['POST', 'POST', 'POST', 'POST', 'GET', 'GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'],
  ...['CONNECT', 'PROPFIND', 'post', 'FOO', 'M-SEARCH'],
];

/** Paths beside those that are served; each as it stands in the first line of a request. */
const RAW_PATHS = [
  ...[
    '/',
    '*',
    '//',
    '/..',
    '/../../etc/passwd',
    '/%00',
    '/%E0%A4%A',
    '/%',
    '/%2e%2e/%2e%2e',
    '/favicon.ico',
  ],
  ...[
    '/robots.txt',
    '/health',
    '/health/',
    '/Health',
    '/health?x=1',
    '/.env',
    '/openapi.json',
    '/openapi.json#a',
  ],
  ...[
    'http://169.254.169.254/computeMetadata/v1/',
    '/api/v1/tasks/create/__proto__',
    '/api/v1/tasks//status',
  ],
  ...[
    `/${'a'.repeat(8000)}`,
    `/${'%41'.repeat(2000)}`,
    `/health?token=${PRIVATE_MARK}`,
    '/?a=1&a=2&a[]=3&a[b]=4',
  ],
  ...[
    '/api/v1/tasks/failed?limit=-1',
    '/api/v1/tasks/failed?limit=1e9&cursor=%00',
    '/api/v1/sweep?x=',
    '/\u00ff',
  ],
];

const CONTENT_TYPES = [
  ...[
    'application/json',
    'application/json; charset=utf-16',
    'application/cloudevents+json',
    'text/plain',
    '',
  ],
  ...[
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/octet-stream',
    '*/*',
    ';',
  ],
];

/** Headers that servers and frameworks have acted upon. */
const HEADERS: readonly (readonly [string, readonly string[]])[] = [
  ['Content-Type', CONTENT_TYPES],
  ['Content-Encoding', ['gzip', 'deflate', 'br', 'identity', 'gzip, gzip', 'x', '']],
  ['X-CloudTasks-TaskRetryCount', ['0', '99', '-1', '1e9', 'NaN', '9'.repeat(300)]],
  ['X-CloudTasks-TaskName', ['task-1', '../x', 'a'.repeat(600), '']],
  ['X-CloudTasks-QueueName', ['queue', '%00', '']],
  ['X-Request-ID', ['r-1', 'a b', PRIVATE_MARK.repeat(10), '\u00e9', '']],
  ['traceparent', ['00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', '00-xyz', '']],
  ['X-Cloud-Trace-Context', ['105445aa7843bc8bf206b12000100000/1;o=1', '/', ';;;']],
  ['X-Forwarded-For', ['127.0.0.1', '::1, 10.0.0.1', 'x'.repeat(500)]],
  ['Cookie', [`session=${PRIVATE_MARK}`, ';;;;']],
  ['X-Api-Key', [PRIVATE_MARK]],
  ['Proxy-Authorization', [`Basic ${PRIVATE_MARK}`]],
  ['X-Serverless-Authorization', [`Bearer ${PRIVATE_MARK}`]],
  ['Expect', ['100-continue', '200-ok']],
  ['Upgrade', ['websocket', 'h2c', 'TLS/1.0']],
  ['Range', ['bytes=0-', 'bytes=9-1,5']],
  ['Accept', ['text/html', '*/*;q=x', '']],
  ['Function-Execution-Id', ['x', PRIVATE_MARK]],
  ['X-Nothing', ['a'.repeat(20_000), '\u0080\u00ff', '\ttab']],
];

const headers = fc.array(
  fc
    .constantFrom(...HEADERS)
    .chain(([name, values]) => fc.tuple(fc.constant(name), fc.constantFrom(...values))),
  { maxLength: 5 },
);

const encodedPart = (text: string): string => encodeURIComponent(text.toWellFormed());

/** A route with something in the place of its parts, sometimes with a query. */
const servedRoute = ({ routes, words }: HostileTarget) =>
  fc
    .tuple(
      fc.constantFrom(...routes),
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...words) },
        { weight: 1, arbitrary: fc.constantFrom(...NASTY_TEXTS).map(encodedPart) },
      ),
      fc.constantFrom(
        '',
        '',
        '',
        `?entity_id=${PRIVATE_MARK}`,
        '?limit=0',
        '?x',
        '?%',
        `?${'a&'.repeat(500)}`,
      ),
    )
    .map(([{ method, path }, word, query]) => ({
      method,
      path: `${path.replace(/\{\w+\}/g, () => word)}${query}`,
    }));

/** Headers that a well-meant request may have; the others decide before anything else is looked at. */
const HARMLESS = /^(x-cloudtasks|x-request|trace|x-cloud-trace|cookie|x-api|function)/i;

/** Well-formed, let in, to a served route: what is hostile is in the path, the query and the body. */
const wellFormed = (target: HostileTarget) =>
  servedRoute(target).chain((route) =>
    fc.record({
      ...{ token: fc.constant<TokenKind>('good'), method: fc.constant(route.method) },
      ...{ path: fc.constant(route.path), body: bodies(target) },
      headers: headers.map((all) => all.filter(([name]) => HARMLESS.test(name))),
      framing: fc.constantFrom<Framing>('length', 'chunked'),
    }),
  );

/** Anything may be wrong at once. */
const malformed = (target: HostileTarget) =>
  fc.record({
    token: fc.constantFrom(...TOKEN_KINDS),
    method: fc.constantFrom(...METHODS),
    path: fc.oneof(
      servedRoute(target).map(({ path }) => path),
      fc.constantFrom(...RAW_PATHS),
    ),
    headers,
    framing: fc.oneof(fc.constant<Framing>('length'), fc.constantFrom(...FRAMINGS)),
    body: bodies(target),
  });

/** Requests that try to break the servers: half of them at the door, half behind it. */
export const hostileRequests = (targets: readonly HostileTarget[]): fc.Arbitrary<HostileRequest> =>
  fc.oneof(
    ...targets.flatMap((target, index) =>
      [wellFormed(target), malformed(target)].map((requests) =>
        requests.map((request) => ({ ...request, target: index })),
      ),
    ),
  );
