import { createJina, jinaEnvironment } from './jina';
import type { SandboxRequest } from './serve-loopback';
import { inventedWorld } from './world/world';

const NOW = Date.UTC(2026, 10, 23);
const desk = () => createJina(inventedWorld, { sleep: async () => undefined, now: () => NOW });

const ask = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
  const request: SandboxRequest = {
    method: 'POST',
    path,
    query: new URLSearchParams(),
    headers: { authorization: 'Bearer k', accept: 'application/json', ...headers },
    body: Buffer.from(JSON.stringify(body)),
  };
  const { status, body: answer, headers: sent } = await desk().handle(request);
  return { status, answer: answer as Record<string, unknown>, headers: sent };
};
const read = (url: string, headers: Record<string, string> = {}) => ask('/reader/', { url }, headers);
const search = (q: string, more: object = {}, headers: Record<string, string> = {}) =>
  ask('/search/', { q, ...more }, headers);

describe('the sandbox’s Jina', () => {
  it('reads a page of the world and counts its tokens', async () => {
    const { status, answer, headers } = await read('https://quarrystone.example/about');
    expect([status, headers]).toEqual([200, { 'x-usage-tokens': '29' }]);
    expect(answer).toMatchObject({
      code: 200,
      data: { title: 'About Quarrystone', url: 'https://quarrystone.example/about', usage: { tokens: 29 } },
      meta: { usage: { tokens: 29 } },
    });
  });

  it('reads the small page that probes ask for', async () => {
    const { status, answer } = await read('https://example.com');
    expect([status, answer['data']]).toMatchObject([200, { title: 'Example Domain' }]);
  });

  it('gives HTML and images where they are asked for', async () => {
    const { answer } = await read('https://quarrystone.example/', {
      'x-respond-with': 'html',
      'x-with-images-summary': 'true',
    });
    expect(answer['data']).toMatchObject({
      html: expect.stringContaining('<main>') as string,
      images: { 'Image 1: Quarrystone logo': 'https://quarrystone.example/logo.png' },
    });
  });

  it.each([
    ['https://quarrystone.example/nowhere', 'Target URL returned error 404: Not Found'],
    ['https://www.linkedin.com/in/somebody', 'Target URL returned error 999: Request denied'],
    ['https://stonewall-archives.example/', 'Target URL returned error 403: Forbidden'],
  ])('says inside a 200 what %s answers', async (url, warning) => {
    const { status, answer } = await read(url);
    expect([status, (answer['data'] as { warning: string }).warning]).toEqual([200, warning]);
  });

  it('does not know domains that are not of its world', async () => {
    expect(await read('https://somewhere.example/')).toMatchObject({
      status: 400,
      answer: { status: 40001, name: 'ParamValidationError', path: 'url' },
    });
  });

  it('finds pages of the companies that a query names, within a site where that is asked for', async () => {
    const { answer } = await search('Quarrystone and Lumenfjord', { num: 20, site: 'lumenfjord.example' });
    const urls = (answer['data'] as { url: string }[]).map(({ url }) => new URL(url).host);
    expect(new Set(urls)).toEqual(new Set(['lumenfjord.example']));
    expect(answer['meta']).toEqual({ usage: { tokens: 20_000 } });
  });

  it('leaves texts out where none are wanted', async () => {
    const { answer } = await search('Quarrystone', {}, { 'x-respond-with': 'no-content' });
    expect((answer['data'] as object[]).every((one) => !('content' in one))).toBe(true);
  });

  it('says that there is nothing with 422', async () => {
    expect(await search('the weather')).toMatchObject({ status: 422, answer: { status: 42206 } });
  });

  it.each([
    ['rate-limited', 429, 42903],
    ['out-of-quota', 402, 40203],
    ['page-paused', 403, 40301],
    ['over-budget', 409, 40904],
    ['legal-block', 451, 45102],
  ])('refuses with %s as Jina writes it', async (fault, status, digits) => {
    const refused = await read('https://quarrystone.example/', { 'x-sandbox-fault': fault });
    expect(refused).toMatchObject({ status, answer: { data: null, code: status, status: digits } });
  });

  it('speaks JSON alone, as its reader must be asked', async () => {
    expect((await read('https://quarrystone.example/', { accept: '*/*' })).status).toBe(400);
  });

  it('has two addresses on one server', () => {
    expect(jinaEnvironment('http://127.0.0.1:1')).toEqual({
      JINA_API_KEY: 'sandbox',
      JINA_READER_BASE_URL: 'http://127.0.0.1:1/reader',
      JINA_SEARCH_BASE_URL: 'http://127.0.0.1:1/search',
    });
  });
});
