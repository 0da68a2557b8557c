import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { taskEvent } from '@userport/contracts';
import { type GatewayClient, openGatewayClient } from './gateway-client';

describe('openGatewayClient', () => {
  let server: Server;
  let client: GatewayClient;
  let url: string;
  let seen: string[];
  beforeEach(async () => {
    seen = [];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        seen.push(`${request.method} ${request.url} ${request.headers.authorization} ${body}`);
        response.writeHead(202).end('{"ok":true}');
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    const requested = taskEvent({
      ...{ jobId: 'job-1', entityId: 'e', taskName: 'probe', kind: 'requested', generation: 2 },
      ...{ fingerprint: 'f', at: new Date(0), detail: { payload_hash: 'h' } },
    });
    client = openGatewayClient({
      gatewayUrl: url,
      functionUrls: { 'probe-app': url },
      tokenFor: (audience) => Promise.resolve(audience === url ? 'good' : 'bad'),
      stores: {
        events: {
          ofJob: (jobId) => Promise.resolve({ nowMs: 0, events: jobId === 'job-1' ? [requested] : [] }),
        },
      },
    });
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('asks and posts below the path of tasks, with a token for the gateway', async () => {
    expect(await client.get('job-1/status')).toEqual({ status: 202, body: { ok: true } });
    await client.post('job-1/retry');
    await client.post('create/probe', { a: 1 });
    expect(seen).toEqual([
      'GET /api/v1/tasks/job-1/status Bearer good ',
      'POST /api/v1/tasks/job-1/retry Bearer good {}',
      'POST /api/v1/tasks/create/probe Bearer good {"a":1}',
    ]);
  });

  it('delivers a job once more as it was asked for, without its payload', async () => {
    await client.deliverAgain('probe-app', 'job-1');
    expect(seen).toEqual([
      'POST /api/v1/tasks/probe Bearer good {"job_id":"job-1","entity_id":"e","generation":2,"fingerprint":"f","payload_hash":"h"}',
    ]);
  });

  it('says which job was never asked for', async () => {
    await expect(client.deliverAgain('probe-app', 'job-2')).rejects.toThrow('Job job-2 was never asked for.');
  });
});
