import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One address for all functions, as Cloud Run has one for all instances of each. */
export interface Balancer {
  /** `URL/APP`: the base address of a function. */
  readonly url: string;
  /** Calls of `APP` go to one of these from now on. */
  serve(app: string, addresses: readonly string[]): void;
  /** Calls passed on, by app. */
  readonly passed: Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

/** Starts a balancer on loopback. An instance that is gone makes the call fail with 502, as it would there. */
export async function startBalancer(): Promise<Balancer> {
  const instances = new Map<string, readonly string[]>();
  const passed: Record<string, number> = {};
  const pass = (incoming: IncomingMessage, response: ServerResponse): void => {
    const [, app = '', ...rest] = (incoming.url ?? '').split('/');
    const addresses = instances.get(app) ?? [];
    const count = (passed[app] = (passed[app] ?? 0) + 1);
    const address = addresses[count % addresses.length];
    if (address === undefined) {
      response.writeHead(502).end();
      return;
    }
    const target = new URL(`/${rest.join('/')}`, address);
    const { method, headers } = incoming;
    const outgoing = forward(target, { method, headers: { ...headers, host: target.host } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
    // The queue hung up at its deadline: the instance goes on, as it does on Cloud Run.
    incoming.pipe(outgoing);
  };
  const server = createServer(pass);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (app, addresses) => void instances.set(app, addresses),
    passed,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
