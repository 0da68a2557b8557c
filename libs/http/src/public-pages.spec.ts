import { gzipSync } from 'node:zlib';
import { RetryableError, TerminalError } from '@userport/errors';
import { guardedLookup, openPublicPages } from './public-pages';
import { manualClock, type ReplayAnswer, type ReplayServer, startReplayServer } from './testing';

const html = (body: string, more: Partial<ReplayAnswer> = {}): ReplayAnswer => ({
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body,
  ...more,
});

describe('openPublicPages', () => {
  let server: ReplayServer;
  let answer: (path: string) => ReplayAnswer;

  beforeAll(async () => {
    const paths = ['/', '/1', '/2', '/3', '/4', '/5', '/6', '/end'];
    server = await startReplayServer(
      paths.map((path) => ({ path, answers: (request) => answer(request.path) })),
    );
  });
  afterAll(() => server.close());

  const pages = (more: { maxBytes?: number; maxChars?: number } = {}) =>
    openPublicPages({ timeoutMs: 5000, exempt: [server.url], clock: manualClock(), ...more });
  const read = (path = '/', more = {}) => pages(more).read(`${server.url}${path}`);

  it('reads a page, asking for text', async () => {
    answer = () => html('<h1>Präzision</h1>');
    expect(await read()).toEqual({
      url: `${server.url}/`,
      contentType: 'text/html; charset=utf-8',
      charset: 'utf-8',
      charsetGuessed: false,
      text: '<h1>Präzision</h1>',
      cut: false,
      cleaned: 0,
    });
    expect(server.requests.at(-1)?.headers['accept']).toContain('text/html');
  });

  it('unfolds, cleans and bounds, and marks what it did', async () => {
    const body = gzipSync('a\0b'.repeat(100_000));
    answer = () => ({ headers: { 'content-type': 'text/html', 'content-encoding': 'gzip' }, body });
    expect(await read('/', { maxChars: 10 })).toMatchObject({ text: 'ababababab', cut: true });
  });

  it('reads no more of an endless page than its bound', async () => {
    let pulled = 0;
    const endless = function* () {
      for (;;) {
        pulled += 1;
        yield Buffer.alloc(64 * 1024, 'x');
      }
    };
    answer = () => ({ headers: { 'content-type': 'text/plain' }, body: endless() });
    const { text, cut } = await read('/', { maxBytes: 100_000 });
    expect([text.length, cut]).toEqual([100_000, true]);
    expect(pulled).toBeLessThan(200);
  });

  it('bounds what a small compressed page unfolds to', async () => {
    const body = gzipSync(Buffer.alloc(20_000_000));
    answer = () => ({ headers: { 'content-type': 'text/html', 'content-encoding': 'gzip' }, body });
    expect(await read('/', { maxBytes: 50_000 })).toMatchObject({ cut: true });
  });

  it('follows five redirects and tells where it ended', async () => {
    answer = (path) =>
      path === '/5' ? html('there') : { status: 302, headers: { location: `/${Number(path.slice(1)) + 1}` } };
    expect(await read('/')).toMatchObject({ url: `${server.url}/5`, text: 'there' });
  });

  it('gives up at the sixth redirect', async () => {
    answer = (path) => ({ status: 301, headers: { location: `/${Number(path.slice(1)) + 1}` } });
    await expect(read('/')).rejects.toMatchObject({ code: 'too_many_redirects' });
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://10.0.0.8/',
    'file:///etc/passwd',
    'http://[::1]:80/',
  ])('checks a redirect as strictly as an address: %s', async (location) => {
    answer = () => ({ status: 302, headers: { location } });
    await expect(read()).rejects.toMatchObject({ code: 'address_refused' });
  });

  it('asks nothing of an address that is refused', async () => {
    const before = server.requests.length;
    await expect(openPublicPages({ timeoutMs: 100 }).read(server.url)).rejects.toMatchObject({
      code: 'address_refused',
    });
    expect(server.requests).toHaveLength(before);
  });

  it.each([
    [404, TerminalError, 'page_missing'],
    [410, TerminalError, 'page_missing'],
    [401, TerminalError, 'page_refused'],
    [403, TerminalError, 'page_refused'],
    [304, TerminalError, 'page_refused'],
    [429, RetryableError, 'page_unavailable'],
    [503, RetryableError, 'page_unavailable'],
  ])('calls a page that answers %d by its kind', async (status, kind, code) => {
    answer = () => html(status === 304 ? '' : 'no', { status });
    const failed = read();
    await expect(failed).rejects.toBeInstanceOf(kind);
    await expect(failed).rejects.toMatchObject({ code });
  });

  it('passes the delay of a busy page on', async () => {
    answer = () => ({ status: 429, headers: { 'retry-after': '30' } });
    await expect(read()).rejects.toMatchObject({ retryAfterMs: 30_000 });
  });

  it('refuses what is no text', async () => {
    answer = () => ({ headers: { 'content-type': 'image/png' }, body: 'x' });
    await expect(read()).rejects.toMatchObject({ code: 'page_not_text' });
  });

  it('calls a page that breaks off in the middle retryable', async () => {
    answer = () => html('half', { fault: 'cut' });
    await expect(read()).rejects.toMatchObject({ code: 'vendor_unreachable' });
  });

  it('calls a spoilt compressed page retryable', async () => {
    answer = () => ({
      headers: { 'content-type': 'text/html', 'content-encoding': 'gzip' },
      body: 'no gzip',
    });
    await expect(read()).rejects.toMatchObject({ code: 'vendor_unreachable' });
  });

  it('ends when its caller gives up', async () => {
    answer = () => ({ fault: 'hang' });
    const giveUp = new AbortController();
    const page = pages().read(`${server.url}/`, giveUp.signal);
    const ended = expect(page).rejects.toMatchObject({ code: 'aborted' });
    await server.received(server.requests.length + 1);
    giveUp.abort();
    await ended;
  });
});

describe('guardedLookup', () => {
  const ask = (host: string, all: boolean) =>
    new Promise<unknown>((resolve) => {
      guardedLookup(host, { all }, (error, address) => resolve(error ?? address));
    });

  it('refuses a name that leads inside, when the connection is made', async () => {
    expect(await ask('localhost', true)).toMatchObject({ code: 'ADDRESS_REFUSED' });
    expect(await ask('localhost', false)).toMatchObject({ code: 'ADDRESS_REFUSED' });
  });

  it('hands a public address on, in the form that is asked for', async () => {
    expect(await ask('93.184.216.34', true)).toEqual([{ address: '93.184.216.34', family: 4 }]);
    expect(await ask('93.184.216.34', false)).toBe('93.184.216.34');
  });
});
