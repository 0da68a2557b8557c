import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
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

  it('sends what it is given: text, bytes, headers, to an address of either form', async () => {
    server.answers({ json: {} });
    const send = vendorFetch('openai');
    const headers = new Headers({ 'x-goog-api-key': 'k', 'accept-encoding': 'gzip' });
    await send(server.url, { method: 'POST', body: '{"q":"ä"}', headers });
    await send(new URL(server.url), { method: 'POST', body: Buffer.from('{"q":"ö"}') });
    await send(new Request(server.url), { method: 'PUT' });
    expect(server.requests.map(({ method, body }) => [method, body.toString()])).toEqual([
      ['POST', '{"q":"ä"}'],
      ['POST', '{"q":"ö"}'],
      ['PUT', ''],
    ]);
    const [first, second] = server.requests.map((request) => request.headers);
    expect(first).toMatchObject({ 'x-goog-api-key': 'k', 'accept-encoding': 'gzip', 'content-length': '10' });
    expect(second).toMatchObject({ 'accept-encoding': 'identity' });
  });

  it('asks for no packed body, and unpacks one that comes all the same', async () => {
    const packers = { GZIP: gzipSync, br: brotliCompressSync, deflate: deflateSync };
    for (const [encoding, pack] of Object.entries(packers)) {
      server.answers({ body: pack('{"a":1}'), headers: { 'content-encoding': encoding } });
      const response = await post();
      expect([await response.json(), response.headers.get('content-encoding')]).toEqual([{ a: 1 }, null]);
    }
    server.answers({ body: '{"a":1}', headers: { 'content-encoding': 'constructor' } });
    expect(await (await post()).json()).toEqual({ a: 1 });
    server.answers({ body: gzipSync('{"a":1}').subarray(0, 12), headers: { 'content-encoding': 'gzip' } });
    await expect(post()).rejects.toMatchObject({ code: 'connection_failed' });
  });

  it('asks the next question over the connection of the one before', async () => {
    const ports = new Set<number | undefined>();
    const plain = createServer((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('{}');
    });
    await once(plain.listen(0, '127.0.0.1'), 'listening');
    const send = vendorFetch('openai');
    const url = `http://127.0.0.1:${(plain.address() as AddressInfo).port}`;
    for (const body of ['1', '2', '3']) await (await send(url, { method: 'POST', body })).text();
    expect(ports.size).toBe(1);
    plain.close();
    plain.closeAllConnections();
  });

  it('speaks TLS to an https address, and to nobody who does not', async () => {
    server.answers({ json: {} });
    const secure = server.url.replace('http:', 'https:');
    const error: unknown = await vendorFetch('openai')(secure, { method: 'POST', body: '{}' }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'connection_failed' });
    expect(server.requests).toEqual([]);
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

  it('sends nothing for a signal that was given before, and says its reason', async () => {
    server.answers({ json: {} });
    await expect(post({ signal: AbortSignal.abort('too late') })).rejects.toBe('too late');
    expect(server.requests).toEqual([]);
  });
});
