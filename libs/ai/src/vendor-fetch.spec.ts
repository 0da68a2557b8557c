import { vendorServer, type VendorServer } from './vendor-server.suite';
import { failedCall } from './model-failure';
import { vendorFetch } from './vendor-fetch';

describe('vendorFetch', () => {
  let server: VendorServer;
  beforeEach(async () => {
    server = await vendorServer();
  });
  afterEach(() => server.close());

  const post = (init: RequestInit = {}, largestBytes?: number) =>
    vendorFetch('openai', largestBytes)(server.url, { method: 'POST', body: '{"q":1}', ...init });

  it('hands on status, headers and the whole body', async () => {
    server.answers({ json: { a: 'ä' }, headers: { 'x-request-id': 'req_1' } });
    const response = await post();
    expect([response.status, response.headers.get('x-request-id')]).toEqual([200, 'req_1']);
    expect(await response.json()).toEqual({ a: 'ä' });
    expect(server.bodies()[0]).toEqual({ q: 1 });
  });

  it('hands on an error answer, JSON or not, under the name that fits it', async () => {
    server.answers(
      { status: 429, json: { error: {} } },
      { status: 502, body: '<html>' },
      { status: 503, body: '' },
    );
    const answers = [await post(), await post(), await post()];
    expect(answers.map((each) => [each.status, each.headers.get('content-type')])).toEqual([
      [429, 'application/json'],
      [502, 'text/plain'],
      [503, 'text/plain'],
    ]);
  });

  it('reads an answer up to its bound and none beyond it', async () => {
    server.answers({ body: `"${'x'.repeat(98)}"` });
    expect((await post({}, 100)).status).toBe(200);
    await expect(post({}, 99)).rejects.toMatchObject({ name: 'TerminalError', code: 'answer_too_large' });
  });

  it('says what came instead of JSON', async () => {
    server.answers({ body: '<html>', headers: { 'content-type': 'text/html; charset=utf-8' } });
    const error: unknown = await post().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'answer_unreadable' });
    expect(String(error)).toContain('answered 200 with text/html; charset=utf-8, not JSON');
    expect(failedCall(error)).toMatchObject({ httpStatus: 200, charge: 'unknown' });
  });

  it('tells a request that never left from one that was lost', async () => {
    server.answers({ fault: 'reset' });
    const lost: unknown = await post().catch((thrown: unknown) => thrown);
    expect(failedCall(lost)).toMatchObject({ charge: 'unknown' });
    await server.close();
    const never: unknown = await post().catch((thrown: unknown) => thrown);
    expect(failedCall(never)).toMatchObject({ charge: 'not_sent' });
  });

  it('follows no redirect', async () => {
    server.answers({ status: 302, body: '{}', headers: { location: `${server.url}/other` } });
    await expect(post()).rejects.toMatchObject({ code: 'connection_failed' });
    expect(server.requests).toHaveLength(1);
  });

  it('lets the signal end it, also in the middle of a body', async () => {
    server.answers({ fault: 'hang' });
    const controller = new AbortController();
    const arrived = server.received(1);
    const answer = post({ signal: controller.signal });
    await arrived;
    controller.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  });
});
