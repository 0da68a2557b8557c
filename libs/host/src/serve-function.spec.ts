import { once } from 'node:events';
import type { Server } from 'node:http';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { TerminalError } from '@userport/errors';
import { createLogger } from '@userport/logging';
import { openDraining } from './draining';
import { openFrontDoor } from './front-door';
import { type Served, serveFunction } from './serve-function';

const silent = createLogger({ level: 'error', write: () => undefined });

describe('serveFunction', () => {
  const servers: Server[] = [];
  let number = 0;
  const print = jest.spyOn(process.stdout, 'write');
  beforeEach(() => print.mockReset().mockReturnValue(true));
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.close();
      await once(server, 'close');
    }
  });
  afterAll(() => print.mockRestore());

  const start = async (load: (served: Served) => Promise<Served>) => {
    const draining = openDraining();
    const door = openFrontDoor({
      ...{ log: silent, draining, open: ['/health'] },
      checkCaller: () => Promise.resolve({ ok: true }),
    });
    const served: Served = {
      door,
      graceMs: 10,
      handle: ({ path, body }) =>
        Promise.resolve({ status: 200, body: { path, said: Buffer.from(body).toString() } }),
    };
    const name = `probe-${(number += 1)}`;
    serveFunction({ name, draining, load: () => load(served) });
    // The platform's own server, as a deployed function gets it.
    const server = getTestServer(name).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return { url: `http://127.0.0.1:${port}`, name, draining };
  };
  const close = { connection: 'close' };

  it('tells its health without loading anything', async () => {
    const load = jest.fn(() => Promise.reject(new TypeError('loaded')));
    const { url, name } = await start(load);
    const answer = await fetch(`${url}/health?x`, { headers: close });
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { status: 'healthy', function: name, version: 'dev' },
    ]);
    expect(load).not.toHaveBeenCalled();
  });

  it('loads at the first other request, and hands body and path through door and platform', async () => {
    const load = jest.fn((served: Served) => Promise.resolve(served));
    const { url } = await start(load);
    for (const said of ['one', 'two']) {
      const answer = await fetch(`${url}/a/b`, { method: 'POST', body: said, headers: close });
      expect(await answer.json()).toEqual({ path: '/a/b', said });
    }
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('answers 503 naming what is missing, and tries again at the next request', async () => {
    const missing = new TerminalError('LOG_LEVEL: is wrong.', { code: 'configuration' });
    const load = jest.fn((served: Served) => Promise.resolve(served)).mockRejectedValueOnce(missing);
    const { url } = await start(load);
    const answer = await fetch(url, { headers: close });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60']);
    expect(await answer.json()).toMatchObject({
      type: 'urn:userport:problem:configuration',
      detail: 'LOG_LEVEL: is wrong.',
    });
    expect((await fetch(url, { headers: close })).status).toBe(200);
  });

  it('tells the log alone of an unexpected fault', async () => {
    const { url } = await start(() => Promise.reject(new TypeError('a module is broken')));
    const answer = await fetch(url, { headers: close });
    expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining('broken')]);
    expect(print.mock.calls.join('')).toContain('a module is broken');
  });

  it('sends nobody to an instance that stops, not even for its health', async () => {
    const { url, draining } = await start((served) => Promise.resolve(served));
    await draining.start(1);
    expect((await fetch(`${url}/health`, { headers: close })).status).toBe(503);
  });
});
