import { resolve } from 'node:path';
import { freePort, type ServerProcess, startServer } from '../processes';

/** One process that serves an app as Cloud Run would. */
export interface Instance extends ServerProcess {
  readonly app: string;
  readonly url: string;
}

/** How an instance is started. */
export interface InstanceOptions {
  readonly app: string;
  /** Folder of the bundle. */
  readonly folder: string;
  readonly environment: (url: string) => Readonly<Record<string, string>>;
  readonly logPath: string;
  /** A fixed port: an instance that takes the place of another. */
  readonly port?: number;
}

const PLATFORM = 'node_modules/@google-cloud/functions-framework/build/src/main.js';

/** Starts an instance on the platform's own server and waits until it answers. */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const { app, folder, environment, logPath, port = await freePort() } = options;
  const url = `http://127.0.0.1:${port}`;
  const server = await startServer({
    name: `An instance of ${app}`,
    command: process.execPath,
    args: [resolve(PLATFORM), '--target', app, '--source', resolve(folder), '--port', `${port}`],
    environment: { PATH: process.env['PATH'], PORT: `${port}`, ...environment(url) },
    logPath,
    probeUrl: `${url}/health`,
  });
  return { ...server, app, url };
}
