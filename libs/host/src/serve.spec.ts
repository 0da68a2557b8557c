import { once } from 'node:events';
import type { Server } from 'node:http';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { defineContract } from '@userport/contracts';
import { z } from 'zod';
import { serveHandler, serveTask } from './serve';
import { defineTaskFunction } from './task-function';

const contract = defineContract({
  ...{
    name: 'probe_task',
    app: 'probe-task',
    summary: 'A task that only tests know.',
    payload: z.object({}),
  },
  ...{ jobId: () => undefined, entities: () => [], leads: 'none', maxRetries: () => 3 },
  ...{ volatileFields: [], newPayload: 'refuse', repeatedCreate: 'acknowledge', closingBodies: () => [] },
});

describe('an app that is served', () => {
  const allowed = process.env['ALLOW_LOCAL_CALLERS'];
  let server: Server;
  beforeEach(() => {
    const given = { ALLOW_LOCAL_CALLERS: 'true', ALLOWED_AUDIENCES: 'probe', ALLOWED_CALLERS: 'a@b.example' };
    Object.assign(process.env, given, { LOG_LEVEL: 'error' });
  });
  afterEach(async () => {
    Object.assign(process.env, { ALLOW_LOCAL_CALLERS: allowed ?? '', LOG_LEVEL: '' });
    server.close();
    await once(server, 'close');
  });
  const listen = async (app: string): Promise<string> => {
    server = getTestServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  };
  const get = (url: string) => fetch(url, { headers: { connection: 'close' } });

  it('is healthy before its handler is loaded, and answers by it afterwards', async () => {
    const loaded: string[] = [];
    serveHandler('probe-handler', () => {
      loaded.push('handler');
      return Promise.resolve({
        makeHandle:
          ({ config }) =>
          () =>
            Promise.resolve({ status: 200, body: { version: config.runtime.VERSION } }),
      });
    });
    const url = await listen('probe-handler');
    expect([(await get(`${url}/health`)).status, loaded]).toEqual([200, []]);
    expect(await (await get(url)).json()).toEqual({ version: 'dev' });
    expect(loaded).toEqual(['handler']);
  });

  it('serves a task under the path of its contract, and opens it at the first delivery alone', async () => {
    const open = jest.fn();
    const taskFunction = defineTaskFunction({ contract, sections: [], open });
    serveTask('probe-task', () => Promise.resolve({ taskFunction }));
    const url = await listen('probe-task');
    expect((await get(`${url}/nowhere`)).status).toBe(404);
    expect(await (await get(`${url}/api/v1/tasks/probe_task`)).json()).toMatchObject({ status: 405 });
    expect(open).not.toHaveBeenCalled();
  });
});
