import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { createLogger } from '@userport/logging';
import { openDraining } from './draining';
import { type CheckCaller, LARGEST_BODY_BYTES, openFrontDoor } from './front-door';
import type { Handle } from './http-types';
import { type LocalServer, serveLocally } from './serve-locally';

const lines: string[] = [];
const log = createLogger({ level: 'debug', write: (line) => lines.push(line) });
const admitAll: CheckCaller = () => Promise.resolve({ ok: true });
const servers: LocalServer[] = [];

async function start(handle: Handle, checkCaller: CheckCaller = admitAll) {
  const draining = openDraining();
  const door = openFrontDoor({ log, draining, checkCaller, open: ['/health'] });
  const server = await serveLocally({ door, draining, handle, graceMs: 20 }, 0);
  servers.push(server);
  return { url: server.url, draining };
}

const echo: Handle = ({ method, path, query, body }) =>
  Promise.resolve({ status: 200, body: { method, path, q: query.get('q'), bytes: body.length } });

/** Sends a body of any length without holding it, and answers status and body. */
const send = (
  url: string,
  bytes: number,
  headers: Record<string, string | number> = {},
): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    const request = httpRequest(url, { method: 'POST', headers }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    request.on('error', reject);
    const chunk = Buffer.alloc(1024 * 1024, 97);
    for (let left = bytes; left > 0; left -= chunk.length)
      request.write(left < chunk.length ? chunk.subarray(0, left) : chunk);
    request.end();
  });

afterEach(async () => {
  lines.length = 0;
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

describe('the front door', () => {
  it('hands on method, path, query and the body as bytes', async () => {
    const { url } = await start(echo);
    const response = await fetch(`${url}/a/b?q=1`, { method: 'POST', body: 'häh' });
    expect(await response.json()).toEqual({ method: 'POST', path: '/a/b', q: '1', bytes: 4 });
  });

  it('refuses a body that says it is too long, with 413', async () => {
    const { url } = await start(echo);
    const answer = await send(url, LARGEST_BODY_BYTES + 1, { 'content-length': LARGEST_BODY_BYTES + 1 });
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body)).toMatchObject({
      type: 'urn:userport:problem:body_too_large',
      status: 413,
    });
  });

  it('refuses a streamed body that turns out too long, with 413', async () => {
    const { url } = await start(echo);
    expect((await send(url, LARGEST_BODY_BYTES + 1)).status).toBe(413);
  });

  it('admits a body of exactly the bound', async () => {
    const { url } = await start(echo);
    expect(JSON.parse((await send(url, LARGEST_BODY_BYTES)).body)).toMatchObject({
      bytes: LARGEST_BODY_BYTES,
    });
  });

  it('refuses a compressed body with 415', async () => {
    const { url } = await start(echo);
    expect((await send(url, 10, { 'content-encoding': 'gzip' })).status).toBe(415);
  });

  it('asks for the caller before it reads the body, and says no secret of why', async () => {
    const seen: string[] = [];
    const { url } = await start(echo, (headers) => {
      seen.push(headers['authorization'] ?? '');
      return Promise.resolve({ ok: false, status: 401, reason: 'A token of an allowed caller is needed.' });
    });
    const response = await fetch(url, {
      method: 'POST',
      body: '{}',
      headers: { authorization: 'Bearer secret-token' },
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ detail: 'A token of an allowed caller is needed.' });
    expect(seen).toEqual(['Bearer secret-token']);
    expect(lines.join('')).not.toContain('secret-token');
  });

  it.each([
    ['the one that it came with', { 'x-request-id': 'request-7' }, /^request-7$/],
    ['one of its own when it came without', {}, /^[\da-f]{8}-[\da-f-]{27}$/],
  ])('gives every line of a request its trace: %s', async (_what, headers, trace) => {
    const { url } = await start(
      () => Promise.reject(new TypeError('a fault')),
      ({ authorization }) =>
        Promise.resolve(
          authorization === undefined ? { ok: false, status: 401, reason: 'no' } : { ok: true },
        ),
    );
    await fetch(url, { headers });
    await fetch(url, { headers: { ...headers, authorization: 'Bearer good' } });
    const traces = lines.map(
      (line) =>
        (JSON.parse(line) as Record<'logging.googleapis.com/labels', { trace_id: string }>)[
          'logging.googleapis.com/labels'
        ].trace_id,
    );
    expect(traces).toEqual([expect.stringMatching(trace), expect.stringMatching(trace)]);
  });

  it('lets anyone ask for the health', async () => {
    const { url } = await start(echo, () => Promise.resolve({ ok: false, status: 401, reason: 'no' }));
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  it('answers 503 while the instance stops', async () => {
    const { url, draining } = await start(echo);
    await draining.start(1);
    const response = await fetch(url, { method: 'POST', body: '{}' });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
  });

  it('answers 503 when more than 64 MiB of bodies are in work', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const { url } = await start(async (request) => {
      if (request.path === '/held') await held;
      return { status: 200, body: { bytes: request.body.length } };
    });
    const first = [send(`${url}/held`, LARGEST_BODY_BYTES), send(`${url}/held`, LARGEST_BODY_BYTES - 1024)];
    let status = 200;
    while (status === 200) status = (await send(url, 2048)).status;
    expect(status).toBe(503);
    release();
    expect((await Promise.all(first)).map((answer) => answer.status)).toEqual([200, 200]);
  });

  it('turns an unexpected fault into a 500 that tells nothing', async () => {
    const { url } = await start(() => Promise.reject(new TypeError('user said: my password is tulip')));
    const response = await fetch(url);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('tulip');
  });

  it('survives a body that is cut off', async () => {
    const { url } = await start(echo);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
        socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nabc', () => socket.destroy());
      });
      socket.on('close', () => resolve());
    });
    expect((await fetch(url)).status).toBe(200);
  });
});
