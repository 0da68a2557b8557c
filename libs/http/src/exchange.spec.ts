import { RetryableError, TerminalError } from '@userport/errors';
import { abortedError, answerError, exchange, type ExchangeOptions } from './exchange';
import { HttpCallError } from './http-call-error';
import { prepareRequest } from './http-request';
import { manualClock, type ReplayAnswer, type ReplayServer, startReplayServer } from './testing';

const failureOf = async (call: Promise<unknown>): Promise<RetryableError | TerminalError> => {
  const failure = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure instanceof RetryableError || failure instanceof TerminalError) return failure;
  throw new TerminalError('the call was expected to fail with one of the error pair', { cause: failure });
};

const factsOf = (error: Error) => (error.cause instanceof HttpCallError ? error.cause.facts : undefined);

describe('exchange', () => {
  let server: ReplayServer;
  const clock = manualClock();
  const answers: ReplayAnswer[] = [];

  const options = (part: Partial<ExchangeOptions> = {}): ExchangeOptions => ({
    client: 'vendor',
    timeoutMs: 1_000,
    maxResponseBytes: 100,
    followRedirects: false,
    fetch: globalThis.fetch,
    clock,
    ...part,
  });
  const request = (baseUrl = server.url) =>
    prepareRequest(
      { name: 'vendor', baseUrl, headers: { 'x-api-key': 'secret-one' } },
      {
        method: 'POST',
        path: '/search',
        query: { q: 'jane' },
        body: new Uint8Array([1, 2]),
        endpoint: 'search',
      },
    );

  beforeAll(async () => {
    server = await startReplayServer([
      { path: '/search', answers: () => answers.shift() ?? { status: 501 } },
      { path: '/elsewhere', answers: [{ body: 'followed' }] },
    ]);
  });

  afterAll(() => server.close());

  it('sends the bytes as they are, with their length, and answers with any status', async () => {
    answers.push({ status: 418, body: 'teapot', headers: { 'x-kind': 'short' } });
    const answer = await exchange(request(), options(), undefined);
    expect([answer.status, answer.headers.get('x-kind'), answer.text()]).toEqual([418, 'short', 'teapot']);
    const sent = server.requests.at(-1);
    expect([sent?.method, sent?.query.get('q'), [...(sent?.body ?? [])]]).toEqual(['POST', 'jane', [1, 2]]);
    expect([sent?.headers['content-length'], sent?.headers['x-api-key']]).toEqual(['2', 'secret-one']);
  });

  it('reads text in the charset that the answer names', async () => {
    const bytes = new Uint8Array([0x63, 0x61, 0x66, 0xe9]);
    answers.push({ body: bytes, headers: { 'content-type': 'text/html; charset=ISO-8859-1' } });
    expect((await exchange(request(), options(), undefined)).text()).toBe('café');
    answers.push({ body: 'café', headers: { 'content-type': 'text/html; charset=klingon' } });
    expect((await exchange(request(), options(), undefined)).text()).toBe('café');
  });

  it.each([
    [false, 302, ''],
    [true, 200, 'followed'],
  ])('follows redirects only when told to (%s)', async (followRedirects, status, text) => {
    answers.push({ status: 302, headers: { location: '/elsewhere' } });
    const answer = await exchange(request(), options({ followRedirects }), undefined);
    expect([answer.status, answer.text()]).toEqual([status, text]);
  });

  it('gives up an answer that is too long', async () => {
    answers.push({ body: 'x'.repeat(101) });
    const error = await failureOf(exchange(request(), options(), undefined));
    expect([error.name, error.code, factsOf(error)?.kind]).toEqual([
      'TerminalError',
      'response_too_large',
      'too_large',
    ]);
  });

  it('keeps the beginning of a long error', async () => {
    answers.push({ status: 500, body: 'x'.repeat(101) });
    const answer = await exchange(request(), options(), undefined);
    expect([answer.status, answer.bytes.byteLength]).toEqual([500, 100]);
  });

  it('says that nobody listens, and that nothing was sent', async () => {
    const error = await failureOf(
      exchange(request('http://127.0.0.1:1'), options({ fetch: refusing }), undefined),
    );
    expect([error.name, error.code, error.message]).toEqual([
      'RetryableError',
      'vendor_unreachable',
      'vendor: search at http://127.0.0.1:1 could not be reached (ECONNREFUSED).',
    ]);
    expect(factsOf(error)).toEqual({
      client: 'vendor',
      endpoint: 'search',
      method: 'POST',
      url: 'http://127.0.0.1:1/search?q',
      kind: 'network',
      networkCode: 'ECONNREFUSED',
      sent: false,
    });
  });

  it.each([
    ['before the answer', { fault: 'reset' }],
    ['inside the answer', { fault: 'cut', headers: { 'content-length': '50' } }],
  ] as const)('says that the connection broke %s, after sending', async (_name, answer) => {
    answers.push(answer);
    const error = await failureOf(exchange(request(), options(), undefined));
    expect([error.code, factsOf(error)?.kind, factsOf(error)?.sent]).toEqual([
      'vendor_unreachable',
      'network',
      true,
    ]);
  });

  it('ends when its time is over, and leaves no time-out behind', async () => {
    answers.push({ fault: 'hang' });
    const arrived = server.received(server.requests.length + 1);
    const call = exchange(request(), options(), undefined);
    await arrived;
    expect(clock.pending()).toEqual([1_000]);
    clock.fire();
    const error = await failureOf(call);
    expect([error.code, error.message, factsOf(error)?.sent]).toEqual([
      'vendor_timeout',
      'vendor: no whole answer of search within 1000 ms.',
      true,
    ]);
    expect(clock.pending()).toEqual([]);
  });

  it('ends when its caller gives it up', async () => {
    answers.push({ fault: 'hang' });
    const controller = new AbortController();
    const arrived = server.received(server.requests.length + 1);
    const call = exchange(request(), options(), controller.signal);
    await arrived;
    controller.abort('lease over');
    expect(await failureOf(call)).toMatchObject({ code: 'aborted', cause: 'lease over' });
  });

  it('lets no secret of the request into an error, not even one that the other side repeats', async () => {
    answers.push({ status: 401, body: 'Unknown key secret-one' });
    const prepared = request();
    const cause = answerError('vendor', prepared, await exchange(prepared, options(), undefined));
    expect(cause.message).toBe(`POST ${server.url}/search?q refused: 401 Unknown key [redacted]`);
  });

  it('lets no text of a good answer into an error', async () => {
    answers.push({ body: 'private page' });
    const prepared = request();
    const cause = answerError('vendor', prepared, await exchange(prepared, options(), undefined));
    expect(cause.message).toBe(`POST ${server.url}/search?q refused: 200`);
  });
});

/** Stands for a host where nobody listens; a free port may be taken by another test in the same moment. */
const refusing: typeof fetch = () =>
  Promise.reject(
    new TypeError('fetch failed', { cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }) }),
  );

describe('abortedError', () => {
  it('keeps the reason', () => {
    expect(abortedError('vendor', AbortSignal.abort('draining'))).toMatchObject({
      code: 'aborted',
      cause: 'draining',
    });
  });
});
