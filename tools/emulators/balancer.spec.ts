import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startBalancer } from './balancer';

describe('startBalancer', () => {
  const open = async (name: string) => {
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () =>
        response
          .writeHead(201)
          .end(`${name} ${request.method} ${request.url} ${Buffer.concat(parts).toString()}`),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
  };

  it('passes calls on to the instances of an app in turn, without the name of the app', async () => {
    const balancer = await startBalancer();
    const [one, two] = [await open('one'), await open('two')];
    balancer.serve('app', [one.url, two.url]);
    const call = async () => {
      const answer = await fetch(`${balancer.url}/app/api/v1/x?y=1`, { method: 'POST', body: 'hello' });
      return `${answer.status} ${await answer.text()}`;
    };
    expect([await call(), await call()].sort()).toEqual([
      '201 one POST /api/v1/x?y=1 hello',
      '201 two POST /api/v1/x?y=1 hello',
    ]);
    expect(balancer.passed).toEqual({ app: 2 });
    one.close();
    two.close();
    await balancer.stop();
  });

  it('answers 502 for an app that no one serves and for an instance that is gone', async () => {
    const balancer = await startBalancer();
    expect((await fetch(`${balancer.url}/app/`)).status).toBe(502);
    balancer.serve('app', ['http://127.0.0.1:1']);
    expect((await fetch(`${balancer.url}/app/`)).status).toBe(502);
    await balancer.stop();
  });
});
