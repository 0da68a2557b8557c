import { createServer, type Server } from 'node:net';

const listen = (port: number): Promise<Server | undefined> =>
  new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(undefined));
    server.listen(port, '127.0.0.1', () => done(server));
  });

const portOf = (server: Server | undefined): number => {
  const address = server?.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const close = (server: Server | undefined): Promise<void> =>
  new Promise((done) => (server === undefined ? done() : server.close(() => done())));

const MOST_TRIES = 50;

/**
 * The first of several ports in a row that are free now.
 * @throws Error when there are none, which no machine in order comes to
 */
export async function freePorts(count: number): Promise<number> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const first = await listen(0);
    const base = portOf(first);
    const others = await Promise.all(
      Array.from({ length: count - 1 }, (_, index) => listen(base + index + 1)),
    );
    await Promise.all([first, ...others].map(close));
    if (first !== undefined && others.every((other) => other !== undefined)) return base;
  }
  throw new Error(`No ${count} ports in a row are free.`);
}
