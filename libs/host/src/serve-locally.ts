import { createServer, type Server } from 'node:http';
import type { Draining } from './draining';
import type { Served } from './serve-function';

/** A served function on this machine. */
export interface LocalServer {
  readonly url: string;
  /** Answers what is under way within its grace, then closes. */
  stop(): Promise<void>;
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** Serves a function on a port of the loopback interface, behind the same door, without the framework. Port 0 picks one. */
export async function serveLocally(
  { door, draining, handle, graceMs }: Served & { readonly draining: Draining },
  port: number,
): Promise<LocalServer> {
  const server = createServer(door.wrap(door.serve(handle)));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const boundPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${boundPort}`,
    async stop() {
      await draining.start(graceMs);
      await closed(server);
    },
  };
}
